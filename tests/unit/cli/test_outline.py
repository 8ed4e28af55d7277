from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from summarizer.cli.outline import command

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """栖岚县水务局2021年工作总结和2022年工作计划

　　一、2021年工作总结

　　（一）水源建设。新建水库２座，除险加固水库３座，印发《用水办法》，群众用水更加安心。

　　二、2022年工作计划

　　（一）抓好工程。力争完成投资3亿元以上。
"""


def test_tree_with_kinds(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")

    result = CliRunner().invoke(command, [str(report)])

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "栖岚县水务局2021年工作总结和2022年工作计划"
    assert ["review", "一、2021年工作总结"] in [line.split() for line in lines]
    assert ["plan", "*", "(一)抓好工程"] in [line.split()[:3] for line in lines]
    assert "4 sections, 1 achievement, 1 action, 0 problems, 1 title, 3 figures" in result.stdout
    assert "numbers: date 4, figure 3" in result.stdout


def test_json_points_into_the_source(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")

    result = CliRunner().invoke(command, [str(report), "--json"])

    record = json.loads(result.stdout)
    assert record["metadata"]["plan_period"] == "2022"
    assert [s["heading"] for s in record["sections"]] == [
        "一、2021年工作总结",
        "(一)水源建设",
        "二、2022年工作计划",
        "(一)抓好工程",
    ]
    assert record["documents"][0]["title"] == "用水办法"
    classes = [(each["quote"], each["kind"]) for each in record["numbers"]]
    assert ("2021", "date") in classes
    assert ("２", "figure") in classes
    assert all(each["sure"] in {True, False} for each in record["numbers"])
    for item in [*record["points"], *record["documents"], *record["figures"], *record["numbers"]]:
        assert REPORT[item["start"] : item["end"]] == item["quote"]
    assert record["points"][0]["quote"] == "（一）水源建设"


def test_what_the_reader_had_to_say_goes_to_standard_error(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_bytes(REPORT.encode().replace("水库".encode(), "水库".encode()[:-1], 1))

    result = CliRunner().invoke(command, [str(report)])

    assert result.exit_code == 0
    assert "1处字节" in result.stderr
    assert "1处字节" not in result.stdout
