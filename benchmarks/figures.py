"""Measures the figures that rules find alone, without a model, against hand-labelled reports.

Usage: python benchmarks/figures.py REPORT_DIR GOLD_DIR [--show]

A report is looked up by the ``source`` of its gold file, in GOLD_DIR first, then in REPORT_DIR. The measure
is that of ``scoring.py``; beside it, over the matched numbers, the share with the right period and qualifier,
and the share whose names the rules call sure, followed by how many of those are right.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.scoring import Score, compare, figures_in
from summarizer.cleaning import clean
from summarizer.readers import read
from summarizer.structure import outline

if TYPE_CHECKING:
    from benchmarks.scoring import Comparison, Number, Pair


def found_figures(report: Path) -> list[dict[str, Any]]:
    """Return the figures of a report in the form of the labels, with whether their names are sure."""
    cleaned = clean(read(report))
    return [
        {
            "name": f.name,
            "value": f.value,
            "unit": f.unit,
            "change": f.change and {"value": f.change.value, "unit": f.change.unit},
            "status": f.status,
            "quote": cleaned.text[f.start : f.end],
            "period": f.period,
            "qualifier": f.qualifier,
            "sure": f.name_sure,
        }
        for f in outline(cleaned).figures
    ]


def same(pair: Pair, key: str) -> bool:
    """Tell whether a labelled and a found number agree in a field; nothing and an empty text are the same."""
    return (pair.label.figure.get(key) or "") == (pair.found.figure.get(key) or "")


def further(comparison: Comparison) -> Counter[str]:
    """Count what only these figures have: periods, qualifiers and how sure their names are."""
    counts: Counter[str] = Counter()
    for pair in comparison.pairs:
        counts["period"] += same(pair, "period")
        counts["qualifier"] += same(pair, "qualifier")
        if pair.found.figure["sure"]:
            counts["sure"] += 1
            counts["sure and right"] += pair.name_is_right
    return counts


def line(score: Score, counts: Counter[str]) -> str:
    """Return the measures of one report or of all."""
    matched, sure = max(1, score.matched), max(1, counts["sure"])
    measures = {
        "f1": score.f1,
        "name": score.name_share,
        "role": score.role_share,
        "status": score.status_share,
        "strict_f1": score.strict_f1,
        "period": counts["period"] / matched,
        "qualifier": counts["qualifier"] / matched,
        "sure": counts["sure"] / matched,
        "of those right": counts["sure and right"] / sure,
    }
    told = "  ".join(f"{name} {value:.3f}" for name, value in measures.items())
    return f"labelled {score.labelled}  found {score.predicted}  {told}"


def brief(number: Number) -> str:
    """Return a number on one line."""
    figure = number.figure
    told = (number.name, number.number + number.unit, number.role, number.status)
    return " ".join(str(part) for part in (*told, figure.get("period"), figure.get("qualifier")))


def show(comparison: Comparison) -> None:
    """Print every difference."""
    for pair in comparison.pairs:
        if not (pair.is_right and same(pair, "period") and same(pair, "qualifier")):
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
    for file in sorted(golds.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        places = [golds / gold["source"], reports / gold["source"], golds / f"{file.stem}.txt"]
        report = next((p for p in places if p.is_file()), None)
        if report is None:
            print(f"{file.name}: no report")
            continue
        comparison = compare(figures_in(gold), found_figures(report))
        one = further(comparison)
        print(f"{file.stem}: {line(comparison.score, one)}")
        if "--show" in sys.argv:
            show(comparison)
        score, counts = score + comparison.score, counts + one
    print(f"TOTAL: {line(score, counts)}")


if __name__ == "__main__":
    main()
