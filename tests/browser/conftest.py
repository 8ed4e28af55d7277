"""One Chromium for all tests, and the pages they look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.evidence import source_of
from summarizer.pipeline import summarize
from summarizer.readers import read
from summarizer.rendering.page import Page
from tests.support.browser import DESKTOP, PHONE, Browser, browser

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "qingdu-2024.txt"


@pytest.fixture(scope="session")
def chromium() -> Generator[Browser]:
    with browser(DESKTOP) as started:
        yield started


@pytest.fixture(scope="session")
def phone() -> Generator[Browser]:
    with browser(PHONE, phone=True) as started:
        yield started


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the example report, by rules alone."""
    raw = read(EXAMPLE)
    page = tmp_path_factory.mktemp("page") / "示例 page.html"
    page.write_text(Page(summarize(raw, None), source_of(raw)).html(), encoding="utf-8")
    return page
