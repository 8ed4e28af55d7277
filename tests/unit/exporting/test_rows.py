from __future__ import annotations

from summarizer.exporting import TABLES, rows_of
from tests.support.records import whole


def test_rows_have_the_columns_of_their_table() -> None:
    rows = rows_of(whole(), "r")
    assert list(rows) == [table.name for table in TABLES]
    for table in TABLES:
        assert rows[table.name], table.name
        for row in rows[table.name]:
            assert list(row) == [column.name for column in table.columns]


def test_every_part_of_the_record_has_its_row() -> None:
    report = whole()
    rows = rows_of(report, "r")
    assert [row["figure_id"] for row in rows["figures"]] == [f"r:{each.id}" for each in report.figures]
    points = [*report.achievements, *report.actions, *report.problems]
    assert [row["point_id"] for row in rows["points"]] == [f"r:{each.id}" for each in points]
    assert len(rows["documents"]) == len(report.documents)
    assert [row["heading"] for row in rows["sections"]] == [each.heading for each in report.sections]


def test_key_figures_have_their_place() -> None:
    report = whole()
    ranks = {row["figure_id"]: row["key_rank"] for row in rows_of(report, "r")["figures"]}
    assert [ranks[f"r:{each}"] for each in report.key_figures] == list(range(1, len(report.key_figures) + 1))


def test_quotes_and_places_are_those_of_the_whole() -> None:
    report = whole()
    for figure, row in zip(report.figures, rows_of(report, "r")["figures"], strict=True):
        assert (row["quote"], row["start"], row["end"]) == (
            figure.evidence.quote,
            figure.evidence.start,
            figure.evidence.end,
        )


def test_what_travels_along_stands_beside_the_report() -> None:
    row = rows_of(whole(), "r", {"地区": "砚溪"})["reports"][0]
    assert row["extra_地区"] == "砚溪"
    assert [column.name for column in TABLES[0].with_extra(["地区"]).columns] == list(row)
