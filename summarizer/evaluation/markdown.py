"""A verdict, or a comparison of two, as Markdown for a terminal, a pull request or a step summary."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.evaluation.metrics import METRICS
from summarizer.evaluation.verdict import ALL
from summarizer.evaluation.wording import UNSCORED, cell, counted, maker, number, with_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.evaluation.comparing import Changed, Comparison, Moved
    from summarizer.evaluation.verdict import DocumentResult, Verdict

_MARKS = {"passed": "✓", "failed": "✗", "skipped": "·"}
_WORST, _SHOWN = 5, 20
_FLAT = 5e-4
"""Change below which nothing is told: three decimals would be the same."""


def to_markdown(verdict: Verdict, changes: Comparison | None = None, *, every_fault: bool = False) -> str:
    """Write a verdict.

    Args:
        verdict: What came of the evaluation.
        changes: What changed from the baseline, where there is one.
        every_fault: Whether to list all that is wrong, and not only the most of the worst reports.
    """
    return "\n".join(
        [
            *_head(verdict),
            *_gates(verdict),
            *_scores(verdict, changes),
            *_kinds(verdict),
            *([] if changes is None else _changes(changes)),
            *_worst(verdict, *((len(verdict.documents), sys.maxsize) if every_fault else (_WORST, _SHOWN))),
        ]
    )


def comparison_to_markdown(changes: Comparison) -> str:
    """Write how every score moved from one run to another."""
    rows = [
        [
            METRICS[name].title,
            number(name, moved.before),
            number(name, moved.after),
            _change(name, moved),
            _sure(moved),
        ]
        for name, moved in changes.moved.items()
        if moved.before is not None or moved.after is not None
    ]
    head = ["score", "before", "after", "change", "surely"]
    return "\n".join(
        [
            f"Compared over {counted(len(changes.reports), 'report')}.",
            "",
            *_table(head, rows),
            "",
            *_changes(changes),
        ]
    )


def _head(verdict: Verdict) -> list[str]:
    words = {"passed": "The gates hold", "failed": "The gates do not hold", "skipped": "No gates were held"}
    made = verdict.maker
    facts = [
        f"{counted(verdict.gold.reports, 'report')} of {verdict.gold.name}",
        maker(verdict),
        *(["answers from recordings"] if made.replayed else []),
        *([counted(made.repeats, "repeat")] if made.repeats > 1 else []),
        f"version {made.tool_version}",
        *([f"commit {made.commit[:10]}{' with changes' if made.dirty else ''}"] if made.commit else []),
    ]
    return [
        f"## {_MARKS[verdict.outcome]} {words[verdict.outcome]}",
        "",
        ", ".join(map(cell, facts)) + ".",
        "",
    ]


def _gates(verdict: Verdict) -> list[str]:
    if not verdict.gates:
        return []
    failed = [gate for gate in verdict.gates if gate.outcome == "failed"]
    lines = [
        f"- {_MARKS[gate.outcome]} **{gate.kind}** {cell(gate.name)}: {cell(gate.message)}" for gate in failed
    ]
    others = [gate for gate in verdict.gates if gate.outcome != "failed"]
    rows = [[_MARKS[gate.outcome], gate.kind, cell(gate.name), cell(gate.message)] for gate in others]
    if rows:
        lines += [
            *([""] if lines else []),
            f"<details><summary>{counted(len(rows), 'gate')} that hold</summary>",
            "",
            *_table(["", "kind", "gate", ""], rows),
            "",
            "</details>",
        ]
    return [*lines, ""]


def _scores(verdict: Verdict, changes: Comparison | None) -> list[str]:
    scopes = [scope for scope in verdict.scores if scope != ALL or len(verdict.scores) > 2]  # noqa: PLR2004 - all and one
    rows: list[list[str]] = []
    for name, measure in METRICS.items():
        estimates = [verdict.scores[scope][name] for scope in scopes]
        if all(each.value is None for each in estimates):
            continue
        row = [measure.title, *(with_width(name, each) for each in estimates)]
        if changes is not None:
            row.append(_change(name, changes.moved[name]))
        rows.append(row)
    head = ["score", *scopes, *(["from the baseline"] if changes is not None else [])]
    return [*_table(head, rows), ""]


def _kinds(verdict: Verdict) -> list[str]:
    """Write the scores by kind of report and of figure, folded away."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for kind, scores in verdict.kinds.items():
        groups.setdefault(tuple(scores), []).append(kind)
    lines: list[str] = []
    for names, kinds in groups.items():
        rows: list[list[str]] = []
        for kind in kinds:
            scores = verdict.kinds[kind]
            support = max((each.support for each in scores.values()), default=0)
            rows.append(
                [
                    cell(kind),
                    f"{support:,.0f}",
                    *(
                        UNSCORED if scores[name].value is None else f"{scores[name].value:.3f}"
                        for name in names
                    ),
                ]
            )
        lines += [*_table(["kind", "labelled", *names], rows), ""]
    if not lines:
        return []
    return ["<details><summary>by kind of report and of figure</summary>", "", *lines, "</details>", ""]


def _changes(changes: Comparison) -> list[str]:
    lines: list[str] = []
    for title, changed in (("newly failing", changes.failing), ("newly right", changes.mended)):
        if changed:
            lines += [
                f"<details><summary>{len(changed)} {title}</summary>",
                "",
                *_listed(changed),
                "",
                "</details>",
                "",
            ]
    return lines


def _worst(verdict: Verdict, reports: int, most: int) -> list[str]:
    """List the reports with the most faults, with what is wrong."""
    worst = sorted(verdict.documents, key=lambda each: (-len(each.faults), each.id))[:reports]
    lines: list[str] = []
    for each in worst:
        if each.faults:
            lines += [
                f"<details><summary>{cell(each.id)}: {_kinds_of_faults(each)}</summary>",
                "",
                *(f"- {fault.kind}: {cell(fault.message)}" for fault in each.faults[:most]),
                *([f"- and {len(each.faults) - most} more"] if len(each.faults) > most else []),
                "",
                "</details>",
                "",
            ]
    return lines


def _kinds_of_faults(result: DocumentResult) -> str:
    kinds = Counter(fault.kind for fault in result.faults)
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _listed(changed: Sequence[Changed]) -> Iterable[str]:
    for each in changed[:_SHOWN]:
        yield f"- {cell(each.document)}: {each.fault.kind}: {cell(each.fault.message or each.fault.item)}"
    if len(changed) > _SHOWN:
        yield f"- and {len(changed) - _SHOWN} more"


def _change(name: str, moved: Moved) -> str:
    if moved.difference is None:
        return UNSCORED if moved.before is None and moved.after is None else "no longer comparable"
    change = moved.difference
    if abs(change.value) < _FLAT:
        return "="
    return f"{'+' if change.value > 0 else ''}{number(name, change.value)}"


def _sure(moved: Moved) -> str:
    """Say in how many of a hundred samples of the reports the score moved the same way."""
    change = moved.difference
    if change is None or abs(change.value) < _FLAT:
        return ""
    return f"{(change.better if change.value > 0 else change.worse):.0%}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    rule = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
