"""Hand-labelled reports: one JSON file per report, as ``docs/labelling.md`` describes it.

A set is a directory. The directory a file lies in is its split (``dev``, ``test``). The report that a file
labels is looked up by its ``source``: beside the file, then in a directory named by the user, then in
``reports`` beside the set.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - pydantic and the dataclasses below read it
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import GoldError
from summarizer.schemas import SectionKind, Status  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Genre = Literal["government", "bulletin", "court", "school", "township", "other"]
Parts = Literal["review and plan", "review only", "plan only", "without points"]
_GENRES: tuple[tuple[Genre, tuple[str, ...]], ...] = (
    ("bulletin", ("统计公报",)),
    ("court", ("法院", "检察院")),
    ("school", ("学校", "学院", "大学", "中学", "小学", "幼儿园")),
    ("township", ("镇20", "乡20", "街道")),
    ("government", ("政府工作报告",)),
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LabelledMeta(_Part):
    """What the report says of itself."""

    title: str | None
    issuer: str | None
    index_number: str | None
    document_number: str | None
    written_on: str | None
    published_on: str | None
    period: str | None
    plan_period: str | None


class LabelledSection(_Part):
    """A heading with its level and the kind of what it governs."""

    heading: str
    level: int
    kind: SectionKind


class LabelledChange(_Part):
    """The change that belongs to a level, or stands alone."""

    value: str
    unit: str
    direction: Literal["up", "down"]


class LabelledFigure(_Part):
    """A quantity with its change."""

    name: str
    value: str | None
    unit: str | None
    qualifier: str
    change: LabelledChange | None
    status: Status
    period: str | None
    quote: str


class LabelledPoint(_Part):
    """An enumerated point."""

    headline: str
    quote: str


class LabelledAction(LabelledPoint):
    """A point of the plan part."""

    deadline: str | None


class LabelledDocument(_Part):
    """A 《title》 with the verb of the report."""

    title: str
    act: str


class KeyPoint(_Part):
    """A fact that a brief must hold: at least one string of every list."""

    point: str
    must_mention: list[list[str]]


class Labels(_Part):
    """One label file."""

    document: str
    source: str
    meta: LabelledMeta
    sections: list[LabelledSection]
    figures: list[LabelledFigure]
    achievements: list[LabelledPoint]
    actions: list[LabelledAction]
    problems: list[LabelledPoint]
    documents: list[LabelledDocument]
    key_points: list[KeyPoint]


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """A report with its labels."""

    id: str
    split: str
    path: Path
    """The label file."""
    source: Path
    labels: Labels
    sha256: str
    """Of the label file's content as parsed and of the report's bytes: both decide what is right."""

    @property
    def genre(self) -> Genre:
        """What sort of body reports, by the title."""
        title = self.labels.meta.title or ""
        for genre, words in _GENRES:
            if any(word in title for word in words):
                return genre
        return "other"

    @property
    def parts(self) -> Parts:
        """Which parts have points."""
        if self.labels.achievements:
            return "review and plan" if self.labels.actions else "review only"
        return "plan only" if self.labels.actions else "without points"

    @property
    def form(self) -> str:
        """Kind of file."""
        return self.source.suffix.lower().lstrip(".") or "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldSet:
    """A set of labelled reports, sorted by split and id."""

    name: str
    documents: tuple[Labelled, ...]

    @property
    def splits(self) -> tuple[str, ...]:
        """The splits in it."""
        return tuple(dict.fromkeys(each.split for each in self.documents))

    def only(self, *, splits: Sequence[str] = (), ids: Sequence[str] = ()) -> GoldSet:
        """Return the part of it that is asked for.

        Raises:
            GoldError: There is no such split or report.
        """
        _known("split", splits, self.splits)
        _known("report", ids, [each.id for each in self.documents])
        kept = (
            each
            for each in self.documents
            if (not splits or each.split in splits) and (not ids or each.id in ids)
        )
        return GoldSet(name=self.name, documents=_some(kept))


def load(directory: Path, *, reports: Path | None = None) -> GoldSet:
    """Load all label files below a directory.

    Args:
        directory: The set.
        reports: Where the reports are, if they are not beside their labels.

    Raises:
        GoldError: There are no labels, one of them cannot be used, or a report is missing.
    """
    if not directory.is_dir():
        raise GoldError(
            f"There is no directory {directory}.", hint="Name a set of labelled reports with --gold."
        )
    documents: dict[str, Labelled] = {}
    for path in label_files(directory):
        one = _labelled(path, directory, reports)
        if one.id in documents:
            raise GoldError(
                f"{path} and {documents[one.id].path} label a report of the same name, {one.id!r}.",
                hint='Give one of them another name in its "document".',
            )
        documents[one.id] = one
    if not documents:
        raise GoldError(
            f"There are no label files (*.json) in {directory}.",
            hint="`summarizer label REPORT` writes a draft of one.",
        )
    ordered = sorted(documents.values(), key=lambda each: (each.split, each.id))
    return GoldSet(name=directory.resolve().name, documents=tuple(ordered))


def label_files(directory: Path) -> list[Path]:
    """Return the label files below a directory."""
    return sorted(directory.rglob("*.json"))


def parse(path: Path) -> Labels:
    """Read one label file.

    Raises:
        GoldError: It cannot be read, is not JSON, or does not have the format.
    """
    try:
        return Labels.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValidationError as error:
        raise GoldError(
            f"{path} does not have the format of labels: {told(error)[0]}",
            hint=f"`summarizer eval check --gold {path.parent}` lists everything that is wrong.",
        ) from error


def told(error: ValidationError) -> list[str]:
    """Return what does not fit a format, one sentence each, for somebody who writes JSON by hand."""
    return [f"{where(each['loc'])}: {each['msg']}." for each in error.errors(include_url=False)]


def where(place: Iterable[int | str]) -> str:
    """Write a place in a JSON file as ``figures[3].change.value``, counted from 0."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return path.removeprefix(".") or "the file"


def source_of(path: Path, source: str, directory: Path, reports: Path | None) -> Path:
    """Find the report of a label file.

    Raises:
        GoldError: It is nowhere.
    """
    places = [
        path.parent,
        *([reports] if reports is not None else []),
        directory.resolve().parent / "reports",
    ]
    for place in places:
        if (place / source).is_file():
            return place / source
    raise GoldError(
        f"The report {source} that {path} labels is not there.",
        hint=f"Put it beside the labels or name its directory with --reports; looked in {_listed(places)}.",
    )


def _labelled(path: Path, directory: Path, reports: Path | None) -> Labelled:
    labels = parse(path)
    source = source_of(path, labels.source, directory, reports)
    # Not the bytes of the labels: another indentation changes nothing.
    content = json.dumps(labels.model_dump(), ensure_ascii=False, sort_keys=True).encode()
    return Labelled(
        id=labels.document,
        split=path.resolve().parent.name,
        path=path,
        source=source,
        labels=labels,
        sha256=hashlib.sha256(content + b"\0" + source.read_bytes()).hexdigest(),
    )


def _known(what: str, asked: Sequence[str], known: Sequence[str]) -> None:
    for each in asked:
        if each not in known:
            raise GoldError(f"The set has no {what} {each!r}.", hint=f"It has: {', '.join(known)}.")


def _some(documents: Iterator[Labelled]) -> tuple[Labelled, ...]:
    found = tuple(documents)
    if not found:
        raise GoldError("No report of the set is in that split.", hint="Leave out --split or --only.")
    return found


def _listed(places: Sequence[Path]) -> str:
    return ", ".join(str(place) for place in places)
