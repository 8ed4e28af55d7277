"""What the page looks like, in pictures; ``make screenshot`` keeps the one that the README shows."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.support.browser import DESKTOP

if TYPE_CHECKING:
    from tests.support.browser import Browser

pytestmark = pytest.mark.browser
SHOWN = Path(__file__).parents[2] / "docs" / "images" / "evidence-page.png"
_MOST_BYTES = 300_000


def test_the_readme_shows_the_page_at_a_figure(chromium: Browser, example: Path, tmp_path: Path) -> None:
    chromium.open(example)
    chromium.run("location.hash = 'F3'")
    chromium.run("document.getElementById('brief').scrollTop = 0")
    picture = Path(os.environ.get("SCREENSHOT") or tmp_path / "page.png")
    with Image.open(BytesIO(chromium.driver.get_screenshot_as_png())) as taken:
        taken.convert("RGB").quantize(dither=Image.Dither.NONE).save(picture, "PNG", optimize=True)
    for file in (picture, SHOWN):
        with Image.open(file) as kept:
            assert kept.size == DESKTOP
        assert file.stat().st_size < _MOST_BYTES
