"""What has to hold, from ``evals/gates.toml``: invariants, floors, ceilings and no regression.

A gate that names an unknown metric, or whose score does not exist, does not pass: it fails and says so.
"""

from __future__ import annotations

import math
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import GoldError
from summarizer.evaluation.comparing import compare_verdicts
from summarizer.evaluation.gold import told
from summarizer.evaluation.metrics import METRICS, metric
from summarizer.evaluation.tally import FAULT_KINDS, NO_RECORD
from summarizer.evaluation.verdict import ALL, GateResult
from summarizer.evaluation.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from summarizer.evaluation.comparing import Comparison
    from summarizer.evaluation.verdict import Estimate, GateKind, Verdict

RULES = "rules"
"""Stands for rules alone where a gate names its models."""
FEWEST_FOR_REGRESSION = 8
"""Reports below which two live runs cannot be told apart."""
SURE = 0.95
"""Share of the samples in which a score has to have fallen for a regression of a live run."""
_SHOWN = 8


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Invariants(_Part):
    """Metrics that have to be 1 in every report, or unscored in none where it matters."""

    metrics: list[str]


class Limit(_Part):
    """A floor or a ceiling."""

    metric: str
    at_least: float | None = None
    at_most: float | None = None
    split: str = ALL
    models: list[str] | None = None
    """Names of models, or ``rules``; None for whatever made the reports."""


class Regression(_Part):
    """What must not fall below the baseline."""

    metrics: list[str]
    new_faults: list[str] = Field(default_factory=list[str])
    """Kinds of faults of which no new one may appear where answers are the same: by rules, or replayed."""


class Gates(_Part):
    """The file."""

    invariants: Invariants
    limits: list[Limit] = Field(default_factory=list[Limit])
    regression: Regression


def load_gates(path: Path) -> Gates:
    """Read a file of gates.

    Raises:
        GoldError: It cannot be read, does not have the format, or names a metric that is none.
    """
    try:
        gates = Gates.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise GoldError(
            f"The gates {path} cannot be read: {error.strerror or error}.",
            hint="Name a file with --gates, or hold none with --no-gates.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"The gates {path} are not TOML: {error}.") from error
    except ValidationError as error:
        raise GoldError(f"The gates {path} cannot be used: {told(error)[0]}") from error
    for limit in gates.limits:
        if (limit.at_least is None) == (limit.at_most is None):
            raise GoldError(f"A limit of {limit.metric} in {path} has to have at_least or at_most.")
    for name in _names(gates):
        metric(name)
    for kind in gates.regression.new_faults:
        if kind not in FAULT_KINDS:
            raise GoldError(f"There is no fault {kind!r}, which {path} names.", hint=_kinds(kind))
    return gates


def hold(
    gates: Gates, verdict: Verdict, baseline: Verdict | None, further: Iterable[GateResult] = ()
) -> Verdict:
    """Return the verdict with what came of every gate.

    Args:
        gates: What has to hold.
        verdict: The scores.
        baseline: What was blessed for this model; None where nothing was.
        further: Gates held elsewhere, such as that of the recordings.
    """
    results = [
        *further,
        *_invariants(gates.invariants, verdict),
        *_limits(gates.limits, verdict),
        *_regressions(gates.regression, verdict, baseline),
    ]
    failed = any(result.outcome == "failed" for result in results)
    return verdict.model_copy(update={"gates": results, "outcome": "failed" if failed else "passed"})


def _kinds(kind: str) -> str:
    near = get_close_matches(kind, FAULT_KINDS, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(FAULT_KINDS))}."


def who(verdict: Verdict) -> str:
    """Return what made the reports, as gates name it."""
    return verdict.maker.model or RULES


def _names(gates: Gates) -> Iterator[str]:
    yield from gates.invariants.metrics
    yield from (limit.metric for limit in gates.limits)
    yield from gates.regression.metrics


def _invariants(invariants: Invariants, verdict: Verdict) -> Iterator[GateResult]:
    for name in invariants.metrics:
        estimate = verdict.scores[ALL][name]
        if (missing := _unscored("invariant", name, ALL, estimate)) is not None:
            yield missing
            continue
        broken = [
            each.id for each in verdict.documents if METRICS[name].formula(each.counts) not in {None, 1.0}
        ]
        words = f"{METRICS[name].title}: {_share(estimate.value)}"
        if broken:
            words += f", broken in {_listed(broken)}{_first_fault(name, verdict)}"
        yield GateResult(
            kind="invariant",
            name=name,
            outcome="failed" if broken else "passed",
            message=f"{words}.",
            value=estimate.value,
            limit=1.0,
        )


_FAULTS = {
    "grounding.quotes": ("quote",),
    "grounding.figures": ("ungrounded",),
    "grounding.brief": ("unmarked",),
    "coverage.reports": ("empty", *NO_RECORD),
    "coverage.numbers": ("uncovered",),
    "runs.valid": tuple(NO_RECORD),
    "runs.whole": ("section-failed",),
}
"""Kinds of faults that break an invariant, to name the first."""


def _first_fault(name: str, verdict: Verdict) -> str:
    for result in verdict.documents:
        for fault in result.faults:
            if fault.kind in _FAULTS.get(name, ()) and fault.message:
                return f"; {fault.message.rstrip('.')}"
    return ""


