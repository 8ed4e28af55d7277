"""What an evaluation came to: one object. JSON is the record; Markdown, JUnit and HTML are projections."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import GoldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

VERDICT_VERSION: Literal["1"] = "1"
ALL = "all"
"""Scope of all reports together; the others are the splits."""
GateKind = Literal["invariant", "floor", "ceiling", "regression", "recording"]
Outcome = Literal["passed", "failed", "skipped"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FaultRecord(_Part):
    """One thing that is wrong in one report."""

    kind: str
    item: str
    """What it is about, the same in every run."""
    message: str = ""
    """Empty in a baseline, which needs no words."""

    @property
    def key(self) -> str:
        """What makes it the same fault in another run."""
        return f"{self.kind} {self.item}"


class DocumentResult(_Part):
    """One report, made once."""

    id: str
    split: str
    repeat: int
    genre: str
    parts: str
    form: str
    labels_sha256: str
    """Of the labels and the report: both decide what is right."""
    counts: dict[str, float]
    faults: list[FaultRecord]


class Estimate(_Part):
    """A score with what it rests on."""

    value: float | None
    """None: unscored, there was nothing to score."""
    low: float | None = None
    high: float | None = None
    """95 % interval over reports; None for fewer than two of them."""
    support: float
    """Labelled or found things it rests on."""
    smallest: float | None = None
    largest: float | None = None
    """Over the repeats, where there are several."""

    @property
    def half_width(self) -> float | None:
        """Half of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


class Maker(_Part):
    """What made the reports, and what scored them."""

    tool_version: str
    commit: str | None
    """Of the checkout that scored; None outside of one."""
    dirty: bool | None
    """Whether the checkout had changes."""
    model: str | None
    """None: rules alone."""
    endpoint_host: str | None
    prompts_sha256: str | None
    schemas_sha256: str | None
    repeats: int
    replayed: bool
    """Whether the answers came from recordings, so that the same code gives the same scores."""


class SetRecord(_Part):
    """The labelled set."""

    name: str
    reports: int
    sha256: str
    splits: dict[str, int]


class GateResult(_Part):
    """What came of one gate."""

    kind: GateKind
    name: str
    """The metric with its scope, or what else is held."""
    outcome: Outcome
    message: str
    """One sentence with the numbers in it."""
    value: float | None = None
    limit: float | None = None
    half_width: float | None = None


class Blessing(_Part):
    """Why a verdict became the baseline."""

    reason: str
    title: str
    """What the set is called in tables."""
    on: str
    """Date, YYYY-MM-DD."""


class Verdict(_Part):
    """What an evaluation came to."""

    verdict_version: Literal["1"] = VERDICT_VERSION
    outcome: Outcome
    """``skipped`` where no gates were held."""
    maker: Maker
    gold: SetRecord
    scores: dict[str, dict[str, Estimate]]
    """Scope → metric → score."""
    kinds: dict[str, dict[str, Estimate]]
    """``genre=court`` or ``status=target`` → metric → score."""
    gates: list[GateResult]
    documents: list[DocumentResult]
    blessing: Blessing | None = None

    @property
    def failed(self) -> list[GateResult]:
        """The gates that do not hold."""
        return [gate for gate in self.gates if gate.outcome == "failed"]

    def counts(self, scope: str = ALL) -> dict[str, list[Mapping[str, float]]]:
        """Return the counts of every report of a scope, of each of its repeats."""
        found: dict[str, list[Mapping[str, float]]] = {}
        for each in self.documents:
            if scope in {ALL, each.split}:
                found.setdefault(each.id, []).append(each.counts)
        return found


def to_json(verdict: Verdict) -> str:
    """Write the record."""
    return json.dumps(verdict.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def read_verdict(path: Path) -> Verdict:
    """Read a record that ``eval run`` or ``eval bless`` wrote.

    Raises:
        GoldError: It cannot be read, or is no such record.
    """
    try:
        return Verdict.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(
            f"{path} cannot be read: {error.strerror or error}.",
            hint="Write one with `summarizer eval run -o FILE`.",
        ) from error
    except ValidationError as error:
        raise GoldError(
            f"{path} is no verdict of this version.", hint="Write one with `summarizer eval run -o FILE`."
        ) from error


def fault_keys(faults: Iterable[FaultRecord]) -> set[str]:
    """Return what makes faults the same in two runs."""
    return {fault.key for fault in faults}
