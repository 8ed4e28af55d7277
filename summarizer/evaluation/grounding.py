"""Whether what a report and its brief say stands in the source, in the place they name.

Three invariants, each a share that has to be 1: quotations are the source's own characters at the offsets
given; every number of a figure is in the passage it cites; every number of the brief is in the footnotes of
the marks behind it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from summarizer.evaluation.tally import Tally, key_of
from summarizer.evaluation.texts import squash
from summarizer.structure.numerals import CHINESE_NUMERAL, chinese_to_int, fraction_value, per_cent_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.schemas import Evidence, Report

_ARABIC: Final = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?")
_FRACTION: Final = re.compile(rf"{CHINESE_NUMERAL}分之{CHINESE_NUMERAL}(?:点{CHINESE_NUMERAL})?")
_NUMERAL: Final = re.compile(CHINESE_NUMERAL)
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3})")
_NOTE: Final = re.compile(r"^\[\^([A-Za-z]+\d+)\]: (.*)$", re.MULTILINE)
_SEGMENT: Final = re.compile(r"(.*?)((?:\[\^[A-Za-z]+\d+\])+|$)")
_MARK: Final = re.compile(r"\[\^([A-Za-z]+\d+)\]")
_TOLD_BY_PROGRAM: Final = ("未能覆盖的内容", "来源")
"""Headings of the brief below which the program counts what it left out, and lists its sources."""
_PERIODS: Final = re.compile(r"^未注明的为.*|(?<=.)（[^（）]*[年月度][^（）]*）(?=\|)")
"""What a table says of the periods of its rows: above it for all, behind a name for one.

Periods are worked out from the report's title and head; they are scored with the figures."""


def score_grounding(report: Report, brief: str, source: str) -> Tally:
    """Check a report and its brief against the source they were made from.

    Args:
        report: The record.
        brief: The record rendered as Markdown.
        source: The decoded source, before cleaning.
    """
    tally = Tally()
    for at, evidence in _evidence(report):
        verbatim = source[evidence.start : evidence.end] == evidence.quote != ""
        tally.count(grounding__quotes=1, grounding__verbatim=verbatim)
        if not verbatim:
            told = (
                f"「{evidence.quote}」 is not what stands at {evidence.start}-{evidence.end} of the source."
            )
            tally.fault("quote", at, told)
    for figure in report.figures:
        known = numbers_in(figure.evidence.clean) | numbers_in(figure.evidence.quote)
        for value in (figure.value, figure.change.value if figure.change else None):
            if value is None:
                continue
            held = _parts(value) <= known
            tally.count(grounding__figures=1, grounding__cited=held)
            if not held:
                told = f"{figure.name}: {value} is not in the passage cited, 「{figure.evidence.clean}」."
                tally.fault("ungrounded", f"found:{figure.id}:{value}", told)
    for number, said, held in brief_numbers(brief, source):
        tally.count(grounding__brief=1, grounding__marked=held)
        if not held:
            told = f"{number} is in no passage that its marks cite: “{said}”."
            tally.fault("unmarked", key_of(squash(said), number), told)
    return tally


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text as digits: Arabic ones, and Chinese ones in every way they can be read."""
    plain = _plain(text)
    found = set(_ARABIC.findall(plain))
    found |= {part for number in found for part in number.split("/")}
    for match in _FRACTION.finditer(plain):
        told = per_cent_value(match[0]) or fraction_value(match[0].partition("点")[0])
        found |= {told} if told else set()
    for match in _NUMERAL.finditer(plain):
        # 二三百 is read as a range by people and as nothing by the reader of numerals: each digit counts too.
        found |= {str(chinese_to_int(match[0])), *(str(chinese_to_int(each)) for each in match[0])}
    return {_same(number) for number in found}


def brief_numbers(brief: str, source: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the numbers of a brief with the words around and whether the footnotes of their marks hold them.

    Title and head have no marks: their numbers have to be somewhere in the source.
    """
    notes = {label: numbers_in(text) for label, text in _NOTE.findall(brief)}
    everywhere = numbers_in(source)
    heading = ""
    for raw in brief.splitlines():
        line = raw.replace("\\", "")
        if line.startswith("## "):
            heading = line.removeprefix("## ")
            continue
        if heading.startswith(_TOLD_BY_PROGRAM):
            continue
        line = _PERIODS.sub("", line)
        for said, marks in _SEGMENT.findall(line):
            cited = [notes.get(label, set[str]()) for label in _MARK.findall(marks)]
            known = everywhere if not heading else set[str]().union(*cited)
            for number in _ARABIC.findall(_plain(said)):
                yield number, said.strip("| "), _parts(number) <= known


def _parts(number: str) -> set[str]:
    """Return the ends of a range; a share is one number."""
    return {_same(each) for each in _ARABIC.findall(_plain(number))}


def _plain(text: str) -> str:
    """Fold widths and drop the commas of thousands; spaces stay, as they part numbers."""
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))


def _same(number: str) -> str:
    """Write a number in one way: 1.50 is 1.5."""
    whole, dot, decimals = number.partition(".")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".") if dot else whole


def _evidence(report: Report) -> Iterator[tuple[str, Evidence]]:
    for figure in report.figures:
        for place, evidence in enumerate((figure.evidence, *figure.places)):
            yield f"found:{figure.id}.evidence[{place}]", evidence
    for point in (*report.achievements, *report.actions, *report.problems):
        yield f"found:{point.id}.evidence", point.evidence
    for number, document in enumerate(report.documents):
        yield f"found:documents[{number}].evidence", document.evidence
    for number, uncovered in enumerate(report.uncovered):
        yield f"found:uncovered[{number}].evidence", uncovered.evidence