def _limits(limits: Iterable[Limit], verdict: Verdict) -> Iterator[GateResult]:
    for limit in limits:
        if limit.models is not None and who(verdict) not in limit.models:
            continue
        kind: GateKind = "floor" if limit.at_least is not None else "ceiling"
        name = limit.metric if limit.split == ALL else f"{limit.metric} of {limit.split}"
        if limit.split not in verdict.scores:
            yield GateResult(
                kind=kind, name=name, outcome="skipped", message=f"No report of {limit.split} was run."
            )
            continue
        estimate = verdict.scores[limit.split][limit.metric]
        missing = _unscored(kind, limit.metric, limit.split, estimate)
        if missing is not None:
            yield missing
            continue
        value, bound = (
            estimate.value or 0.0,
            limit.at_least if limit.at_least is not None else limit.at_most or 0.0,
        )
        holds = value >= bound if kind == "floor" else value <= bound
        title, told_value = METRICS[limit.metric].title, number(limit.metric, value)
        width = "" if estimate.half_width is None else f" ± {number(limit.metric, estimate.half_width)}"
        relation = (
            ("at least" if kind == "floor" else "at most")
            if holds
            else ("below" if kind == "floor" else "above")
        )
        yield GateResult(
            kind=kind,
            name=name,
            outcome="passed" if holds else "failed",
            message=f"{title}: {told_value}{width}, {relation} {number(limit.metric, bound)}.",
            value=value,
            limit=bound,
            half_width=estimate.half_width,
        )


def _regressions(regression: Regression, verdict: Verdict, baseline: Verdict | None) -> Iterator[GateResult]:
    if baseline is None:
        return
    try:
        changes = compare_verdicts(
            baseline,
            verdict,
            intersection=len(verdict.documents) < len(baseline.documents),
            metrics=regression.metrics,
        )
    except GoldError as error:
        yield GateResult(
            kind="regression",
            name="baseline",
            outcome="failed",
            message=f"{error.message.rstrip('.')}; bless the new labels with `summarizer eval bless`.",
        )
        return
    exact = verdict.maker.replayed or verdict.maker.model is None
    if not exact and len(changes.reports) < FEWEST_FOR_REGRESSION:
        yield GateResult(
            kind="regression",
            name="baseline",
            outcome="skipped",
            message=f"{len(changes.reports)} reports of a live run are too few to tell it from the baseline.",
        )
        return
    for name in regression.metrics:
        yield _moved(name, changes, exact=exact)
    if exact and regression.new_faults:
        yield _new_faults(regression, changes)


def _moved(name: str, changes: Comparison, *, exact: bool) -> GateResult:
    moved = changes.moved[name]
    title = METRICS[name].title
    if moved.difference is None:
        gone = moved.before is not None and moved.after is None
        words = "is unscored, and the baseline has a score" if gone else "is unscored in the baseline"
        return GateResult(
            kind="regression", name=name, outcome="failed" if gone else "passed", message=f"{title} {words}."
        )
    change = moved.difference
    sign = 1 if METRICS[name].better == "higher" else -1
    fell = change.value * sign < 0
    sure = (change.worse if sign > 0 else change.better) >= SURE
    told = f"{title}: {number(name, moved.before)} in the baseline, {number(name, moved.after)} now"
    between = f" ({_signed(name, change.low)} to {_signed(name, change.high)} over reports like these)"
    return GateResult(
        kind="regression",
        name=name,
        outcome="failed" if fell and (exact or sure) else "passed",
        message=f"{told}{'' if exact else between}.",
        value=moved.after,
        limit=moved.before,
    )


def _new_faults(regression: Regression, changes: Comparison) -> GateResult:
    new = [each for each in changes.failing if each.fault.kind in regression.new_faults]
    if not new:
        return GateResult(
            kind="regression",
            name="new faults",
            outcome="passed",
            message="Nothing fails that did not before.",
        )
    shown = "; ".join(
        f"{each.document}: {each.fault.kind}: {each.fault.message or each.fault.item}".rstrip(".")
        for each in new[:_SHOWN]
    )
    more = f"; and {len(new) - _SHOWN} more" if len(new) > _SHOWN else ""
    return GateResult(
        kind="regression",
        name="new faults",
        outcome="failed",
        message=f"{len(new)} new: {shown}{more}. If meant: summarizer eval bless VERDICT --reason TEXT.",
    )


def _unscored(kind: GateKind, name: str, scope: str, estimate: Estimate) -> GateResult | None:
    if estimate.value is not None and math.isfinite(estimate.value):
        return None
    where = "" if scope == ALL else f" of {scope}"
    return GateResult(
        kind=kind,
        name=f"{name}{where}",
        outcome="failed",
        message=f"{METRICS[name].title}: there was nothing to score, which is no pass.",
    )


def _signed(name: str, value: float) -> str:
    return f"{'+' if value >= 0 else ''}{number(name, value)}"


def _share(value: float | None) -> str:
    return "unscored" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _listed(names: list[str]) -> str:
    told = list(dict.fromkeys(names))
    return ", ".join(told[:_SHOWN]) + (f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else "")
