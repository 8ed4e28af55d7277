"""Clean texts made by hand, so that these tests do not depend on cleaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.cleaning.text import CleanText, Furniture
from summarizer.structure import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable


def _clean(text: str, *furniture: str) -> CleanText:
    return CleanText(
        source=text,
        text=text,
        starts=tuple(range(len(text))),
        ends=tuple(range(1, len(text) + 1)),
        furniture=tuple(Furniture(start=0, end=0, text=piece) for piece in furniture),
    )


@pytest.fixture(name="make_clean", scope="session")
def _make_clean() -> Callable[..., CleanText]:
    return _clean


@pytest.fixture(name="metadata", scope="session")
def _metadata() -> Metadata:
    return Metadata(title="栖岚县水务局2021年工作总结", period="2021", plan_period="2022")
