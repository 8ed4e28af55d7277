"""The record of one report: the JSON that ``summarizer brief --format json`` writes.

Field meanings follow the labelling guide of the evaluation set. Numbers and quotations are copied by code
from the source, never written by a model. ``start`` and ``end`` are character offsets into the decoded
source, so that ``source[start:end]`` is ``quote``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Status = Literal["actual", "target", "forecast"]
SectionKind = Literal["preamble", "review", "plan", "problems", "requirements", "targets"]
NameSource = Literal["rule", "model"]


class Record(BaseModel):
    """Base of every part of the record: unknown fields are refused, instances are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Record):
    """A passage of the source."""

    quote: str
    """The passage in the source's own characters: ``source[start:end]``."""
    clean: str
    """The same passage after cleaning (simplified characters, half-width digits, no damage)."""
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Meta(Record):
    """What the report says of itself; null where it is silent. Dates are ``YYYY-MM-DD``."""

    title: str | None
    issuer: str | None
    index_number: str | None
    document_number: str | None
    written_on: str | None
    published_on: str | None
    period: str | None
    plan_period: str | None


class Section(Record):
    """A heading and the source interval it governs."""

    id: str
    heading: str
    level: int = Field(ge=1)
    kind: SectionKind
    start: int
    end: int


class Change(Record):
    """A change or difference: ``value`` digits as written, ``unit`` (%, 个百分点, 家…), direction."""

    value: str
    unit: str
    direction: Literal["up", "down"]


class Figure(Record):
    """A quantity: a level with its change, or a change alone (``value`` and ``unit`` null)."""

    id: str
    name: str
    value: str | None
    """Digits as written, with decimal point; Chinese numerals as digits, ranges ``1-2``, shares ``1/4``."""
    unit: str | None
    qualifier: str
    """Empty, or 约 近 余 超 以上 不低于 不少于 不超过 以内 累计, joined by ``/``."""
    change: Change | None
    status: Status
    period: str | None
    """``YYYY``, ``YYYY-H1``, ``YYYY-Q1``, ``YYYY-MM/YYYY-MM`` or ``as of YYYY-MM``."""
    section: str | None
    """Id of the innermost section; null before the first heading."""
    evidence: Evidence
    places: list[Evidence] = Field(default_factory=list[Evidence])
    """Further passages that say the same figure again, in reading order."""
    named_by: NameSource
    """Whether the rules or the model chose the name."""
    flags: list[str]
    """Short words for what is unsure or was refused, e.g. ``name-unsure``, ``model-name-refused``."""


class Point(Record):
    """An enumerated point of the review, plan or problems part."""

    id: str
    headline: str
    """At most 30 characters."""
    evidence: Evidence
    """The point's first clause or sentence."""
    section: str | None
    figures: list[str]
    """Ids of the figures that stand in the point."""
    headed_by: NameSource
    flags: list[str]


class Document(Record):
    """A 《title》 that the body issued, drafted, signed or completed, with the verb of the report."""

    title: str
    act: str
    evidence: Evidence


class Uncovered(Record):
    """A number of the source that is neither a figure nor a classified non-figure."""

    number: str
    evidence: Evidence
    """The clause it stands in."""


SHORTFALLS = frozenset(
    {
        *("section-failed", "section-incomplete", "section-not-asked"),
        *("overview-failed", "overview-not-asked", "translation-failed"),
    }
)
"""Codes of the notices which say that rules stand in where a model should have answered."""


class Notice(Record):
    """Something the reader of the brief has to know."""

    code: str
    """Stable word: ``section-failed``, ``section-incomplete`` (calls failed for a part of it),
    ``section-not-asked``, ``answer-incomplete``, ``overview-failed``, ``overview-not-asked``,
    ``translation-failed``, ``question-unanswered`` (of a profile's own), ``conflict``, or ``input`` for what
    the reader of the file had to say."""
    message: str
    section: str | None = None


class Overview(Record):
    """The summary in a few sentences. Numbers were inserted by code from the figures listed."""

    text: str
    figures: list[str]
    """Ids of the figures whose numbers stand in the text, in order."""
    written_by: NameSource


class Call(Record):
    """One question that was put to the model, or answered from what was kept."""

    label: str
    """What it was about: a heading, ``overview``, ``translation``."""
    prompt_tokens: int
    cached_tokens: int | None
    """Prompt tokens the server reused from its prefix cache; null where it does not say."""
    completion_tokens: int
    reasoning_tokens: int | None
    """Completion tokens that went into thoughts; null where the server does not say."""
    seconds: float
    """Wall-clock time when it was made."""
    from_cache: bool
    """Whether it was answered from the cache or a recording and cost nothing this time."""


class Answer(Record):
    """What a profile of the user's own asked about the report, and the model's checked answer."""

    name: str
    text: str
    """One of the profile's choices, or a sentence in which numbers were inserted by code."""
    figures: list[str]
    """Ids of the figures whose numbers stand in the text, in order."""


class Provenance(Record):
    """What made this record."""

    tool_version: str
    source_name: str
    source_sha256: str
    encoding: str | None
    model: str | None
    """Model name as sent to the endpoint; null when no model was used."""
    endpoint_host: str | None
    profile: str = "work-report"
    """Kind of report: the id of the profile, the built-in one or a user's own."""
    profile_sha256: str | None = None
    """Digest of a user's own profile: words, prompts and questions; null for the built-in one."""
    prompts_sha256: str
    schemas_sha256: str
    calls: int
    """Requests answered, cached ones included."""
    cached_calls: int | None
    """Of these, answered from the cache or a recording; null in a batch, whose manifest tells it."""
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int | None
    """Prompt tokens the server reused from its prefix cache; null where it does not say, and in a batch."""
    seconds: float | None
    """Wall-clock time of the model calls when they were made (kept on cache hits); null in a batch."""
    reasoning_tokens: int | None = None
    """Completion tokens that went into thoughts; null where the server does not say."""
    per_call: list[Call] | None = None
    """Every call in the order of the report; null in a batch."""
    cost: float | None = None
    """What the calls cost this time, cached ones nothing; null where no price is set for the model."""
    currency: str | None = None


class Report(Record):
    """One report, structured."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str | None = None
    """Name of the report in its batch; null outside one."""
    extra: dict[str, str] = Field(default_factory=dict[str, str])
    """Further columns that the batch's list of inputs had for the report, as they were written there."""
    meta: Meta
    overview: Overview
    answers: list[Answer] = Field(default_factory=list[Answer])
    """Answers to the questions of a user's own profile, in their order."""
    labels: dict[str, str] = Field(default_factory=dict[str, str])
    """Headings of the brief that a user's own profile changes, by part."""
    sections: list[Section]
    figures: list[Figure]
    achievements: list[Point]
    actions: list[Point]
    problems: list[Point]
    documents: list[Document]
    key_figures: list[str]
    """Ids of the figures chosen for the brief's table, most important first."""
    numbers: dict[str, int]
    """How the numbers of the source were classified: class → count. The sum is all of them."""
    uncovered: list[Uncovered]
    warnings: list[Notice]
    translations: dict[str, str] = Field(default_factory=dict[str, str])
    """English of words that the brief shows (names, headlines, headings, sentences of the overview), by the
    words themselves; empty unless an English brief was asked for. Numbers in them were put in by code."""
    provenance: Provenance
