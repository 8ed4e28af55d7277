"""The table of scores: a row per model and set, from blessed verdicts, beside those of other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import GoldError
from summarizer.evaluation.gold import told
from summarizer.evaluation.verdict import ALL
from summarizer.evaluation.wording import UNSCORED, cell, maker, number, with_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.evaluation.verdict import Verdict

COLUMNS = {
    "figures.f1": "numbers, F1",
    "figures.strict_f1": "strict F1",
    "points.f1": "points, F1",
    "brief.key_points": "key points",
    "usage.seconds": "seconds of the model",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PeerRow(_Part):
    """What another tool came to on a set."""

    tool: str
    """With its version."""
    reports: str
    """The set, by the title that the table has for it."""
    scores: dict[str, float]
    """Metric → score, of the columns of the table."""


class Peers(_Part):
    """Recorded scores of other tools."""

    command: str
    """What made them."""
    model: str
    machine: str
    on: str
    rows: list[PeerRow]


def load_peers(path: Path) -> Peers:
    """Read the recorded scores.

    Raises:
        GoldError: They cannot be read.
    """
    try:
        return Peers.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValidationError as error:
        raise GoldError(f"{path} cannot be used: {told(error)[0]}") from error


def score_table(verdicts: Sequence[Verdict], peers: Peers | None) -> str:
    """Write the table.

    Args:
        verdicts: Blessed ones; each gives a row per split, or one row where its set is not split.
        peers: Other tools.
    """
    rows = [row for verdict in verdicts for row in _rows(verdict)]
    rows += [
        [
            cell(each.reports),
            cell(each.tool),
            *(number(name, each.scores.get(name)) if name in each.scores else UNSCORED for name in COLUMNS),
        ]
        for each in (peers.rows if peers is not None else ())
    ]
    rows.sort(key=lambda row: row[0])
    head = ["reports", "made by", *COLUMNS.values()]
    rule = ["---", "---", *("---:" for _ in COLUMNS)]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def put_into(text: str, table: str) -> str:
    """Put a table into a page that has an older one.

    Raises:
        GoldError: The page has none with this head.
    """
    head = table.partition("\n")[0]
    lines = text.splitlines(keepends=True)
    start = next((place for place, line in enumerate(lines) if line.rstrip("\n") == head), None)
    if start is None:
        raise GoldError("There is no table of scores to replace.", hint=f"Put its head there first: {head}")
    end = next((place for place in range(start, len(lines)) if not lines[place].startswith("|")), len(lines))
    return "".join([*lines[:start], table, *lines[end:]])


def _rows(verdict: Verdict) -> list[list[str]]:
    title = verdict.blessing.title if verdict.blessing is not None else verdict.gold.name
    splits = verdict.gold.splits
    named = {ALL: title} if len(splits) == 1 else {split: f"{title}, {split}" for split in splits}
    return [
        [
            cell(f"{name} ({verdict.gold.reports if scope == ALL else splits[scope]})"),
            cell(maker(verdict)),
            *(with_width(column, verdict.scores[scope][column]) for column in COLUMNS),
        ]
        for scope, name in named.items()
    ]
