from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from summarizer.errors import ExitCode
from summarizer.schemas import Report
from tests.support.command import in_process

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "tests/fixtures/reports/short-bureau.txt"


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    listed = tmp_path / "list.csv"
    listed.write_text(f"id,path,region\nshort,{REPORT},east\n", encoding="utf-8")
    done = in_process("batch", listed, "-o", tmp_path / "out", "--model", "none")
    assert done.code == ExitCode.OK, done.err
    return tmp_path / "out"


def test_batch_becomes_a_workbook_with_the_columns_of_its_list(batch: Path, tmp_path: Path) -> None:
    done = in_process("export", batch, "--to", "xlsx", "-o", tmp_path / "all.xlsx")
    assert done.code == ExitCode.OK, done.err
    assert "1 report exported" in done.err
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames == ["reports", "figures", "points", "documents", "sections"]
    names = [cell.value for cell in book["reports"][1]]
    first = [cell.value for cell in book["reports"][2]]
    assert first[names.index("report_id")] == "short"
    assert first[names.index("extra_region")] == "east"


def test_records_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    place = tmp_path / "a" / "one.json"
    place.parent.mkdir()
    (tmp_path / "b").mkdir()
    assert in_process("brief", REPORT, "--model", "none", "--format", "json", "-o", place).code == ExitCode.OK
    (tmp_path / "b" / "one.json").write_bytes(place.read_bytes())
    done = in_process(
        "export", tmp_path / "a", tmp_path / "b" / "one.json", "--to", "jsonl", "--table", "reports",
        "-o", tmp_path / "reports.jsonl",
    )  # fmt: skip
    assert done.code == ExitCode.OK, done.err
    lines = (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["report_id"] for line in lines] == ["one", "one-2"]


def test_damaged_line_is_told_and_the_rest_exported(batch: Path, tmp_path: Path) -> None:
    lines = tmp_path / "mixed.jsonl"
    lines.write_bytes(b"{broken\n" + (batch / "reports.jsonl").read_bytes())
    done = in_process("export", lines, "--to", "csv", "-o", tmp_path / "tables")
    assert done.code == ExitCode.PARTIAL
    assert "Line 1" in done.err
    assert len((tmp_path / "tables" / "reports.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_what_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    done = in_process("export", tmp_path / "nothing.json", "--to", "csv", "-o", tmp_path / "t")
    assert done.code == ExitCode.USAGE
    assert "There is no file" in done.err
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("shape", ["report", "comparison", "tables"])
def test_published_schema_is_that_of_the_program(shape: str) -> None:
    done = in_process("schema", shape)
    assert done.code == ExitCode.OK
    published = ROOT / "docs" / "schema" / f"{shape}.json"
    assert json.loads(done.text) == json.loads(published.read_text(encoding="utf-8")), (
        f"mend it with: summarizer schema {shape} -o docs/schema/{shape}.json"
    )


def test_record_fits_the_published_schema(batch: Path) -> None:
    schema = json.loads((ROOT / "docs/schema/report.json").read_text(encoding="utf-8"))
    record = json.loads((batch / "reports.jsonl").read_text(encoding="utf-8"))
    assert set(record) <= set(schema["properties"])
    assert set(schema["required"]) <= set(record)
    assert Report.model_validate(record)
