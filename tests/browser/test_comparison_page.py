"""The page of a comparison in a real browser, from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.comparing import compare
from summarizer.pipeline import summarize
from summarizer.readers import read
from summarizer.rendering.comparison import charts, render_comparison_page
from tests.support.comparisons import actual, report

if TYPE_CHECKING:
    from summarizer.schemas import Comparison
    from tests.support.browser import Browser

pytestmark = pytest.mark.browser
PAIRS = Path(__file__).parents[2] / "evals" / "pairs"
HOSTILE = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">"


def opened(browser: Browser, made: Comparison, folder: Path) -> Browser:
    page = folder / "comparison.html"
    page.write_text(render_comparison_page(made, charts(made)), encoding="utf-8")
    browser.open(page)
    return browser


def years(name: str) -> Comparison:
    figures = [
        (year, actual("F1", name, str(int(year) - 2000), "亿元", period=year))
        for year in ("2021", "2022", "2023")
    ]
    return compare([report(year, figure) for year, figure in figures])


def test_a_number_leads_to_its_passage_and_nothing_is_refused(chromium: Browser, tmp_path: Path) -> None:
    reports = [
        summarize(read(str(PAIRS / "dev" / "longxi" / f"{year}.txt")), None) for year in ("2022", "2023")
    ]
    page = opened(chromium, compare(reports), tmp_path)
    page.find(".alarm a").click()
    passage = page.run("return document.querySelector(':target').textContent")
    assert "完成技改投资11.2亿元，增长20.4%" in passage
    assert not page.log()
    assert all(address.startswith(("file:", "data:")) for address in page.requests())


@pytest.mark.parametrize("name", ["出口", HOSTILE])
def test_charts_are_shown_and_hostile_words_run_nothing(chromium: Browser, tmp_path: Path, name: str) -> None:
    page = opened(chromium, years(name), tmp_path)
    assert page.run("return [...document.images].map((image) => image.naturalWidth > 0)") == [True]
    assert page.driver.title == "报告对比"
    assert not page.log()
    assert all(address.startswith(("file:", "data:")) for address in page.requests())
