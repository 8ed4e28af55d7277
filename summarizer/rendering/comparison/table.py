"""A comparison for spreadsheets: one row a figure, in the order of the tables."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from summarizer.rendering.comparison.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.schemas import Comparison

_BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes Chinese for another encoding."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet compute a text (https://owasp.org/www-community/attacks/CSV_Injection)."""
COLUMNS: Final = [
    *("table", "row", "role", "report", "body", "period", "status", "name", "value", "unit", "qualifier"),
    *("change", "change_unit", "amount", "amount_unit", "computed", "computed_unit", "verdict", "reason"),
    *("path", "quote"),
]


def render_comparison_csv(made: Comparison) -> str:
    """Write the indicators, the targets with their results, and the doubts as one table."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in _rows(made, Words(made)):
        writer.writerow({name: _harmless(name, value) for name, value in row.items()})
    return _BYTE_ORDER_MARK + target.getvalue()


def _rows(made: Comparison, words: Words) -> Iterator[dict[str, str]]:
    claims = {(each.indicator, each.later): each for each in made.claims}
    for row in made.indicators:
        for figure in row.figures:
            claim = claims.get((row.id, figure))
            yield {
                "table": "indicator",
                "row": row.id,
                "role": "value",
                **_figure(words, figure),
                "amount": row.amounts.get(figure, ""),
                "amount_unit": (row.unit or "") if figure in row.amounts else "",
                "computed": claim.computed.removeprefix("+") if claim is not None else "",
                "computed_unit": claim.unit if claim is not None else "",
                "verdict": claim.verdict if claim is not None else "",
                "reason": claim.reason if claim is not None else "",
            }
    for each in made.outcomes:
        told = {"table": "outcome", "row": each.id, "verdict": each.verdict, "reason": each.reason}
        yield {**told, "role": "target", **_figure(words, each.target)}
        if each.result is not None:
            yield {
                **told,
                "role": "result",
                **_figure(words, each.result),
                "computed": (each.computed or "").removeprefix("+"),
            }
    for place, doubt in enumerate(made.doubts, start=1):
        for figure in (doubt.first, *doubt.others):
            role = "first" if figure == doubt.first else "candidate"
            yield {"table": "doubt", "row": f"D{place}", "role": role, **_figure(words, figure)}
    for figures in made.alone.values():
        for figure in figures:
            yield {"table": "alone", "role": "value", **_figure(words, figure)}


def _figure(words: Words, identity: str) -> dict[str, str]:
    compared = words.figures[identity]
    report, figure = words.reports[compared.report], compared.figure
    change = figure.change
    return {
        "report": compared.report,
        "body": report.body or "",
        "period": figure.period or "",
        "status": figure.status,
        "name": figure.name,
        "value": figure.value or "",
        "unit": figure.unit or "",
        "qualifier": figure.qualifier,
        "change": (f"-{change.value}" if change.direction == "down" else change.value) if change else "",
        "change_unit": change.unit if change else "",
        "path": " › ".join(compared.path),
        "quote": figure.evidence.quote,
    }


def _harmless(name: str, value: str) -> str:
    """Keep a spreadsheet from computing words of a report; numbers stay numbers."""
    return (
        f"'{value}" if name not in {"change", "amount", "computed"} and value.startswith(_FORMULA) else value
    )
