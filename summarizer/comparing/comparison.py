"""Reports to their comparison: what is the same, what grew as claimed, what came of the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer import schemas
from summarizer.comparing.amounts import in_unit
from summarizer.comparing.doubts import Settled, settle
from summarizer.comparing.growth import claims
from summarizer.comparing.outcomes import due, judge
from summarizer.comparing.pairing import pair
from summarizer.comparing.views import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.asking import Encoding
    from summarizer.comparing.pairing import Candidates, Pairing
    from summarizer.comparing.views import Column, Seen
    from summarizer.exchange import Asker


@dataclass(kw_only=True, slots=True)
class _Row:
    """What is the same, so far."""

    figures: list[Seen]
    by_model: bool = False


@dataclass(kw_only=True, slots=True)
class _Work:
    """What a comparison gathers on its way."""

    columns: tuple[Column, ...]
    asker: Asker | None
    encoding: Encoding
    rows: list[_Row] = field(default_factory=list[_Row])
    outcomes: list[schemas.Outcome] = field(default_factory=list[schemas.Outcome])
    doubts: list[schemas.Doubt] = field(default_factory=list[schemas.Doubt])
    failures: dict[str, None] = field(default_factory=dict[str, None])

    def settled(self, pairing: Pairing) -> Settled:
        """Ask the model about what the rules doubt; without one the doubts stay."""
        if self.asker is None or not pairing.doubts:
            return Settled(pairs=(), doubts=pairing.doubts)
        answered = settle(pairing.doubts, self.asker, self.encoding)
        self.failures |= dict.fromkeys(answered.failures)
        return answered


def compare(
    reports: Sequence[schemas.Report], asker: Asker | None = None, *, encoding: Encoding = "keyed"
) -> schemas.Comparison:
    """Lay reports beside each other.

    Args:
        reports: Two or more. Reports of one body are put in the order of their periods.
        asker: Settles what the rules are not sure of; None leaves it in ``doubts``.
        encoding: As for :func:`summarizer.pipeline.summarize`.
    """
    work = _Work(columns=columns(reports), asker=asker, encoding=encoding)
    for column in work.columns:
        _add_results(work, column)
    for earlier in work.columns:
        for later in work.columns:
            _add_outcomes(work, earlier, later)
    indicators = [
        _indicator(place, row)
        for place, row in enumerate((each for each in work.rows if len(each.figures) > 1), 1)
    ]
    by_id = {each.id: each for column in work.columns for each in column.figures}
    used = _used(indicators, work)
    return schemas.Comparison(
        reports=[column.record for column in work.columns],
        figures=[each.record for each in by_id.values()],
        indicators=indicators,
        claims=[
            claim for row in indicators for claim in claims(row.id, [by_id[figure] for figure in row.figures])
        ],
        outcomes=work.outcomes,
        doubts=work.doubts,
        alone={
            column.record.id: [each.id for each in column.figures if each.id not in used]
            for column in work.columns
        },
        model=asker.model if asker is not None else None,
        failures=list(work.failures),
    )


def _add_results(work: _Work, column: Column) -> None:
    """Add the results of the next report to the rows."""
    pairing = pair([row.figures for row in work.rows], column.results)
    settled = work.settled(pairing)
    last = {row.figures[-1].id: row for row in work.rows}
    paired: set[str] = set()
    for first, other in (*pairing.pairs, *settled.pairs):
        last[first.id].figures.append(other)
        paired.add(other.id)
    for first, _ in settled.pairs:
        last[first.id].by_model = True
    work.doubts += _doubts("same", settled.doubts)
    work.rows += [_Row(figures=[each]) for each in column.results if each.id not in paired]


def _add_outcomes(work: _Work, earlier: Column, later: Column) -> None:
    """Put the targets of one report beside the results of another."""
    targets = [each for each in earlier.targets if due(each, earlier, later)]
    if not targets:
        return
    pairing = pair([[each] for each in targets], later.results)
    settled = work.settled(pairing)
    results = {target.id: result for target, result in (*pairing.pairs, *settled.pairs)}
    by_model = {target.id for target, _ in settled.pairs}
    doubtful = {each.first.id for each in settled.doubts}
    work.doubts += _doubts("outcome", settled.doubts)
    rows = {each.id: row.figures for row in work.rows for each in row.figures}
    for target in targets:
        if target.id in doubtful:
            continue
        result = results.get(target.id)
        judged = judge(target, result, later, rows.get(result.id, []) if result is not None else [])
        work.outcomes.append(
            schemas.Outcome(
                id=f"T{len(work.outcomes) + 1}",
                target=target.id,
                report=later.record.id,
                result=result.id if result is not None else None,
                bound=judged.bound,
                partial=judged.partial,
                computed=judged.computed,
                share=judged.share,
                verdict=judged.verdict,
                reason=judged.reason,
                paired_by="model" if target.id in by_model else "rule",
            )
        )


def _doubts(kind: str, doubts: Sequence[Candidates]) -> list[schemas.Doubt]:
    return [
        schemas.Doubt(
            kind="same" if kind == "same" else "outcome",
            first=each.first.id,
            others=[other.id for other in each.others],
        )
        for each in doubts
    ]


def _indicator(place: int, row: _Row) -> schemas.Indicator:
    levels = [each for each in row.figures if each.level is not None]
    unit = levels[-1].level.unit if levels and levels[-1].level is not None else None
    return schemas.Indicator(
        id=f"I{place}",
        name=row.figures[0].title,
        unit=unit,
        figures=[each.id for each in row.figures],
        amounts={
            each.id: in_unit(each.level, unit)
            for each in levels
            if each.level is not None and unit is not None
        },
        paired_by="model" if row.by_model else "rule",
    )


def _used(indicators: Sequence[schemas.Indicator], work: _Work) -> set[str]:
    """Return the figures that something names."""
    used = {figure for row in indicators for figure in row.figures}
    for outcome in work.outcomes:
        used.add(outcome.target)
        used |= {outcome.result} if outcome.result is not None else set()
    for doubt in work.doubts:
        used |= {doubt.first, *doubt.others}
    return used
