"""Measures the figures that rules find alone, and how sure the rules are of their names.

Usage: python benchmarks/figures.py REPORT_DIR GOLD_DIR [--show]

The measure is that of ``summarizer eval run --model none``. Beside it, over the matched numbers, stands the
share whose names the rules call sure, followed by how many of those are right. REPORT_DIR is where reports
are looked for that are not beside their labels.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.cleaning import clean
from summarizer.evaluation.figures import Score, compare
from summarizer.evaluation.gold import load
from summarizer.readers import read
from summarizer.structure import outline

if TYPE_CHECKING:
    from summarizer.evaluation.figures import Comparison, Number


def found_figures(report: Path) -> list[dict[str, Any]]:
    """Return the figures of a report in the form of the labels, with whether their names are sure."""
    cleaned = clean(read(report))
    return [
        {
            "name": f.name,
            "value": f.value,
            "unit": f.unit,
            "change": f.change
            and {"value": f.change.value, "unit": f.change.unit, "direction": f.change.direction},
            "status": f.status,
            "quote": cleaned.text[f.start : f.end],
            "period": f.period,
            "qualifier": f.qualifier,
            "sure": f.name_sure,
        }
        for f in outline(cleaned).figures
    ]


def sureness(comparison: Comparison, found: list[dict[str, Any]]) -> Counter[str]:
    """Count the matched numbers whose names are sure, and those of them that are right."""
    counts: Counter[str] = Counter()
    for pair in comparison.pairs:
        if found[pair.found.figure]["sure"]:
            counts["sure"] += 1
            counts["sure and right"] += pair.name_is_right
    return counts


def line(score: Score, counts: Counter[str]) -> str:
    """Return the measures of one report or of all."""
    matched = max(1, score.matched)
    measures = {
        "f1": score.f1,
        "name": score.name_share,
        "role": score.role_share,
        "status": score.status_share,
        "strict_f1": score.strict_f1,
        "period": score.periods / matched,
        "qualifier": score.qualifiers / matched,
        "sure": counts["sure"] / matched,
        "of those right": counts["sure and right"] / max(1, counts["sure"]),
    }
    told = "  ".join(f"{name} {value or 0:.3f}" for name, value in measures.items())
    return f"labelled {score.labelled}  found {score.predicted}  {told}"


def brief(number: Number) -> str:
    """Return a number on one line."""
    told = (number.name, number.written, number.role, number.status, number.period, *sorted(number.qualifier))
    return " ".join(str(part) for part in told)


def show(comparison: Comparison) -> None:
    """Print every difference."""
    for pair in comparison.pairs:
        if not (pair.is_right and pair.period_is_right and pair.qualifier_is_right):
            print("   labelled:", brief(pair.label))
            print("      found:", brief(pair.found))
    for number in comparison.missed:
        print("   missed:", brief(number))
    for number in comparison.spurious:
        print("   too many:", brief(number))


def main() -> None:
    """Print one line per gold file and the totals."""
    reports, golds = (Path(a) for a in sys.argv[1:] if not a.startswith("--"))
    score, counts = Score(), Counter[str]()
    for document in load(golds, reports=reports).documents:
        found = found_figures(document.source)
        comparison = compare([figure.model_dump() for figure in document.labels.figures], found)
        one = sureness(comparison, found)
        print(f"{document.id}: {line(comparison.score, one)}")
        if "--show" in sys.argv:
            show(comparison)
        score, counts = score + comparison.score, counts + one
    print(f"TOTAL: {line(score, counts)}")


if __name__ == "__main__":
    main()
