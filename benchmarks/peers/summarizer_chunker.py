"""Reads a report up to its chunks, as ``summarizer brief`` does before it asks anything, and says how long.

Usage: summarizer_chunker.py ORDER.json. The order says where the report and a short one to warm up with are
(``report``, ``warm_up``) and where the result goes (``out``).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from summarizer import structure
from summarizer.chunking import chunks
from summarizer.cleaning import clean
from summarizer.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable

_FIGURES = "find_figures"
_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Clock:
    """Seconds per stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[_P, _T]) -> Callable[_P, _T]:
        """Return ``work``, timed."""

        def timed(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            began = time.perf_counter()
            done = work(*args, **kwargs)
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began
            return done

        return timed


def main(order: dict[str, Any]) -> None:
    """Read as ordered."""
    _read(order["warm_up"])
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = _read(order["report"])
    result["start"] = start
    result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    Path(order["out"]).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def _read(report: str) -> dict[str, Any]:
    clock = _Clock()
    find_figures = getattr(structure, _FIGURES)
    setattr(structure, _FIGURES, clock.time("figures", find_figures))
    try:
        raw = clock.time("reading", read)(report)
        cleaned = clock.time("cleaning", clean)(raw)
        outline = clock.time("structure", structure.outline)(cleaned)
        made = clock.time("chunks", chunks)(cleaned.text, outline)
    finally:
        setattr(structure, _FIGURES, find_figures)
    clock.seconds["structure"] -= clock.seconds["figures"]
    return {"seconds": clock.seconds, "text": cleaned.text, "cuts": [chunk.end for chunk in made[:-1]]}


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
