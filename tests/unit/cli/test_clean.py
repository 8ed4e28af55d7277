from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from summarizer.cli.clean import command

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "栖岚县水务局２０２１年工作总结\n来源：栖岚日报\n　　新建水库 ２ 座，\u200b修复3座。\n"


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


def test_the_text_as_it_is_read(report: str) -> None:
    result = CliRunner().invoke(command, [report])
    assert result.exit_code == 0
    assert result.stdout == "栖岚县水务局2021年工作总结\n新建水库2座,修复3座。\n"


def test_every_repair_with_its_place(report: str) -> None:
    lines = CliRunner().invoke(command, [report, "--diff"]).stdout.splitlines()
    assert '1:7\twidth\t"２０２１" → "2021"' in lines
    assert '2:1\tfurniture\t"来源：栖岚日报" → ""' in lines
    assert '3:12\tinvisible\t"\\u200b" → ""' in lines
    assert lines[0].startswith(f"{len(lines) - 1} repairs: ")


def test_json_points_into_the_source(report: str) -> None:
    found = json.loads(CliRunner().invoke(command, [report, "--json"]).stdout)
    place = found["text"].index("2座")
    assert REPORT[found["starts"][place] : found["ends"][place + 1]] == "２ 座"
    assert found["furniture"][0]["text"] == "来源:栖岚日报"
    assert found["traditional"] is False


def test_two_forms_at_once_are_refused(report: str) -> None:
    result = CliRunner().invoke(command, [report, "--json", "--diff"])
    assert result.exit_code == 2
    assert "--diff" in result.stderr
