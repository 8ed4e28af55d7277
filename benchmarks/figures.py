"""Measures the figures that rules find alone, without a model, against hand-labelled reports.

Usage: python benchmarks/figures.py REPORT_DIR GOLD_DIR [--show]

A report is looked up by the ``source`` of its gold file, in GOLD_DIR first, then in REPORT_DIR. Every
labelled and every found figure is taken apart into its numbers, a level and a change. A number matches a
labelled one when value and unit agree and their quotes overlap; each is used once, the likeliest pairs first.
Over the matched numbers: the share with the right name (character F1 of at least 0.65), role, status, period
and qualifier. In the strict F1 a number counts only with name, role and status right. ``sure`` is the share
of matched numbers whose names the rules call sure, followed by how many of those are right.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.cleaning import clean
from summarizer.readers import read
from summarizer.structure import outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TABLE = str.maketrans("，。；：、“”‘’（）《》！？", ",.;:,\"\"''()<>!?")
_SAME_UNIT = {"个点": "个百分点", "百分点": "个百分点", "亿": "亿元"}
_RIGHT_NAME = 0.65
_OVERLAP = 0.3
_ROLE_WEIGHT = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """One number of a figure: its level or its change."""

    value: str
    unit: str
    role: str
    name: str
    status: str | None
    quote: str
    period: str | None
    qualifier: str
    sure: bool


def squash(text: str | None) -> str:
    """Return the text without spaces, width and kinds of punctuation."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "").translate(_TABLE))


def plain_number(written: object) -> str | None:
    """Return a number without separators and closing zeros, a range with both ends; None if there is none."""
    text = squash(str(written)).replace(",", "").lstrip("+-")
    whole = re.fullmatch(r"(\d+(?:\.\d+)?)(?:[-~至](\d+(?:\.\d+)?))?", text)
    if whole is not None:
        return "-".join(f"{float(part):g}" for part in whole.groups() if part)
    found = re.search(r"\d+(?:\.\d+)?(?:/\d+)?", text)
    return found[0] if found is not None else None


def plain_unit(written: str | None) -> str:
    """Return a unit without 余 and 多, under one of the names it goes by."""
    unit = re.sub(r"[余多]", "", squash(written))
    return _SAME_UNIT.get(unit, unit)


def numbers(figure: dict[str, Any]) -> Iterator[Number]:
    """Take a figure apart."""
    if figure.get("value") and (value := plain_number(figure["value"])):
        yield one_number(figure, value, figure["unit"], "level")
    change = figure.get("change")
    if change and (value := plain_number(change["value"])):
        yield one_number(figure, value, change["unit"] or "%", "change")


def one_number(figure: dict[str, Any], value: str, unit: str | None, role: str) -> Number:
    """Return a number with what its figure says of it."""
    return Number(
        value=value,
        unit=plain_unit(unit),
        role=role,
        name=squash(figure["name"]),
        status=figure["status"],
        quote=squash(figure["quote"]),
        period=figure.get("period"),
        qualifier=figure.get("qualifier") or "",
        sure=figure.get("sure", True),
    )


def likeness(a: str, b: str) -> float:
    """Return the F1 of the characters of two names."""
    one, other = Counter(a), Counter(b)
    shared = sum((one & other).values())
    return 2 * shared / (len(a) + len(b)) if shared else 0.0


def overlap(a: str, b: str) -> float:
    """Return the shared part of two quotes, of the shorter one."""
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return 1.0
    x, y = ({s[i : i + 3] for i in range(max(1, len(s) - 2))} for s in (a, b))
    return len(x & y) / min(len(x), len(y))


def pairs(labelled: list[Number], found: list[Number]) -> dict[int, int]:
    """Match numbers one to one, the likeliest pairs first."""
    scored = sorted(
        (
            (likeness(g.name, p.name) + shared + _ROLE_WEIGHT * (g.role == p.role), i, j)
            for i, g in enumerate(labelled)
            for j, p in enumerate(found)
            if g.value == p.value
            and g.unit in {p.unit, ""}
            and (shared := overlap(g.quote, p.quote)) >= _OVERLAP
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in scored:
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def measure(gold: dict[str, Any], report: Path, *, show: bool) -> Counter[str]:
    """Count what is right of one report."""
    labelled = [n for f in gold["figures"] for n in numbers(f)]
    found = [n for f in found_figures(report) for n in numbers(f)]
    matched = pairs(labelled, found)
    counts = Counter({"labelled": len(labelled), "found": len(found), "matched": len(matched)})
    for i, j in matched.items():
        g, p = labelled[i], found[j]
        right = {
            "name": likeness(g.name, p.name) >= _RIGHT_NAME,
            "role": g.role == p.role,
            "status": g.status == p.status,
        }
        counts.update(key for key, is_right in right.items() if is_right)
        counts["strict"] += all(right.values())
        counts["period"] += g.period == p.period
        counts["qualifier"] += g.qualifier == p.qualifier
        counts["sure"] += p.sure
        counts["sure_right"] += p.sure and right["name"]
        if show and not (all(right.values()) and g.period == p.period and g.qualifier == p.qualifier):
            print("   labelled", brief(g), "\n   found   ", brief(p))
    if show:
        differences("missed", (n for i, n in enumerate(labelled) if i not in matched))
        differences("too many", (n for j, n in enumerate(found) if j not in matched.values()))
    return counts


def found_figures(report: Path) -> list[dict[str, Any]]:
    """Return the figures of a report in the form of the labels."""
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


def brief(n: Number) -> str:
    """Return a number on one line."""
    return f"{n.name} {n.value}{n.unit} {n.role} {n.status} {n.period} {n.qualifier}"


def differences(what: str, some: Iterable[Number]) -> None:
    """Print numbers that have no counterpart."""
    for number in some:
        print(f"   {what}: {brief(number)}")


def line(counts: Counter[str]) -> str:
    """Return the measures of one report or of all."""
    both = counts["labelled"] + counts["found"]
    matched = counts["matched"]
    rates = {
        key: counts[key] / matched if matched else 0.0
        for key in ("name", "role", "status", "period", "qualifier")
    }
    parts = [
        f"labelled {counts['labelled']}",
        f"found {counts['found']}",
        f"f1 {2 * matched / both if both else 1.0:.3f}",
        *(f"{key} {rate:.3f}" for key, rate in rates.items()),
        f"strict_f1 {2 * counts['strict'] / both if both else 1.0:.3f}",
        f"sure {counts['sure'] / matched if matched else 0.0:.3f}",
        f"of those right {counts['sure_right'] / counts['sure'] if counts['sure'] else 0.0:.3f}",
    ]
    return "  ".join(parts)


def main() -> None:
    """Print one line per gold file and the totals."""
    reports, golds = (Path(a) for a in sys.argv[1:] if not a.startswith("--"))
    total: Counter[str] = Counter()
    for file in sorted(golds.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        places = [golds / gold["source"], reports / gold["source"], golds / f"{file.stem}.txt"]
        report = next((p for p in places if p.is_file()), None)
        if report is None:
            print(f"{file.name}: no report")
            continue
        counts = measure(gold, report, show="--show" in sys.argv)
        print(f"{file.stem}: {line(counts)}")
        total += counts
    print(f"TOTAL: {line(total)}")


if __name__ == "__main__":
    main()
