"""Turns a result of ``benchmarks/extraction.py --json`` into the scores of other tools that the README shows.

Usage: python -m benchmarks.recorded_peers RESULT.json TITLE > evals/peers.json

TITLE says which reports they were, as the table is to have it. Of several rounds the median is taken. Our own
columns are left out: their scores are blessed verdicts.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.contestants import INSTRUCTOR, LANGEXTRACT
from summarizer.evaluation.table import PeerRow, Peers

_SCORES = {"number_f1": "figures.f1", "strict_f1": "figures.strict_f1", "seconds": "usage.seconds"}


def peers(result: dict[str, Any], title: str) -> Peers:
    """Return what the table needs of a result."""
    versions = dict(each.rsplit(" ", 1) for each in result["versions"].split(", "))
    names = " ".join(each["report"] for each in result["reports"])
    return Peers(
        command=f"python benchmarks/extraction.py --json (each report with its labels: {names})",
        model=result["model"],
        machine=result["machine"],
        on=datetime.now(UTC).date().isoformat(),
        rows=[
            _row(tool, versions, title, result) for tool in (LANGEXTRACT, INSTRUCTOR) if tool in result["all"]
        ],
    )


def _row(tool: str, versions: dict[str, str], title: str, result: dict[str, Any]) -> PeerRow:
    rounds, reports = result["all"][tool], len(result["reports"])
    scores = {
        ours: median(each[theirs] or 0.0 for each in rounds) / (reports if theirs == "seconds" else 1)
        for theirs, ours in _SCORES.items()
    }
    rounded = {name: round(value, 4) for name, value in scores.items()}
    return PeerRow(tool=f"{tool} {versions[tool]}", reports=f"{title} ({reports})", scores=rounded)


def main() -> None:
    """Write the file to standard output."""
    source, title = sys.argv[1:]
    made = peers(json.loads(Path(source).read_text(encoding="utf-8")), title)
    print(json.dumps(made.model_dump(), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
