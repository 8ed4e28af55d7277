"""The brief as a reader sees it, kept as files.

After a wanted change, write the files again and look at the difference before committing it::

    SNAPSHOTS=write pytest tests/unit/rendering/test_snapshot.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest

from summarizer.rendering import render_markdown
from tests.support.records import whole
from tests.support.translators import TRANSLATIONS

FOLDER = Path(__file__).parents[2] / "fixtures" / "rendering"


@pytest.mark.parametrize("detail", ["short", "standard", "full"])
def test_the_brief_looks_as_before(detail: Literal["short", "standard", "full"]) -> None:
    path = FOLDER / f"yanxi-{detail}.md"
    brief = render_markdown(whole(), detail=detail)
    if os.environ.get("SNAPSHOTS") == "write":
        path.write_text(brief, encoding="utf-8", newline="\n")
    assert brief == path.read_text(encoding="utf-8")


def test_the_english_brief_looks_as_before() -> None:
    path = FOLDER / "yanxi-english.md"
    report = whole().model_copy(update={"translations": TRANSLATIONS})
    brief = render_markdown(report, language="en")
    if os.environ.get("SNAPSHOTS") == "write":
        path.write_text(brief, encoding="utf-8", newline="\n")
    assert brief == path.read_text(encoding="utf-8")
