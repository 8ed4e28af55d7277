"""``summarizer compare`` as a user has it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from summarizer.errors import ExitCode
from summarizer.schemas import Comparison
from tests.support.command import SHORT, Outcome, in_process

PAIRS = Path(__file__).parents[2] / "evals" / "pairs"
YEARS = (PAIRS / "dev" / "longxi" / "2022.txt", PAIRS / "dev" / "longxi" / "2023.txt")


def compare(*arguments: str | Path, cwd: Path | None = None) -> Outcome:
    return in_process("compare", *arguments, "--model", "none", cwd=cwd)


def record(source: Path, target: Path) -> Path:
    done = in_process("brief", source, "--model", "none", "--format", "json", "-o", target)
    assert done.code == ExitCode.OK
    return target


def test_reports_records_and_lines_of_records_give_the_same(tmp_path: Path) -> None:
    first, second = (record(source, tmp_path / f"{source.stem}.json") for source in YEARS)
    lines = tmp_path / "reports.jsonl"
    records = [json.loads(path.read_text(encoding="utf-8")) for path in (first, second)]
    lines.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    from_reports = compare(*YEARS, "--format", "json")
    assert from_reports.code == ExitCode.OK, from_reports.err
    made = Comparison.model_validate_json(from_reports.out)
    assert len(made.indicators) == 23
    assert compare(first, second, "--format", "json").out == from_reports.out
    assert compare(lines, "--format", "json").out == from_reports.out
    assert compare(second, YEARS[0], "--format", "json").out == from_reports.out


@pytest.mark.parametrize(
    ("form", "start"),
    [("markdown", "# 报告对比\n"), ("html", "<!doctype html>"), ("csv", "\ufefftable,row"), ("json", "{\n")],
)
def test_every_format_goes_to_standard_output_or_a_file(form: str, start: str, tmp_path: Path) -> None:
    shown = compare(*YEARS, "--format", form)
    assert shown.code == ExitCode.OK
    assert shown.text.startswith(start)
    assert "23 indicators, 19 targets, 1 contradictions" in shown.err
    written = compare(*YEARS, "--format", form, "-o", tmp_path / "made")
    assert written.out == b""
    assert (tmp_path / "made").read_bytes() == shown.out


def test_the_readme_shows_what_it_gives() -> None:
    shown = (PAIRS.parents[1] / "README.md").read_text(encoding="utf-8")
    table = [line for line in shown.splitlines() if line.startswith("| ") and "目标的" in line]
    made = compare(YEARS[0], YEARS[0].with_name("2023-h1.txt"), YEARS[1]).text
    plain = re.sub(r"\[\^[^\]]+\]", "", made)
    assert table
    for line in table:
        assert line.replace(" | ", "|").replace("| ", "|").replace(" |", "|") in plain
    (claim,) = (line.removeprefix("> ") for line in shown.splitlines() if line.startswith("> 技改投资"))
    assert claim in plain.replace("**", "")


def test_charts_are_files_beside_the_tables(tmp_path: Path) -> None:
    text = YEARS[0].read_text(encoding="utf-8")
    third = tmp_path / "2021.txt"
    third.write_text(text.replace("2022", "2021").replace("2023", "2022"), encoding="utf-8")
    done = compare(third, *YEARS, "--charts", "charts", "-o", "made.md", cwd=tmp_path)
    assert done.code == ExitCode.OK, done.err
    drawn = sorted(path.name for path in (tmp_path / "charts").iterdir())
    assert drawn
    text = (tmp_path / "made.md").read_text(encoding="utf-8")
    assert [f"](charts/{name})" in text for name in drawn] == [True] * len(drawn)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((YEARS[0],), ExitCode.USAGE, "only one report"),
        ((YEARS[0], YEARS[0]), ExitCode.USAGE, "holds the same report as"),
        ((YEARS[0], "没有.txt"), ExitCode.USAGE, "没有.txt"),
        ((YEARS[0], "broken.json"), ExitCode.FAILED, "broken.json is not a record of a report"),
        ((YEARS[0], "lines.jsonl"), ExitCode.FAILED, "Line 2 of lines.jsonl is not a record of a report"),
        ((*YEARS, "--charts", "broken.json"), ExitCode.USAGE, "broken.json is no directory"),
        ((*YEARS, "-o", "nowhere/made.md"), ExitCode.USAGE, "does not exist"),
    ],
)
def test_bad_input_is_one_sentence(
    arguments: tuple[str | Path, ...], code: ExitCode, words: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.json").write_text('{"meta": 1}', encoding="utf-8")
    made = record(SHORT, tmp_path / "short.json")
    line = json.dumps(json.loads(made.read_text(encoding="utf-8")))
    (tmp_path / "lines.jsonl").write_text(f"{line}\n[]\n", encoding="utf-8")
    done = compare(*arguments, cwd=tmp_path)
    assert done.code == code
    (error,) = [each for each in done.err.splitlines() if each.startswith("error: ")]
    assert words in error
    assert done.out == b""
