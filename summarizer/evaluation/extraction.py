"""Figures of a report against its labels: counts, also by kind of figure, and every difference in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.evaluation.amounts import unit_kind
from summarizer.evaluation.figures import compare
from summarizer.evaluation.tally import Tally, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.evaluation.figures import Number, Pair
    from summarizer.evaluation.gold import Labels
    from summarizer.evaluation.tally import FaultKind
    from summarizer.schemas import Report

FACETS = ("role", "status", "unit")
"""By what the labelled numbers are told apart."""


def score_figures(labels: Labels, report: Report) -> Tally:
    """Compare the numbers of a report with the labelled ones."""
    comparison = compare(
        [figure.model_dump() for figure in labels.figures], [figure.model_dump() for figure in report.figures]
    )
    score = comparison.score
    tally = Tally()
    tally.count(
        numbers__labelled=score.labelled,
        numbers__found=score.predicted,
        numbers__matched=score.matched,
        numbers__strict=score.strict,
        numbers__likeness=score.likeness,
        numbers__names=score.names,
        numbers__roles=score.roles,
        numbers__statuses=score.statuses,
        numbers__periods=score.periods,
        numbers__qualifiers=score.qualifiers,
    )
    for pair in comparison.pairs:
        _count_kinds(tally, pair.label, labels, matched=1, strict=pair.is_right)
        _tell_differences(tally, pair)
    for number in comparison.missed:
        _count_kinds(tally, number, labels, matched=0, strict=0)
    for pair in comparison.mistaken:
        kind = _mistake(pair)
        tally.fault(
            kind,
            item(pair.label),
            f"{pair.label.name}: labelled {pair.label.written}, found {pair.found.written}.",
        )
    told = {id(number) for pair in comparison.mistaken for number in (pair.label, pair.found)}
    for number in comparison.missed:
        if id(number) not in told:
            tally.fault("number-missed", item(number), f"{number.name} {number.written} was not found.")
    for number in comparison.spurious:
        if id(number) not in told:
            tally.fault(
                "number-extra",
                key_of(number.name, number.written, number.quote),
                f"{number.name} {number.written} is not labelled: 「{number.quote}」.",
            )
    return tally


def count_labelled(labels: Labels) -> Mapping[str, float]:
    """Return the counts of a report of which nothing was found."""
    tally = Tally()
    comparison = compare([figure.model_dump() for figure in labels.figures], [])
    tally.count(numbers__labelled=len(comparison.missed))
    for number in comparison.missed:
        _count_kinds(tally, number, labels, matched=0, strict=0)
    return tally.counts


def item(number: Number) -> str:
    """Return what a labelled number is called in every run."""
    return f"figures[{number.figure}].{number.role}"


def _count_kinds(tally: Tally, label: Number, labels: Labels, *, matched: int, strict: int) -> None:
    figure = labels.figures[label.figure]
    unit = figure.change.unit if label.role == "change" and figure.change else figure.unit or ""
    kinds = {"role": label.role, "status": label.status, "unit": unit_kind(unit)}
    for facet in FACETS:
        for name, value in (("labelled", 1), ("matched", matched), ("strict", strict)):
            tally.count(**{f"numbers.{name}@{facet}={kinds[facet]}": value})


def _tell_differences(tally: Tally, pair: Pair) -> None:
    label, found = pair.label, pair.found
    at = f"{label.name} {label.written}"
    if not pair.name_is_right:
        tally.fault("name", item(label), f"{at}: labelled {label.name}, found {found.name}.")
    if not pair.role_is_right:
        tally.fault("role", item(label), f"{at}: labelled as a {label.role}, found as a {found.role}.")
    if not pair.status_is_right:
        tally.fault("status", item(label), f"{at}: labelled {label.status}, found {found.status}.")
    if not pair.period_is_right:
        told = (label.period or "none", found.period or "none")
        tally.fault("period", item(label), f"{at}: labelled {told[0]}, found {told[1]}.")
    if not pair.qualifier_is_right:
        one, other = ("/".join(sorted(each.qualifier)) or "none" for each in (label, found))
        tally.fault("qualifier", item(label), f"{at}: labelled {one}, found {other}.")


def _mistake(pair: Pair) -> FaultKind:
    label, found = pair.label.amount, pair.found.amount
    if label.agrees(found):
        return "direction"
    if (label.low, label.high) == (found.low, found.high):
        return "unit"
    return "number"
