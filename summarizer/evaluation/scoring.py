"""One report against its labels: all counts and all faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.evaluation.extraction import count_labelled, score_figures
from summarizer.evaluation.grounding import score_grounding
from summarizer.evaluation.keypoints import score_key_points
from summarizer.evaluation.layout import (
    POINTS,
    score_documents,
    score_headings,
    score_metadata,
    score_points,
)
from summarizer.evaluation.tally import Tally
from summarizer.rendering import render_markdown

if TYPE_CHECKING:
    from summarizer.evaluation.gold import Labels
    from summarizer.evaluation.runs import Calls, Run
    from summarizer.schemas import Report

SECTION_FAILED = "section-failed"


def score_run(labels: Labels, run: Run, source: str) -> Tally:
    """Score one run.

    Args:
        labels: The labels of its report.
        run: What was made of it.
        source: The decoded source, before cleaning.
    """
    tally = Tally()
    tally.count(runs__all=1)
    tally.add(_of_calls(run.calls))
    if run.report is None:
        tally.add(_nothing(labels))
        if run.failure is not None:
            tally.fault(run.failure.kind, "run", run.failure.message)
        return tally
    report = run.report
    tally.count(runs__valid=1)
    tally.add(score_report(labels, report, source))
    failed = [notice for notice in report.warnings if notice.code == SECTION_FAILED]
    tally.count(runs__whole=not failed)
    for notice in failed:
        tally.fault("section-failed", f"found:{notice.section}", notice.message)
    return tally


def score_report(labels: Labels, report: Report, source: str) -> Tally:
    """Score a report, however it was made."""
    brief = render_markdown(report)
    tally = Tally()
    for part in (
        score_figures(labels, report),
        score_headings(labels, report.sections),
        score_points(labels, report),
        score_documents(labels, report),
        score_metadata(labels, report),
        score_key_points(labels, brief),
        score_grounding(report, brief, source),
        _coverage(labels, report),
    ):
        tally.add(part)
    points = [point for kind in POINTS for point in getattr(report, kind)]
    tally.count(
        items__all=len(report.figures) + len(points),
        items__flagged=sum(bool(each.flags) for each in (*report.figures, *points)),
    )
    return tally


def _coverage(labels: Labels, report: Report) -> Tally:
    """Count the numbers accounted for; a report in which nothing was found is a failure of its own."""
    tally = Tally()
    numbers = sum(report.numbers.values())
    tally.count(coverage__numbers=numbers, coverage__classified=max(0, numbers - len(report.uncovered)))
    for uncovered in report.uncovered:
        told = f"{uncovered.number} is neither a figure nor anything else: 「{uncovered.evidence.clean}」."
        tally.fault("uncovered", f"found:uncovered:{uncovered.evidence.start}", told)
    if labels.figures:
        tally.count(coverage__reports=1, coverage__some=bool(report.figures))
        if not report.figures:
            tally.fault("empty", "run", f"nothing was found, and {len(labels.figures)} figures are labelled.")
    return tally


def _nothing(labels: Labels) -> Tally:
    """Count what was labelled, so that a report that failed counts as one in which nothing was found."""
    tally = Tally(counts=dict(count_labelled(labels)))
    points = {kind: len(getattr(labels, kind)) for kind in POINTS}
    tally.count(
        headings__labelled=len(labels.sections),
        points__labelled=sum(points.values()),
        documents__labelled=len(labels.documents),
        meta__labelled=sum(value is not None for value in labels.meta.model_dump().values()),
        meta__fields=len(labels.meta.model_dump()),
        keys__points=len(labels.key_points),
        keys__lists=sum(len(each.must_mention) for each in labels.key_points),
        coverage__reports=bool(labels.figures),
        **{f"points__{kind}__labelled": count for kind, count in points.items()},
    )
    return tally


def _of_calls(calls: Calls) -> Tally:
    tally = Tally()
    tally.count(
        calls__all=calls.calls,
        calls__repeated=calls.repeated,
        calls__truncated=calls.truncated,
        calls__unfit=calls.unfit,
        calls__prompt_tokens=calls.prompt_tokens,
        calls__completion_tokens=calls.completion_tokens,
        calls__seconds=calls.seconds,
    )
    if calls.cost is not None:
        tally.count(calls__cost=calls.cost, runs__priced=1)
    return tally
