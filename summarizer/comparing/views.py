"""A report as comparisons look at it: its figures with the keys, amounts and spans they are compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summarizer import schemas
from summarizer.comparing.amounts import Amount, amount, signed
from summarizer.comparing.bodies import body_of, place_of, told_alike
from summarizer.comparing.names import Key, is_rate, key
from summarizer.periods import Span, span

if TYPE_CHECKING:
    from collections.abc import Sequence

_ADDITION: Final = re.compile(r"新(?:增|认定|培育|登记|设立?)(?=..)")
_COUNTED_BY: Final = re.compile(r"(人次|户次|人|户|家|件)数?$")
DOUBTFUL_NAME: Final = frozenset({"name-unsure", "name-refused"})
"""Flags of figures whose name may be another."""
_BEFORE: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Seen:
    """A figure in the form in which it is compared."""

    record: schemas.ComparedFigure
    key: Key
    said: Key | None
    """The words right before the number in the same form, where the name is not sure."""
    level: Amount | None
    change: Amount | None
    """Signed."""
    span: Span | None
    body: str
    """Who reports, in the form in which bodies are compared."""

    @property
    def id(self) -> str:
        """Its id in the comparison."""
        return self.record.id

    @property
    def title(self) -> str:
        """Its name; a total that its report names after an addition before it is called one."""
        name = self.record.figure.name
        added = _ADDITION.match(name)
        return f"{name[added.end() :]}（总数）" if self.key.aspect == "total" and added else name

    @property
    def is_target(self) -> bool:
        """Whether it is aimed at; what is foreseen counts as a result."""
        return self.record.figure.status == "target"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A report with its figures."""

    record: schemas.ComparedReport
    body: str
    """Who reports, in the form in which bodies are compared."""
    span: Span | None
    figures: tuple[Seen, ...]

    @property
    def targets(self) -> tuple[Seen, ...]:
        """What it aims at after the time it reports on."""
        return tuple(
            each
            for each in self.figures
            if each.is_target
            and (each.level is not None or each.change is not None)
            and each.span is not None
            and (self.span is None or each.span.last > self.span.last)
        )

    @property
    def results(self) -> tuple[Seen, ...]:
        """What it reports as reached or foreseen."""
        return tuple(each for each in self.figures if not each.is_target)


def columns(reports: Sequence[schemas.Report]) -> tuple[Column, ...]:
    """Put reports side by side: those of one body in the order of their periods, others as they come."""
    bodies = told_alike([body_of(report) for report in reports])
    first = {body: place for place, body in reversed(list(enumerate(bodies)))}
    spans = [span(report.meta.period) for report in reports]

    def order(place: int) -> tuple[int, Span, int]:
        return first[bodies[place]], spans[place] or Span(0, 0), place

    return tuple(
        _column(reports[place], bodies[place], column)
        for column, place in enumerate(sorted(range(len(reports)), key=order))
    )


def letters(place: int) -> str:
    """Name a column: A to Z, then AA, AB and so on."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _column(report: schemas.Report, body: str, place: int) -> Column:
    name = letters(place)
    record = schemas.ComparedReport(
        id=name,
        title=report.meta.title,
        body=report.meta.issuer,
        period=report.meta.period,
        plan_period=report.meta.plan_period,
        source_name=report.provenance.source_name,
        source_sha256=report.provenance.source_sha256,
    )
    paths = _paths(report)
    own = place_of(body)
    return Column(
        record=record,
        body=body,
        span=span(report.meta.period),
        figures=tuple(
            seen(
                schemas.ComparedFigure(
                    id=f"{name}.{figure.id}",
                    report=name,
                    path=paths.get(figure.section or "", []),
                    figure=figure,
                ),
                body,
                own=own,
            )
            for figure in report.figures
        ),
    )


def seen(record: schemas.ComparedFigure, body: str, *, own: str = "") -> Seen:
    """Look at a figure; a level that is a growth by its name (居民消费价格涨幅3%) counts as a change."""
    figure = record.figure
    level = None if _is_threshold(figure) else amount(figure.value, figure.unit)
    change = signed(figure.change) if figure.change is not None else None
    if level is not None and not level.dimension and (counted := _COUNTED_BY.search(figure.name)):
        # 诊疗总人次217.3万: the unit stands in the name.
        level = amount(figure.value, f"{figure.unit}{counted[1]}") or level
    if level is not None and change is None and level.dimension == "%" and is_rate(figure.name):
        level, change = None, level
    before = _words_before(figure)
    unsure = not DOUBTFUL_NAME.isdisjoint(figure.flags) and len(before) > 1
    return Seen(
        record=record,
        said=key(before, before, place=own) if unsure else None,
        key=key(figure.name, before, place=own),
        level=level,
        change=change,
        span=span(figure.period),
        body=body,
    )


def _is_threshold(figure: schemas.Figure) -> bool:
    """Whether a number only says which things are meant: ``收入20万元以上的村``."""
    number = f"{figure.value}{figure.unit or ''}"
    return any(f"{number}{word}的" in figure.evidence.clean for word in ("以上", "以下", "以内"))


def _words_before(figure: schemas.Figure) -> str:
    """Return the words of the clause right before the level."""
    if figure.value is None:
        return ""
    number = re.search(rf"(?<![\d.]){re.escape(figure.value)}(?![\d]|\.\d)", figure.evidence.clean)
    if number is None:
        return ""
    return re.split(r"[,;。、:，；：]", figure.evidence.clean[: number.start()])[-1][-_BEFORE:]


def _paths(report: schemas.Report) -> dict[str, list[str]]:
    """Return the headings above every section and its own, outermost first."""
    above: list[schemas.Section] = []
    found: dict[str, list[str]] = {}
    for section in report.sections:
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)
        found[section.id] = [each.heading for each in above if each.heading]
    return found
