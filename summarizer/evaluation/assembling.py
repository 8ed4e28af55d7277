"""From runs to the scores of a set, in all scopes and by kind."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.errors import GoldError
from summarizer.evaluation.extraction import FACETS
from summarizer.evaluation.metrics import METRICS, Metric, Ratio
from summarizer.evaluation.scoring import score_run
from summarizer.evaluation.tally import summed
from summarizer.evaluation.uncertainty import Resampling
from summarizer.evaluation.verdict import (
    ALL,
    DocumentResult,
    Estimate,
    FaultRecord,
    Maker,
    SetRecord,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.evaluation.gold import GoldSet, Labelled
    from summarizer.evaluation.runs import Run

_BY_REPORT = ("figures.f1", "figures.strict_f1", "headings.f1", "points.f1", "brief.key_points")
_DECIMALS = 6
_GROUPS = ("genre", "parts", "form")
_BY_FIGURE = {"figures.recall": "numbers.matched", "figures.strict_recall": "numbers.strict"}
"""Of the labelled numbers of a kind, the share that was found, and that with its meaning."""


def assemble(
    gold: GoldSet,
    runs: Sequence[Run],
    sources: Mapping[str, str],
    *,
    checkout: tuple[str, bool] | None = None,
    replayed: bool = False,
) -> Verdict:
    """Score the runs of a set; no gates are held yet.

    Args:
        gold: The labels. Every report of it has to have a run.
        runs: What was made.
        sources: Id of a report → its decoded source.
        checkout: Commit that scores, and whether it has changes.
        replayed: Whether the answers came from recordings.

    Raises:
        GoldError: A report of the set has no run, or two with one repeat.
    """
    results = _results(gold, runs, sources)
    return Verdict(
        outcome="skipped",
        maker=_maker(runs, checkout, replayed=replayed),
        gold=SetRecord(
            name=gold.name,
            reports=len(gold.documents),
            sha256=hashlib.sha256("".join(each.sha256 for each in gold.documents).encode()).hexdigest(),
            splits={split: sum(each.split == split for each in gold.documents) for split in gold.splits},
        ),
        scores=_scores(results, gold.splits),
        kinds=_kinds(results),
        gates=[],
        documents=results,
    )


def _results(gold: GoldSet, runs: Sequence[Run], sources: Mapping[str, str]) -> list[DocumentResult]:
    made: dict[tuple[str, int], Run] = {}
    for run in runs:
        if (run.document, run.repeat) in made:
            raise GoldError(
                f"There are two runs of {run.document} with the repeat {run.repeat}.",
                hint="Score the lines of one run only.",
            )
        made[run.document, run.repeat] = run
    found: list[DocumentResult] = []
    for document in gold.documents:
        own = [made[key] for key in sorted(made) if key[0] == document.id]
        if not own:
            raise GoldError(
                f"There is no run of {document.id}.",
                hint="A set is scored as a whole; --split and --only choose a part of it.",
            )
        found += [_result(document, run, sources[document.id]) for run in own]
    return found


def _result(document: Labelled, run: Run, source: str) -> DocumentResult:
    tally = score_run(document.labels, run, source)
    return DocumentResult(
        id=document.id,
        split=document.split,
        repeat=run.repeat,
        genre=document.genre,
        parts=document.parts,
        form=document.form,
        labels_sha256=document.sha256,
        counts={name: round(value, _DECIMALS) for name, value in sorted(tally.counts.items())},
        faults=[
            FaultRecord(kind=fault.kind, item=fault.item, message=fault.message)
            for fault in sorted(tally.faults)
        ],
    )


def _scores(results: Sequence[DocumentResult], splits: Sequence[str]) -> dict[str, dict[str, Estimate]]:
    everything = _estimates(results)
    if len(splits) == 1:
        return {ALL: everything, splits[0]: everything}
    parts = {split: _estimates([each for each in results if each.split == split]) for split in splits}
    return {ALL: everything, **parts}


def _estimates(results: Sequence[DocumentResult]) -> dict[str, Estimate]:
    """Work out the scores of a scope; intervals are over reports, each with all of its repeats."""
    sampled = Resampling([summed(each.counts for each in own) for own in _by(results, "id")])
    repeats = [summed(each.counts for each in own) for own in _by(results, "repeat")]
    return {name: _estimate(metric, sampled, repeats) for name, metric in METRICS.items()}


def _estimate(metric: Metric, sampled: Resampling, repeats: Sequence[Mapping[str, float]]) -> Estimate:
    value = metric.formula(sampled.total)
    between = sampled.interval(metric.formula) if value is not None else None
    known = [each for counts in repeats if (each := metric.formula(counts)) is not None]
    several = len(repeats) > 1
    return Estimate(
        value=value,
        low=round(between.low, _DECIMALS) if between else None,
        high=round(between.high, _DECIMALS) if between else None,
        support=round(sampled.total.get(metric.support, 0), _DECIMALS),
        smallest=min(known, default=None) if several else None,
        largest=max(known, default=None) if several else None,
    )


def _by(results: Sequence[DocumentResult], field: str) -> list[list[DocumentResult]]:
    found: dict[object, list[DocumentResult]] = {}
    for each in results:
        found.setdefault(getattr(each, field), []).append(each)
    return list(found.values())


def _kinds(results: Sequence[DocumentResult]) -> dict[str, dict[str, Estimate]]:
    """Score every kind of report, and every kind of labelled figure."""
    found: dict[str, dict[str, Estimate]] = {}
    for group in _GROUPS:
        for value in sorted({getattr(each, group) for each in results}):
            own = summed(each.counts for each in results if getattr(each, group) == value)
            found[f"{group}={value}"] = {
                name: Estimate(value=METRICS[name].formula(own), support=own.get(METRICS[name].support, 0))
                for name in _BY_REPORT
            }
    everything = summed(each.counts for each in results)
    for facet in FACETS:
        prefix = f"numbers.labelled@{facet}="
        for name in sorted(each for each in everything if each.startswith(prefix)):
            kind = name.partition("@")[2]
            found[kind] = {
                score: Estimate(value=Ratio(f"{right}@{kind}", name)(everything), support=everything[name])
                for score, right in _BY_FIGURE.items()
            }
    return found


def _maker(runs: Sequence[Run], checkout: tuple[str, bool] | None, *, replayed: bool) -> Maker:
    provenances = [run.report.provenance for run in runs if run.report is not None]
    models = {each.model for each in provenances}
    if len(models) > 1:
        told = ", ".join(sorted(str(each or "rules alone") for each in models))
        raise GoldError(
            f"The runs are of several models ({told}).", hint="Score the reports of one at a time."
        )
    first = provenances[0] if provenances else None
    return Maker(
        tool_version=__version__,
        commit=checkout[0] if checkout else None,
        dirty=checkout[1] if checkout else None,
        model=first.model if first else None,
        endpoint_host=first.endpoint_host if first else None,
        prompts_sha256=first.prompts_sha256 if first else None,
        schemas_sha256=first.schemas_sha256 if first else None,
        repeats=1 + max((run.repeat for run in runs), default=0),
        replayed=replayed,
    )
