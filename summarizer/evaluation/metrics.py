"""The scores by name: each a formula over summed counts.

A formula whose divisor is zero has no value: the score is unscored, which no gate accepts for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal, Protocol

from summarizer.errors import GoldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Shape = Literal["share", "number"]
Better = Literal["higher", "lower"]


class Formula(Protocol):
    """Makes a score of counts."""

    def __call__(self, counts: Mapping[str, float]) -> float | None:
        """Return the score, or None where there is nothing to score."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """The counts it needs."""
        ...


@dataclass(frozen=True, slots=True)
class Ratio:
    """One count divided by another."""

    above: str
    below: str

    @property
    def names(self) -> tuple[str, ...]:
        """The counts it needs."""
        return (self.above, self.below)

    def __call__(self, counts: Mapping[str, float]) -> float | None:
        """Return the ratio."""
        below = counts.get(self.below, 0)
        return counts.get(self.above, 0) / below if below else None


@dataclass(frozen=True, slots=True)
class F1:
    """Twice what is right, divided by what was labelled and what was found.

    Where something was labelled and nothing found it is 0; where neither, there is no score.
    """

    right: str
    of: str
    """Group of counts that has ``labelled`` and ``found``."""

    @property
    def names(self) -> tuple[str, ...]:
        """The counts it needs."""
        return (f"{self.of}.{self.right}", f"{self.of}.labelled", f"{self.of}.found")

    def __call__(self, counts: Mapping[str, float]) -> float | None:
        """Return the F1."""
        right, labelled, found = (counts.get(name, 0) for name in self.names)
        return 2 * right / (labelled + found) if labelled + found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric:
    """A score with what it is called and which way is good."""

    name: str
    title: str
    formula: Formula
    shape: Shape = "share"
    better: Better = "higher"

    @property
    def support(self) -> str:
        """The count that says how much the score rests on."""
        return self.formula.names[1]


def _f1(name: str, right: str, of: str, title: str) -> Metric:
    return Metric(name=name, title=title, formula=F1(right, of))


def _share(name: str, above: str, below: str, title: str, better: Better = "higher") -> Metric:
    return Metric(name=name, title=title, formula=Ratio(above, below), better=better)


def _per_report(name: str, count: str, title: str, of: str = "runs.all") -> Metric:
    return Metric(name=name, title=title, formula=Ratio(count, of), shape="number", better="lower")


METRICS: Final = {
    metric.name: metric
    for metric in (
        _f1("figures.f1", "matched", "numbers", "numbers, F1"),
        _f1("figures.strict_f1", "strict", "numbers", "numbers with name, role and status, F1"),
        _share("figures.precision", "numbers.matched", "numbers.found", "numbers found that are labelled"),
        _share("figures.recall", "numbers.matched", "numbers.labelled", "labelled numbers found"),
        _share("figures.name", "numbers.names", "numbers.matched", "names right"),
        _share("figures.name_likeness", "numbers.likeness", "numbers.matched", "likeness of names"),
        _share("figures.role", "numbers.roles", "numbers.matched", "roles right"),
        _share("figures.status", "numbers.statuses", "numbers.matched", "statuses right"),
        _share("figures.period", "numbers.periods", "numbers.matched", "periods right"),
        _share("figures.qualifier", "numbers.qualifiers", "numbers.matched", "qualifiers right"),
        _f1("headings.f1", "matched", "headings", "headings, F1"),
        _share("headings.level", "headings.levels", "headings.matched", "levels right"),
        _share("headings.kind", "headings.kinds", "headings.matched", "kinds right"),
        _f1("points.f1", "matched", "points", "points, F1"),
        _f1("points.achievements", "matched", "points.achievements", "achievements, F1"),
        _f1("points.actions", "matched", "points.actions", "actions, F1"),
        _f1("points.problems", "matched", "points.problems", "problems, F1"),
        _share("points.headline", "headlines.likeness", "points.matched", "likeness of headlines"),
        _f1("documents.f1", "matched", "documents", "issued documents, F1"),
        _share("documents.act", "documents.acts", "documents.matched", "verbs right"),
        _f1("metadata.f1", "matched", "meta", "metadata, F1"),
        _share("metadata.agreed", "meta.agreed", "meta.fields", "metadata agreed, both silent included"),
        _share("brief.key_points", "keys.mentioned", "keys.lists", "key points in the brief"),
        _share("brief.whole_points", "keys.whole", "keys.points", "key points wholly in the brief"),
        _share("grounding.quotes", "grounding.verbatim", "grounding.quotes", "quotations verbatim"),
        _share("grounding.figures", "grounding.cited", "grounding.figures", "figures in the passage cited"),
        _share("grounding.brief", "grounding.marked", "grounding.brief", "numbers of the brief in its notes"),
        _share("coverage.numbers", "coverage.classified", "coverage.numbers", "numbers accounted for"),
        _share("coverage.reports", "coverage.some", "coverage.reports", "reports with something found"),
        _share("runs.valid", "runs.valid", "runs.all", "runs with a report that fits its schema"),
        _share("runs.whole", "runs.whole", "runs.all", "runs without a failed section"),
        _share("items.flagged", "items.flagged", "items.all", "figures and points flagged", "lower"),
        _share("calls.repeated", "calls.repeated", "calls.all", "calls that ask again", "lower"),
        _share("calls.truncated", "calls.truncated", "calls.all", "answers cut at their limit", "lower"),
        _share("calls.unfit", "calls.unfit", "calls.all", "answers that do not fit their schema", "lower"),
        _per_report("usage.calls", "calls.all", "calls per report"),
        _per_report("usage.prompt_tokens", "calls.prompt_tokens", "prompt tokens per report"),
        _per_report("usage.completion_tokens", "calls.completion_tokens", "completion tokens per report"),
        _per_report("usage.seconds", "calls.seconds", "seconds of the model per report"),
        _per_report("usage.cost", "calls.cost", "cost per report", "runs.priced"),
        _per_report("brief.characters", "brief.characters", "characters of the brief"),
    )
}


def metric(name: str) -> Metric:
    """Return the metric of a name.

    Raises:
        GoldError: There is none.
    """
    found = METRICS.get(name)
    if found is None:
        near = get_close_matches(name, METRICS, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(METRICS)}."
        raise GoldError(f"There is no metric {name!r}.", hint=hint)
    return found


def scores(counts: Mapping[str, float], names: Iterable[str] = METRICS) -> dict[str, float | None]:
    """Return the scores of summed counts."""
    return {name: METRICS[name].formula(counts) for name in names}
