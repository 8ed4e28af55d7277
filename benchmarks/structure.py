"""Measures headings, points, titles and metadata against hand-labelled reports.

Usage: python benchmarks/structure.py REPORT_DIR GOLD_DIR [--show] [--strict]

A report is looked up by the ``source`` of its gold file, in GOLD_DIR first, then in REPORT_DIR. Headings
match by their text (spaces and width aside) in order. A point matches when its quote and the labelled one
share at least half of the three-character sequences of the shorter; with ``--strict`` one contains the other.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.cleaning import clean
from summarizer.readers import read
from summarizer.structure import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.structure import Outline

_TABLE = str.maketrans("，。；：、“”‘’（）《》！？〔〕", ",.;:,\"\"''()<>!?[]")
_POINTS = {"achievements": "achievement", "actions": "action", "problems": "problem"}
_HALF = 0.5


def squash(text: str | None) -> str:
    """Return the text without spaces, width and kinds of punctuation."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "").translate(_TABLE))


def f1(right: int, labelled: int, found: int) -> float:
    """Return F1; 1 where there was nothing to find and nothing was found."""
    return 1.0 if labelled + found == 0 else 2 * right / (labelled + found)


def overlap(a: str, b: str) -> float:
    """Return the shared part of two quotes, of the shorter one."""
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return 1.0
    x, y = ({s[i : i + 3] for i in range(max(1, len(s) - 2))} for s in (a, b))
    return len(x & y) / min(len(x), len(y))


def pair(labelled: list[str], found: list[str], least: float) -> set[tuple[int, int]]:
    """Match quotes one to one, the best first."""
    scored = sorted(
        (
            (overlap(g, p), -abs(len(g) - len(p)), i, j)
            for i, g in enumerate(labelled)
            for j, p in enumerate(found)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, i, j in scored:
        if score >= least and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return set(pairs.items())


Counts = dict[str, tuple[int, int, int]]
"""What is measured → (right, labelled, found)."""


def measure(gold: dict[str, Any], report: Path, *, say: Callable[..., None], strict: bool) -> Counts:
    """Compare one report with its labels; ``say`` is told every difference."""
    cleaned = clean(read(report))
    result = outline(cleaned)
    return {
        **headings(gold, result, say),
        **points(gold, result, cleaned.text, say, 1.0 if strict else _HALF),
        **documents(gold, result, say),
        **metadata(gold, result),
    }


def headings(gold: dict[str, Any], result: Outline, say: Callable[..., None]) -> Counts:
    """Compare the sections, in order."""
    mine = [(squash(s.heading), s.level, s.kind) for s in result.sections[1:]]
    theirs = [(squash(s["heading"]), s["level"], s["kind"]) for s in gold["sections"]]
    matcher = SequenceMatcher(None, [t[0] for t in theirs], [m[0] for m in mine], autojunk=False)
    matched = [(theirs[b.a + k], mine[b.b + k]) for b in matcher.get_matching_blocks() for k in range(b.size)]
    for t in theirs:
        if all(t is not hit for hit, _ in matched):
            say("   heading missed:", t)
    for m in mine:
        if all(m is not hit for _, hit in matched):
            say("   heading too many:", m)
    for t, m in matched:
        if t != m:
            say("   heading differs:", t, m)
    size = len(matched)
    return {
        "headings": (size, len(theirs), len(mine)),
        "level": (sum(t[1] == m[1] for t, m in matched), size, size),
        "kind": (sum(t[2] == m[2] for t, m in matched), size, size),
    }


def points(
    gold: dict[str, Any], result: Outline, text: str, say: Callable[..., None], least: float
) -> Counts:
    """Compare the quotes of the points, kind by kind."""
    counts: Counts = {}
    for key, kind in _POINTS.items():
        theirs = [squash(p["quote"]) for p in gold[key]]
        mine = [squash(text[p.quote_start : p.quote_end]) for p in result.points if p.kind == kind]
        pairs = pair(theirs, mine, least)
        counts[key] = (len(pairs), len(theirs), len(mine))
        for i in sorted(set(range(len(theirs))) - {i for i, _ in pairs}):
            say(f"   {kind} missed:", theirs[i])
        for j in sorted(set(range(len(mine))) - {j for _, j in pairs}):
            say(f"   {kind} too many:", mine[j])
    return counts


def documents(gold: dict[str, Any], result: Outline, say: Callable[..., None]) -> Counts:
    """Compare the titles."""
    theirs = {squash(d["title"]): d["act"] for d in gold["documents"]}
    mine = {squash(t.title): t.act for t in result.titles}
    if theirs != mine:
        say("   documents:", theirs, mine)
    return {"documents": (len(theirs.keys() & mine.keys()), len(theirs), len(mine))}


def metadata(gold: dict[str, Any], result: Outline) -> Counts:
    """Compare the metadata, field by field."""
    counts: Counts = {}
    for field, value in gold["meta"].items():
        got = getattr(result.metadata, field)
        right = squash(got) == squash(value)
        counts[f"meta.{field}"] = (int(right), 1, 1)
        if not right:
            print(f"   meta {field}: labelled {value!r}, found {got!r}")
    return counts


def main() -> None:
    """Print one line per gold file and the totals."""
    options = {a for a in sys.argv[1:] if a.startswith("--")}
    reports, golds = (Path(a) for a in sys.argv[1:] if not a.startswith("--"))
    say = print if "--show" in options else silent
    total: Counts = {}
    for file in sorted(golds.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        places = [golds / gold["source"], reports / gold["source"], golds / f"{file.stem}.txt"]
        report = next((p for p in places if p.is_file()), None)
        if report is None:
            print(f"{file.name}: no report")
            continue
        print(file.name)
        counts = measure(gold, report, say=say, strict="--strict" in options)
        print("  ", line(counts))
        for key, value in counts.items():
            before = total.get(key, (0, 0, 0))
            total[key] = (before[0] + value[0], before[1] + value[1], before[2] + value[2])
    print("TOTAL")
    print("  ", line(total))


def silent(*_: object) -> None:
    """Tell nothing."""


def line(counts: Counts) -> str:
    """Return the measures as one line; metadata as right of all."""
    meta = [v for k, v in counts.items() if k.startswith("meta.")]
    parts = [
        f"{k} {f1(*v):.3f} ({v[0]}/{v[1]}/{v[2]})" for k, v in counts.items() if not k.startswith("meta.")
    ]
    return "  ".join([*parts, f"meta {sum(v[0] for v in meta)}/{sum(v[1] for v in meta)}"])


if __name__ == "__main__":
    main()
