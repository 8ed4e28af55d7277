"""Every format is read back with the library that people use for it, and holds what the record holds."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape

from summarizer.errors import OutputError, UsageError
from summarizer.exporting import FORMATS, TABLES, opened, rows_of
from tests.support.records import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from summarizer.exporting import Format, Table

HOSTILE = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx", "a\nb", 'a"b,c', "甲\u202e乙", ""]
EXPECTED = rows_of(whole(), "砚溪-2023", {"地区": "=砚溪"})
EXPECTED["sections"] += [
    {**EXPECTED["sections"][0], "section_id": f"h{place}", "heading": words}
    for place, words in enumerate(HOSTILE)
]


def write(form: Format, place: Path, tables: Sequence[Table] = ()) -> None:
    shown = tables or [TABLES[0].with_extra(["地区"]), *TABLES[1:]]
    with opened(form, place, shown) as sink:
        for name, rows in EXPECTED.items():
            sink.add(name, rows[:1])
            sink.add(name, rows[1:])


def from_csv(place: Path, table: str) -> list[dict[str, Any]]:
    kinds = {column.name: column.kind for each in TABLES if each.name == table for column in each.columns}
    frame = pd.read_csv(place / f"{table}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    rows: list[dict[str, Any]] = frame.to_dict("records")
    for row in rows:
        for name, cell in row.items():
            kind = kinds.get(name, "text")
            if cell == "":
                row[name] = None
            elif kind == "integer":
                row[name] = int(cell)
            elif kind == "number":
                row[name] = float(cell)
            elif kind == "date":
                row[name] = date.fromisoformat(cell)
            elif cell[:1] == "'" and cell[1:].startswith(("=", "+", "-", "@", "\t", "\r")):
                row[name] = cell[1:]
    return rows


def from_xlsx(place: Path, table: str) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(place)[table]
    lines = list(sheet.iter_rows(values_only=True))
    return [
        {
            str(name): cell.date()
            if isinstance(cell, datetime)
            else unescape(cell)
            if isinstance(cell, str)
            else cell
            for name, cell in zip(lines[0], line, strict=True)
        }
        for line in lines[1:]
    ]


def from_parquet(place: Path, table: str) -> list[dict[str, Any]]:
    frame = pd.read_parquet(place / f"{table}.parquet", dtype_backend="pyarrow")
    return [
        {name: None if pd.isna(cell) else cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def from_jsonl(place: Path, table: str) -> list[dict[str, Any]]:
    dates = {column.name for each in TABLES for column in each.columns if column.kind == "date"}
    lines = (place / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        {
            name: date.fromisoformat(cell) if name in dates and cell else cell
            for name, cell in json.loads(line).items()
        }
        for line in lines
    ]


def from_duckdb(place: Path, table: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(place), read_only=True) as connection:
        found = connection.table(table)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def from_sqlite(place: Path, table: str) -> list[dict[str, Any]]:
    dates = {column.name for each in TABLES for column in each.columns if column.kind == "date"}
    connection = sqlite3.connect(place)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]  # noqa: S608 - one of ours
    connection.close()
    return [
        {name: date.fromisoformat(cell) if name in dates and cell else cell for name, cell in row.items()}
        for row in found
    ]


READERS: dict[Format, Callable[[Path, str], list[dict[str, Any]]]] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "parquet": from_parquet,
    "jsonl": from_jsonl,
    "duckdb": from_duckdb,
    "sqlite": from_sqlite,
}


def test_every_format_has_a_reader_here() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_values_are_equal_when_read_back(form: Format, tmp_path: Path) -> None:
    place = tmp_path / f"export.{form}"
    write(form, place)
    for table, rows in EXPECTED.items():
        found = READERS[form](place, table)
        # A cell with nothing in it and one of no characters are the same to a spreadsheet.
        empty = form in {"csv", "xlsx"}
        assert found == [
            {name: None if empty and cell == "" else cell for name, cell in row.items()} for row in rows
        ]


def test_numbers_are_numbers_and_dates_are_dates(tmp_path: Path) -> None:
    write("xlsx", tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["figures"]
    names = [cell.value for cell in sheet[1]]
    first = sheet[2]
    assert first[names.index("value_low")].data_type == "n"
    assert first[names.index("period_end")].is_date
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


def test_cells_that_look_like_formulas_are_text(tmp_path: Path) -> None:
    write("xlsx", tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    for sheet in book:
        assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    write("csv", tmp_path / "files")
    lines = (tmp_path / "files" / "sections.csv").read_text(encoding="utf-8-sig")
    for words in HOSTILE[:4]:
        assert f",'{words}," in lines
    assert (tmp_path / "files" / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_change_that_is_down_stays_a_number_in_csv(tmp_path: Path) -> None:
    write("csv", tmp_path)
    assert "'-" not in (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("form", FORMATS)
def test_one_table_is_one_file(form: Format, tmp_path: Path) -> None:
    place = tmp_path / "one"
    write(form, place, [TABLES[1]])
    assert place.is_file()


def break_off(form: Format, place: Path) -> None:
    with opened(form, place, TABLES) as sink:
        sink.add("figures", EXPECTED["figures"])
        raise RuntimeError


@pytest.mark.parametrize("form", FORMATS)
def test_failure_in_the_middle_leaves_the_earlier_export(form: Format, tmp_path: Path) -> None:
    place = tmp_path / f"export.{form}"
    write(form, place)
    before = {path.name: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    with pytest.raises(RuntimeError):
        break_off(form, place)
    after = {path.name: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    assert after == before


def test_more_rows_than_a_sheet_holds_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.exporting.workbook._ROWS", 3)
    with pytest.raises(OutputError, match="more rows than a sheet"):
        write("xlsx", tmp_path / "book.xlsx")
    assert not list(tmp_path.iterdir())


def test_place_of_the_wrong_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        write("csv", tmp_path / "file")
    with pytest.raises(UsageError, match="is a directory"):
        write("xlsx", tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        write("sqlite", tmp_path / "nowhere" / "db")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
