"""Two verdicts over the same reports: how every score moved, and what newly fails or newly holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import GoldError
from summarizer.evaluation.metrics import METRICS
from summarizer.evaluation.tally import summed
from summarizer.evaluation.uncertainty import Difference, Resampling, difference
from summarizer.evaluation.verdict import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.evaluation.verdict import DocumentResult, FaultRecord, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A score in both runs."""

    before: float | None
    after: float | None
    difference: Difference | None
    """None where one of them is unscored."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A fault that only one of the runs has."""

    document: str
    fault: FaultRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What changed from one run to another."""

    reports: tuple[str, ...]
    """The reports compared."""
    moved: Mapping[str, Moved]
    failing: tuple[Changed, ...]
    """What was right before."""
    mended: tuple[Changed, ...]
    """What was wrong before."""


def compare_verdicts(
    before: Verdict,
    after: Verdict,
    *,
    scope: str = ALL,
    intersection: bool = False,
    metrics: Iterable[str] = METRICS,
) -> Comparison:
    """Compare report by report.

    Args:
        before: The earlier run, or a baseline.
        after: The later one.
        scope: A split, or all.
        intersection: Whether to leave out what is not the same in both, rather than refuse.
        metrics: The scores to compare.

    Raises:
        GoldError: The runs are over different reports or labels, or have none in common.
    """
    one, other = _by_id(before, scope), _by_id(after, scope)
    common = [each for each in one if each in other and _labels(one[each]) == _labels(other[each])]
    if not intersection and (len(common) < len(one) or len(common) < len(other)):
        strange = sorted({*one, *other} - set(common))
        raise GoldError(
            f"The two runs are not over the same labelled reports (different: {', '.join(strange)}).",
            hint="Compare what both have with --intersection, or run one of them again.",
        )
    if not common:
        raise GoldError("The two runs have no labelled report in common.")
    old, new = (
        Resampling([summed(each.counts for each in side[name]) for name in common]) for side in (one, other)
    )
    moved = {
        name: Moved(
            before=metric.formula(old.total),
            after=metric.formula(new.total),
            difference=difference(old, new, metric.formula),
        )
        for name, metric in ((name, METRICS[name]) for name in metrics)
    }
    return Comparison(
        reports=tuple(common),
        moved=moved,
        failing=tuple(_only_in(other, one, common)),
        mended=tuple(_only_in(one, other, common)),
    )


def _by_id(verdict: Verdict, scope: str) -> dict[str, list[DocumentResult]]:
    found: dict[str, list[DocumentResult]] = {}
    for each in verdict.documents:
        if scope in {ALL, each.split}:
            found.setdefault(each.id, []).append(each)
    return found


def _labels(results: list[DocumentResult]) -> set[str]:
    return {each.labels_sha256 for each in results}


def _only_in(
    one: Mapping[str, list[DocumentResult]], other: Mapping[str, list[DocumentResult]], names: Iterable[str]
) -> Iterable[Changed]:
    """Yield the faults of one run that no repeat of the other has."""
    for name in names:
        known = {fault.key for result in other[name] for fault in result.faults}
        seen: set[str] = set()
        for fault in (fault for result in one[name] for fault in result.faults):
            if fault.key not in known and fault.key not in seen:
                seen.add(fault.key)
                yield Changed(document=name, fault=fault)
