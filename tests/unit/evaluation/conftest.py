"""Fewer draws than a user gets: intervals are the matter of one module, and cost time in the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.evaluation import uncertainty

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True, scope="package")
def few_draws() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uncertainty, "RESAMPLES", 100)
        uncertainty._draws.cache_clear()
        yield
    uncertainty._draws.cache_clear()
