from __future__ import annotations

import re

import pytest

from summarizer.rendering.page import IndexEntry, Page, page_name, render_index
from tests.support.pages import taken
from tests.support.records import empty, whole


def test_index_leads_to_every_page_and_sums_up() -> None:
    pages = [Page(whole()), Page(empty()), Page(whole(), language="en")]
    names = ["甲 县.html", "b.html", "c.html"]
    entries = [IndexEntry.of(page, name) for page, name in zip(pages, names, strict=True)]
    shown = taken(render_index(entries))
    assert [element.get("href") for element in shown.all("a")] == [
        "%E7%94%B2%20%E5%8E%BF.html",
        "b.html",
        "c.html",
    ]
    (counts,) = shown.all("ul", **{"class": "counts"})
    totals = [int(word) for word in re.findall(r"\d+", counts.text)]
    assert totals == [2 * count for count in pages[0].counts.values()]
    assert "仅引文" in shown.all("tbody")[0].text


def test_index_of_nothing_is_an_index() -> None:
    assert taken(render_index([])).all("tbody")[0].text.strip() == ""


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("report-2024", "report-2024.html"),
        ("清渡区2024年", "清渡区2024年.html"),
        ("../../etc/passwd", "etc-passwd.html"),
        ("a/b\\c:d", "a-b-c-d.html"),
        ("...", "report.html"),
        ("", "report.html"),
        ("Index", "Index-2.html"),
        ("TAKEN", "TAKEN-2.html"),
        ("长" * 300, "长" * 70 + ".html"),
    ],
)
def test_page_names_are_safe_and_new(wanted: str, name: str) -> None:
    assert page_name(wanted, {"taken.html"}) == name
