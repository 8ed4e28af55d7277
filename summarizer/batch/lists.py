"""Lists of reports, with an id for each if one likes, and further columns that travel along."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, cast

from summarizer.addresses import folder_of, is_address, joined, scheme_of
from summarizer.batch.naming import printable
from summarizer.errors import UsageError
from summarizer.readers.encodings import decode
from summarizer.readers.limits import Limits
from summarizer.readers.source import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.addresses import Seen

_LISTS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
_LIMITS = Limits(file_bytes=1 << 30)
"""A list of a million reports is larger than a report may be."""
_ID, _PATH = "id", "path"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A report as the user named it."""

    path: str
    """As it can be opened."""
    name: str
    """What it is called without more ado: its path below the folder named, without suffix."""
    id: str | None = None
    """What a list calls it."""
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    """Further columns of the list."""
    seen: Seen | None = None
    """What a look at its folder showed, where that is at an address."""


def is_list(name: str) -> bool:
    """Whether a file or an address is a list, by its suffix."""
    return PurePath(name).suffix.lower() in _LISTS


def reports_of(name: str) -> Iterator[Listed]:
    """Yield the reports of a list, a file or at an address; paths in it are relative to the list.

    Raises:
        UsageError: It is not there, or a line of it cannot be used.
        InputError: It cannot be read.
    """
    _, data = load(name, stdin=None, limits=_LIMITS)
    decoded = decode(data)
    if decoded is None:
        raise UsageError(f"The list {printable(name)} is no text.", hint="Save it as UTF-8.")
    suffix = PurePath(name).suffix.lower()
    rows = (
        _json_rows(decoded.text, name)
        if suffix in {".jsonl", ".ndjson"}
        else _csv_rows(decoded.text, name, is_tabbed=suffix == ".tsv")
    )
    ids: dict[str, int] = {}
    for line, row in rows:
        values = dict(row)
        path, identity = values.pop(_PATH, "").strip(), values.pop(_ID, "").strip()
        if not path:
            raise _wrong(name, line, f"has no {_PATH}")
        if identity and identity in ids:
            raise _wrong(name, line, f"has the {_ID} of line {ids[identity]}, {printable(identity)}")
        if identity:
            ids[identity] = line
        called = PurePath(path).with_suffix("")
        is_elsewhere = is_address(path) or called.is_absolute() or ".." in called.parts
        yield Listed(
            path=_place(path, name, line),
            name=called.name if is_elsewhere else called.as_posix(),
            id=identity or None,
            extra=values,
        )


def _place(path: str, name: str, line: int) -> str:
    """Return where a report of a list is.

    A list from elsewhere names what lies where it lies, no file of this machine: else who can write there
    could choose what is read here.
    """
    if not is_address(name):
        return path if is_address(path) else str(Path(name).parent / path)
    if "::" in path or (is_address(path) and scheme_of(path) != scheme_of(name)):
        raise _wrong(name, line, f"names what is not below {scheme_of(name)}://")
    return path if is_address(path) else joined(folder_of(name), path)


def _csv_rows(text: str, name: str, *, is_tabbed: bool) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.DictReader(
        io.StringIO(text, newline=""), dialect=_dialect(text, is_tabbed=is_tabbed), strict=True
    )
    try:
        if _PATH not in (reader.fieldnames or ()):
            raise UsageError(
                f"The list {printable(name)} has no column {_PATH}.",
                hint="Its first line names the columns: path, id if you like, and any others.",
            )
        for row in reader:
            if None in row:
                raise _wrong(name, reader.line_num, "has more cells than there are columns")
            yield reader.line_num, {column: value or "" for column, value in row.items()}
    except csv.Error as error:
        raise _wrong(name, reader.line_num, f"is no CSV ({error})") from error


def _dialect(text: str, *, is_tabbed: bool) -> type[csv.Dialect]:
    """Excel writes commas, tabs or semicolons, depending on where it is; the first line tells."""

    class Dialect(csv.excel):
        head = text.partition("\n")[0]
        delimiter = "\t" if is_tabbed else max(",;\t", key=head.count)

    return Dialect


def _json_rows(text: str, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = cast("object", json.loads(line))
        except ValueError as error:
            raise _wrong(name, number, f"is no JSON ({error})") from error
        if not isinstance(row, dict):
            raise _wrong(name, number, "is no JSON object")
        values = cast("dict[str, object]", row)
        yield number, {column: _text(value) for column, value in values.items() if value is not None}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _wrong(name: str, line: int, what: str) -> UsageError:
    return UsageError(f"Line {line} of the list {printable(name)} {what}.")
