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
    assert "1 titles" in result.stdout


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
    for item in [*record["points"], *record["documents"], *record["figures"]]:
        assert REPORT[item["start"] : item["end"]] == item["quote"]
    assert record["points"][0]["quote"] == "（一）水源建设"
