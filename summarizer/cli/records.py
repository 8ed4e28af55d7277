"""Records from files: one JSON, lines of JSONL, or whatever of both lies in a folder."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from summarizer.errors import InputError, InputNotFoundError
from summarizer.schemas import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
_LINES = frozenset({".jsonl", ".ndjson"})
_ENDINGS = frozenset({".json", *_LINES})
_HINT = "Make one with: summarizer brief REPORT --format json -o report.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A record and where it was found."""

    report: Report
    name: str
    """What its page may be called: the stem of its file, or of its source where a file holds many."""
    folder: Path | None
    """Where it lies; None for standard input."""


def is_single(path: str) -> bool:
    """Whether a path means one record, not a folder or a file of many."""
    return path == STDIN or not (Path(path).is_dir() or Path(path).suffix.lower() in _LINES)


def files_of(path: str) -> list[Path]:
    """Return the files that a path means: itself, or the files of a folder that may hold records.

    Raises:
        InputNotFoundError: There is no such file or folder, or nothing in the folder may hold a record.
    """
    place = Path(path)
    if not place.exists():
        raise InputNotFoundError(f"There is no file or folder {path}.", hint="Check the name.")
    if not place.is_dir():
        return [place]
    found = sorted(each for each in place.iterdir() if each.is_file() and each.suffix.lower() in _ENDINGS)
    if not found:
        raise InputNotFoundError(f"The folder {path} holds no .json or .jsonl file.", hint=_HINT)
    return found


def records_in(file: Path) -> Iterator[Record | InputError]:
    """Yield the records of a file one by one; a line that is none is an error that the rest survives.

    Raises:
        InputError: The file cannot be read, or the one record it should hold is none.
    """
    try:
        if file.suffix.lower() not in _LINES:
            report = _report(file.read_text(encoding="utf-8-sig"), str(file))
            yield Record(report=report, name=file.stem, folder=file.parent)
            return
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    report = _report(line, f"Line {number} of {file}")
                except InputError as error:
                    yield error
                else:
                    name = Path(report.provenance.source_name).stem
                    yield Record(report=report, name=name, folder=file.parent)
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not a record of a report: it is not UTF-8 text.", hint=_HINT) from error
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}.") from error


def record_from_stdin() -> Record:
    """Read the record on standard input.

    Raises:
        InputError: It is none.
    """
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("Standard input is not a record: it is not UTF-8 text.", hint=_HINT) from error
    report = _report(text, "Standard input")
    return Record(report=report, name=Path(report.provenance.source_name).stem, folder=None)


def looks_like_report(file: Path) -> bool:
    """Whether a JSON file of a folder claims to be a record, so that a damaged one is not passed over."""
    if file.suffix.lower() in _LINES:
        with file.open("rb") as lines:
            return _claims(lines.readline())
    return _claims(file.read_bytes())


def _claims(data: bytes) -> bool:
    return b'"schema_version"' in data and b'"provenance"' in data


def _report(text: str, where: str) -> Report:
    try:
        values: Any = json.loads(text)
        return Report.model_validate(values)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(
            f"{where} is not a record of a report: it is not JSON ({error}).", hint=_HINT
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise InputError(
            f"{where} is not a record of a report: {place}: {first['msg']}.",
            hint=_HINT,
        ) from error
