"""What stands on the page is what stands in the record and the source, all of it, at its place."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from summarizer.evidence import source_of
from summarizer.pipeline import summarize
from summarizer.readers import read
from summarizer.rendering import typography
from summarizer.rendering.page import Fragment, Number, Page, Source
from summarizer.schemas import Evidence, Notice, Report
from tests.support.pages import Taken, bare, taken
from tests.support.records import TEXT, empty, whole

ROOT = Path(__file__).parents[4]
REPORTS = [
    ROOT / "examples" / "qingdu-2024.txt",
    ROOT / "tests" / "fixtures" / "kinds" / "mechanical-traditional.txt",
    ROOT / "tests" / "fixtures" / "kinds" / "hard-wrapped.txt",
    ROOT / "evals" / "gold" / "dev" / "danwan-bulletin-2022.html",
    ROOT / "evals" / "gold" / "test" / "kepu-zone-2023-h1.docx",
]
WHOLE = Source(fragments=(Fragment(start=0, text=TEXT),), is_whole=True)


@cache
def made(path: Path) -> tuple[Report, Source, Taken]:
    raw = read(path)
    report, source = summarize(raw, None), source_of(raw)
    return report, source, taken(Page(report, source).html())


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_all_that_was_found_is_marked_at_its_place(path: Path) -> None:
    report, source, page = made(path)
    items = {item["key"]: item for item in page.data()["items"]}
    assert Counter(item["kind"] for item in items.values()) == Counter(
        {
            "figure": len(report.figures),
            "achievement": len(report.achievements),
            "action": len(report.actions),
            "problem": len(report.problems),
            "document": len(report.documents),
            "number": sum(count for kind, count in report.numbers.items() if kind != "figure"),
        }
    )
    for figure in report.figures:
        assert [each["text"] for each in items[figure.id]["passages"]] == [
            figure.evidence.quote,
            *(each.quote for each in figure.places),
        ]
    anchors = Counter(element.get("id") for element in page.all("i") if element.get("id"))
    assert anchors == Counter(f"m-{key}" for key in items)
    for key, item in items.items():
        intervals = {(one["at"], one["at"] + len(one["text"])) for one in item["passages"]}
        if item["kind"] == "number":
            assert bare(page.marked(key)) == bare(item["title"]) or item["verdict"] == "uncovered"
        else:
            places = sorted({place for start, end in intervals for place in range(start, end)})
            assert bare(page.marked(key)) == bare(
                "".join(source.fragments[0].text[place] for place in places)
            )


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_every_number_of_the_source_is_on_the_page_with_its_class(path: Path) -> None:
    report, source, page = made(path)
    assert Counter(number.kind for number in source.numbers) == Counter(report.numbers)
    classes = Counter(item["detail"] for item in page.data()["items"] if item["kind"] == "number")
    told = {
        element.text.removesuffix(count.text): int(count.text)
        for element, count in zip(page.elements, page.elements[1:], strict=False)
        if element.tag == "h3" and count.get("class") == "n"
    }
    assert told == dict(classes)
    digits = Counter(element.text for element in page.elements if "digits" in element.get("class").split())
    figures = Counter(
        source.passage(each.start, each.end) for each in source.numbers if each.kind == "figure"
    )
    assert digits == figures


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_the_source_is_there_character_by_character(path: Path) -> None:
    _, source, page = made(path)
    shown = page.source_text()
    for element in page.all("span", **{"class": "unseen"}):
        assert element.text.startswith("U+")
        shown = shown.replace(element.text, chr(int(element.text.replace("U+", "0x"), 0)), 1)
    assert bare(shown) == bare(source.fragments[0].text)


def test_counts_are_those_of_the_record() -> None:
    report = whole()
    page = Page(report, WHOLE)
    assert page.counts == {
        "count": len(report.figures),
        "points": len(report.achievements) + len(report.actions) + len(report.problems),
        "documents": len(report.documents),
        "flagged": sum(bool(each.flags) for each in report.figures),
        "uncovered": len(report.uncovered),
    }
    shown = taken(page.html())
    (counts,) = shown.all("ul", **{"class": "counts"})
    assert [int(word) for word in re.findall(r"\d+", counts.text)] == list(page.counts.values())


def test_a_quotation_that_is_not_at_its_place_is_flagged_and_not_marked() -> None:
    report = whole()
    moved = report.figures[3].model_copy(
        update={"evidence": report.figures[3].evidence.model_copy(update={"start": 5, "end": 14})}
    )
    page = Page(report.model_copy(update={"figures": [moved, *report.figures[:3]]}), WHOLE)
    shown = taken(page.html())
    (item,) = (each for each in shown.data()["items"] if each["key"] == moved.id)
    assert (item["verdict"], item["flags"]) == ("flagged", ["引文不在原文所记位置"])
    assert item["passages"][0]["at"] == -1
    assert shown.marked(moved.id) == ""
    assert page.counts["flagged"] == 1


def test_without_the_source_the_page_shows_the_quotations_and_says_so() -> None:
    report = whole()
    page = Page(report)
    shown = taken(page.html())
    assert not page.has_source
    assert "本页未附原文" in next(each.text for each in shown.all("p", **{"class": "note warn"}))
    for figure in report.figures:
        assert bare(shown.marked(figure.id)) == bare(figure.evidence.quote)
    assert "已核对" not in shown.all("body")[0].text.split("{")[0]
    headings = [bare(each.text) for each in shown.all("p") if each.get("class").startswith("heading")]
    assert headings == [bare(typography.shown(each.heading)) for each in report.sections]


def test_quotations_that_overlap_grow_together() -> None:
    def evidence(start: int, end: int) -> Evidence:
        return Evidence(quote=TEXT[start:end], clean="", start=start, end=end)

    report = whole()
    figures = [
        figure.model_copy(update={"evidence": evidence(*interval), "places": []})
        for figure, interval in zip(
            report.figures, [(0, 10), (4, 12), (12, 15), (20, 24), (21, 23)], strict=False
        )
    ]
    source = Source.of_quotations(empty(figures=figures))
    assert [(each.start, each.text) for each in source.fragments] == [(0, TEXT[:15]), (20, TEXT[20:24])]
    assert all(source.holds(figure.evidence) for figure in figures)


def test_an_uncovered_number_is_marked_within_its_clause() -> None:
    report = whole()
    place = TEXT.index("共27项") + 1
    source = Source(
        fragments=WHOLE.fragments,
        is_whole=True,
        numbers=(Number(start=place, end=place + 2, kind="unknown"),),
    )
    shown = taken(Page(report, source).html())
    assert shown.marked("U1") == "27"


def test_parts_know_each_other() -> None:
    items = {item["key"]: item for item in taken(Page(whole(), WHOLE).html()).data()["items"]}
    assert items["P1"]["related"] == ["F4", "F5", "F6", "F7", "F8"]
    assert items["F4"]["related"] == ["P1"]
    assert items["F6"]["sections"] == [0, 1, 2]


def test_english_page_shows_translations_and_leaves_passages_alone() -> None:
    report = whole().model_copy(update={"translations": {"水利投资": "water investment"}})
    shown = taken(Page(report, WHOLE, language="en").html())
    item = next(each for each in shown.data()["items"] if each["key"] == "F1")
    assert item["title"] == "Water investment"
    assert item["level"] == "6.42亿元 (642 million yuan)"
    assert item["passages"][0]["text"] == report.figures[0].evidence.quote
    assert "Key figures" in {element.text.rstrip("0123456789") for element in shown.all("h2")}
    assert shown.all("html")[0].get("lang") == "en"


def test_empty_record_makes_a_page() -> None:
    shown = taken(Page(empty()).html())
    assert shown.data()["items"] == []
    assert "built-in" not in shown.all("body")[0].text


def test_a_contradiction_leads_to_both_figures() -> None:
    notice = Notice(code="conflict", message="“水利投资”前后不一：6.42亿元（F1）与7亿元（F19）")
    shown = taken(Page(whole().model_copy(update={"warnings": [notice]}), WHOLE).html())
    (told,) = shown.all("ul", **{"class": "notices"})
    assert told.text == notice.message
    links = shown.elements[shown.elements.index(told) :]
    assert [each.get("data-key") for each in links if each.get("class") == "ref"] == ["F1", "F19"]
