"""Measures briefs against the key points and headlines of hand-labelled reports.

Usage: python benchmarks/briefs.py GOLD.json REPORT [RECORD.json] ...

With a RECORD behind a report, what was made before (``summarizer brief --format json``) is measured;
without, the rules make it (``--model none``). Printed for each report and in all: the ``must_mention``
lists of the key points that the standard brief satisfies, the characters of the brief before its
footnotes, the labelled points that have a headline with its likeness to the label's, headlines with a
digit or 《title》 that the report lacks (there must be none), and numbers of the brief that the report
lacks (likewise).
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.cleaning import clean
from summarizer.evaluation.texts import likeness, overlap, squash
from summarizer.pipeline import summarize
from summarizer.readers import read
from summarizer.rendering import render_markdown
from summarizer.schemas import Report

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MARK = re.compile(r"\[\^[A-Z]\d+\]")
_FOOTNOTES = "\n## 来源"
_LEFT_OUT = "\n## 未能覆盖的内容"
_SAME_PLACE = 0.3
"""Overlap of quotes from which a labelled point and a headed one are the same."""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Counts of one report; they add up over reports."""

    lists: int = 0
    satisfied: int = 0
    points: int = 0
    headed: int = 0
    likeness: float = 0.0
    foreign: int = 0
    ungrounded: int = 0

    def __add__(self, other: Measures) -> Measures:
        names = self.__dataclass_fields__
        return Measures(**{name: getattr(self, name) + getattr(other, name) for name in names})

    def __str__(self) -> str:
        return (
            f"key points {self.satisfied}/{self.lists} ({self.satisfied / max(1, self.lists):.0%})  "
            f"headlines {self.headed}/{self.points}, likeness {self.likeness / max(1, self.headed):.2f}, "
            f"foreign {self.foreign}  ungrounded numbers {self.ungrounded}"
        )


def measure(gold: dict[str, Any], report: Report, text: str) -> tuple[Measures, int]:
    """Return the measures of a report's standard brief, and its characters before the footnotes.

    Args:
        gold: The labels.
        report: The record.
        text: The cleaned report.
    """
    body = render_markdown(report).partition(_FOOTNOTES)[0]
    said = squash(_MARK.sub("", body))
    wanted = [alternatives for point in gold["key_points"] for alternatives in point["must_mention"]]
    satisfied = sum(any(squash(words) in said for words in alternatives) for alternatives in wanted)
    headed, alike = 0, 0.0
    labelled = 0
    for kind in ("achievements", "actions", "problems"):
        made = {"achievements": report.achievements, "actions": report.actions, "problems": report.problems}[
            kind
        ]
        for label in gold[kind]:
            labelled += 1
            best = max(
                made, key=lambda p: overlap(squash(label["quote"]), squash(p.evidence.clean)), default=None
            )
            if best and overlap(squash(label["quote"]), squash(best.evidence.clean)) >= _SAME_PLACE:
                headed += bool(best.headline)
                alike += likeness(squash(label["headline"]), squash(best.headline))
    known = set(_DIGITS.findall(squash(text)))
    headlines = [p.headline for p in (*report.achievements, *report.actions, *report.problems)]
    foreign = sum(
        not set(_DIGITS.findall(squash(h))) <= known
        or any(squash(title) not in squash(text) for title in re.findall(r"《[^》]*》", h))
        for h in headlines
    )
    # Chinese numerals are written as digits; how many things were left out is counted by the program.
    numerals = {part for figure in report.figures for part in _DIGITS.findall(figure.value or "")}
    facts = squash(_MARK.sub("", body.partition(_LEFT_OUT)[0]))
    ungrounded = sum(number not in known | numerals | _times(report) for number in _DIGITS.findall(facts))
    measures = Measures(
        lists=len(wanted),
        satisfied=satisfied,
        points=labelled,
        headed=headed,
        likeness=alike,
        foreign=foreign,
        ungrounded=ungrounded,
    )
    return measures, len(body)


def _times(report: Report) -> set[str]:
    """Numbers of dates and periods, which a brief writes its own way (2018年1—9月)."""
    meta = report.meta
    times = [meta.written_on, meta.published_on, meta.period, meta.plan_period]
    times += [figure.period for figure in report.figures]
    parts = [part for time in times if time for part in re.findall(r"\d+", time)]
    return {*parts, *(str(int(part)) for part in parts)}


def main() -> None:
    """Print one line a report and the totals."""
    groups: list[list[Path]] = []
    for argument in sys.argv[1:]:
        path = Path(argument)
        is_label = path.suffix == ".json" and "key_points" in json.loads(path.read_text(encoding="utf-8"))
        if is_label:
            groups.append([path])
        elif groups:
            groups[-1].append(path)
    if not groups:
        sys.exit(__doc__)
    total = Measures()
    for label_file, source, *record in groups:
        gold = json.loads(label_file.read_text(encoding="utf-8"))
        raw = read(source)
        if record:
            report = Report.model_validate_json(record[0].read_text(encoding="utf-8"))
        else:
            report = summarize(raw, None)
        measures, characters = measure(gold, report, clean(raw).text)
        print(f"{label_file.stem}: {characters} characters  {measures}")
        total += measures
    print(f"TOTAL: {total}")


if __name__ == "__main__":
    main()
