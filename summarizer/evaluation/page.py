"""A verdict as one HTML file that needs nothing else: every report with labels and findings side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from summarizer.evaluation.figures import compare
from summarizer.evaluation.metrics import METRICS
from summarizer.evaluation.texts import squash
from summarizer.evaluation.wording import maker, plain, with_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.evaluation.figures import Number
    from summarizer.evaluation.gold import Labelled
    from summarizer.evaluation.verdict import DocumentResult, Verdict
    from summarizer.schemas import Report

_STYLE: Final = """
:root { color-scheme: light dark; --right: #2e7d32; --partly: #b26a00; --wrong: #c62828; }
body { font: 15px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 1.5rem auto; max-width: 90rem; }
body { padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
@media (max-width: 60rem) { .sides { grid-template-columns: 1fr; } }
.text { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 40rem; overflow: auto; }
.text { border: 1px solid #8884; padding: .6rem; }
mark { background: none; color: inherit; border-bottom: 2px solid; padding: 0; }
mark.right { border-color: var(--right); } mark.partly { border-color: var(--partly); background: #b26a0022; }
mark.wrong { border-color: var(--wrong); background: #c6282822; }
.failed { color: var(--wrong); } .passed { color: var(--right); }
summary { cursor: pointer; font-weight: 600; }
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What a page shows of one report beside its result."""

    document: Labelled
    text: str
    """The report after cleaning."""
    report: Report | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Span:
    start: int
    end: int
    state: str
    note: str


def to_page(verdict: Verdict, materials: Iterable[Material]) -> str:
    """Write a verdict with its reports.

    Args:
        verdict: What came of the evaluation.
        materials: The reports; of several repeats the first is shown.
    """
    by_id = {each.document.id: each for each in materials}
    shown = [each for each in verdict.documents if not each.repeat and each.id in by_id]
    title = f"summarizer eval: {maker(verdict)}"
    body = "".join(
        [
            f"<h1>{escape(title)}</h1>",
            _gates(verdict),
            _scores(verdict),
            "<h2>Errors by kind</h2>",
            _errors(verdict),
            "<h2>Reports</h2>",
            *(_report(each, by_id[each.id]) for each in shown),
        ]
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def _gates(verdict: Verdict) -> str:
    items = "".join(
        f'<li class="{gate.outcome}">{gate.kind}: {_safe(gate.name)}: {_safe(gate.message)}</li>'
        for gate in verdict.gates
        if gate.outcome != "passed"
    )
    return f'<p class="{verdict.outcome}">{verdict.outcome}</p><ul>{items}</ul>'


def _scores(verdict: Verdict) -> str:
    rows = [["score", *verdict.scores]]
    for name, measure in METRICS.items():
        estimates = [scores[name] for scores in verdict.scores.values()]
        if any(each.value is not None for each in estimates):
            rows.append([measure.title, *(with_width(name, each) for each in estimates)])
    return _table(rows)


def _errors(verdict: Verdict) -> str:
    by_kind: dict[str, Counter[str]] = {}
    for result in verdict.documents:
        for fault in result.faults:
            by_kind.setdefault(fault.kind, Counter())[result.split] += 1
    splits = list(verdict.gold.splits)
    rows = [["kind", *splits]]
    ordered = sorted(by_kind.items(), key=lambda each: (-each[1].total(), each[0]))
    rows += [[kind, *(str(counts[split]) for split in splits)] for kind, counts in ordered]
    return _table(rows)


def _report(result: DocumentResult, material: Material) -> str:
    labels = [figure.model_dump() for figure in material.document.labels.figures]
    found = [figure.model_dump() for figure in material.report.figures] if material.report else []
    comparison = compare(labels, found)
    left = [
        *(
            _span_of(pair.label, "right" if pair.is_right else "partly", pair.found.name)
            for pair in comparison.pairs
        ),
        *(_span_of(number, "wrong", "missed") for number in comparison.missed),
    ]
    right = [
        *(
            _span_of(pair.found, "right" if pair.is_right else "partly", pair.label.name)
            for pair in comparison.pairs
        ),
        *(_span_of(number, "wrong", "not labelled") for number in comparison.spurious),
    ]
    faults = "".join(f"<li>{_safe(fault.kind)}: {_safe(fault.message)}</li>" for fault in result.faults)
    head = f"{result.id} ({result.split}, {result.genre}): {len(result.faults)} faults"
    return (
        f"<details><summary>{_safe(head)}</summary><ul>{faults}</ul><div class=sides>"
        f"<div><h3>Labelled</h3><div class=text>{_marked(material.text, left)}</div></div>"
        f"<div><h3>Found</h3><div class=text>{_marked(material.text, right)}</div></div></div></details>"
    )


def _span_of(number: Number, state: str, other: str) -> tuple[str, str, str]:
    """Return the quote to mark, how, and what to say of it."""
    return number.quote, state, f"{number.name} {number.written} {number.role} {number.status} | {other}"


def _marked(text: str, marks: Sequence[tuple[str, str, str]]) -> str:
    """Mark quotes in a text, each place once; of quotes that overlap the worse one shows."""
    plain_text, places = _squashed(text)
    spans: list[_Span] = []
    for (quote, state), notes in _grouped(marks).items():
        start = plain_text.find(quote) if quote else -1
        if start >= 0:
            first, last = places[start], places[start + len(quote) - 1] + 1
            spans.append(_Span(start=first, end=last, state=state, note="; ".join(notes)))
    rank = {"wrong": 0, "partly": 1, "right": 2}
    taken: list[_Span] = []
    for span in sorted(spans, key=lambda each: (rank[each.state], each.start, each.end)):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.append(span)
    parts: list[str] = []
    at = 0
    for span in sorted(taken, key=lambda each: each.start):
        said = _safe(text[span.start : span.end])
        parts += [
            _safe(text[at : span.start]),
            f'<mark class="{span.state}" title="{_safe(span.note)}">{said}</mark>',
        ]
        at = span.end
    return "".join([*parts, _safe(text[at:])])


def _grouped(marks: Iterable[tuple[str, str, str]]) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for quote, state, note in marks:
        found.setdefault((quote, state), []).append(note)
    return found


def _squashed(text: str) -> tuple[str, list[int]]:
    """Squash a text character by character, with the place each character came from."""
    made, places = "", list[int]()
    for place, character in enumerate(text):
        squashed = squash(character)
        made += squashed
        places += [place] * len(squashed)
    return made, places


def _table(rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{_safe(cell)}</th>" for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in row)}</tr>" for row in rows[1:])
    return f"<table><tr>{head}</tr>{body}</table>"


def _safe(text: str) -> str:
    return escape(plain(text))
