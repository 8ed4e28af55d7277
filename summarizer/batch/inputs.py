"""What a batch is given: files, folders, patterns, lists with further columns, lists on standard input."""

from __future__ import annotations

import csv
import glob
import io
import json
import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from summarizer.batch.naming import printable
from summarizer.errors import InputNotFoundError, UsageError
from summarizer.readers.encodings import decode
from summarizer.readers.remote import below, is_remote
from summarizer.readers.source import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

REPORTS = frozenset(
    f".{name}"
    for name in "txt text md markdown html htm mhtml mht docx pdf doc wps rtf ofd odt".split()  # noqa: SIM905 - a list reads worse
)
"""Suffixes that a folder's reports have. Some cannot be read; that is told of each, not passed over."""
LISTS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
"""Suffixes of lists of reports."""
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


@dataclass(kw_only=True, slots=True)
class Inputs:
    """Everything named on one command line, in its order.

    Args:
        named: Files, folders, patterns, lists (by their suffix), or ``-`` for paths on standard input.
        stdin: Bytes of standard input, where ``-`` is among them.
        output: Directory of results, which is left out where it lies in a folder named.
    """

    named: Sequence[str]
    stdin: bytes = b""
    output: Path | None = None
    left_out: int = 0
    """Files of folders that are no reports by their suffix."""

    def __iter__(self) -> Iterator[Listed]:
        """Yield every report once, however often it is named.

        Raises:
            UsageError: Something named does not exist or matches nothing, or a list cannot be read.
        """
        self.left_out = 0
        seen: set[str] = set()
        for name in self.named:
            for report in self._reports(name):
                place = report.path if is_remote(report.path) else os.path.realpath(report.path)
                if report.id is not None or place not in seen:
                    seen.add(place)
                    yield report

    def _reports(self, name: str) -> Iterable[Listed]:
        if name == STDIN:
            return _on_stdin(self.stdin)
        if is_remote(name):
            return self._elsewhere(name)
        path = Path(name)
        if _is_dir(path):
            return self._in_folder(path)
        if _exists(path):
            if path.suffix.lower() in LISTS:
                return _in_list(path)
            return [Listed(path=name, name=path.stem)]
        if glob.has_magic(name):
            return _matching(name)
        raise InputNotFoundError(
            f"There is no file or folder {printable(name)}.",
            hint="Check the name; put a pattern in quotes where the shell should leave it alone.",
        )

    def _elsewhere(self, address: str) -> Iterator[Listed]:
        listed = below(address)
        if listed is None:
            if PurePosixPath(address).suffix.lower() in LISTS:
                raise UsageError(f"The list {address} is not a file of this machine.", hint="Fetch it first.")
            yield Listed(path=address, name=PurePosixPath(address).stem)
            return
        folder, found = listed
        for each in found:
            path = PurePosixPath(each.removeprefix(folder).lstrip("/"))
            if any(part.startswith(".") for part in path.parts):
                continue
            if path.suffix and path.suffix.lower() not in REPORTS and not glob.has_magic(address):
                self.left_out += 1
                continue
            yield Listed(path=each, name=path.with_suffix("").as_posix())

    def _in_folder(self, folder: Path) -> Iterator[Listed]:
        output = os.path.realpath(self.output) if self.output is not None else None
        for here, folders, files in os.walk(folder):
            folders[:] = sorted(
                each
                for each in folders
                if not each.startswith(".") and os.path.realpath(Path(here) / each) != output
            )
            for each in sorted(files):
                path = Path(here) / each
                if each.startswith("."):
                    continue
                if path.suffix and path.suffix.lower() not in REPORTS:
                    self.left_out += 1
                    continue
                yield Listed(path=str(path), name=_below(path, folder))


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _matching(pattern: str) -> Iterator[Listed]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
    files = [path for path in map(Path, found) if path.is_file()]
    if not files:
        raise InputNotFoundError(f"No file matches {printable(pattern)}.", hint="Check the pattern.")
    # The folders before the first wildcard are the same for all and say nothing.
    fixed = Path(*_without_magic(Path(pattern).parts[:-1]))
    for path in files:
        yield Listed(path=str(path), name=_below(path, fixed))


def _without_magic(parts: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for part in parts:
        if glob.has_magic(part):
            break
        kept.append(part)
    return kept


def _on_stdin(data: bytes) -> Iterator[Listed]:
    """Yield the paths of a list that ends its lines with newlines, or with NUL as ``find -print0`` does."""
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    for line in lines:
        if line.strip():
            path = os.fsdecode(line)
            yield Listed(path=path, name=Path(path).stem)


def _in_list(file: Path) -> Iterator[Listed]:
    """Yield the reports of a list; paths in it are relative to the list."""
    decoded = decode(file.read_bytes())
    if decoded is None:
        raise UsageError(f"The list {printable(str(file))} is no text.", hint="Save it as UTF-8.")
    rows = (
        _json_rows(decoded.text, file)
        if file.suffix.lower() in {".jsonl", ".ndjson"}
        else _csv_rows(decoded.text, file)
    )
    ids: dict[str, int] = {}
    for line, row in rows:
        values = dict(row)
        path, identity = values.pop(_PATH, "").strip(), values.pop(_ID, "").strip()
        if not path:
            raise _wrong(file, line, f"has no {_PATH}")
        if identity and identity in ids:
            raise _wrong(file, line, f"has the {_ID} of line {ids[identity]}, {printable(identity)}")
        if identity:
            ids[identity] = line
        name = Path(path).with_suffix("")
        yield Listed(
            path=path if is_remote(path) else str(file.parent / path),
            name=name.name if name.is_absolute() or ".." in name.parts else name.as_posix(),
            id=identity or None,
            extra=values,
        )


def _csv_rows(text: str, file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text, file), strict=True)
    try:
        if _PATH not in (reader.fieldnames or ()):
            raise UsageError(
                f"The list {printable(str(file))} has no column {_PATH}.",
                hint="Its first line names the columns: path, id if you like, and any others.",
            )
        for row in reader:
            if None in row:
                raise _wrong(file, reader.line_num, "has more cells than there are columns")
            yield reader.line_num, {name: value or "" for name, value in row.items()}
    except csv.Error as error:
        raise _wrong(file, reader.line_num, f"is no CSV ({error})") from error


def _dialect(text: str, file: Path) -> type[csv.Dialect]:
    """Excel writes commas, tabs or semicolons, depending on where it is; the first line tells."""

    class Dialect(csv.excel):
        head = text.partition("\n")[0]
        delimiter = "\t" if file.suffix.lower() == ".tsv" else max(",;\t", key=head.count)

    return Dialect


def _json_rows(text: str, file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = cast("object", json.loads(line))
        except ValueError as error:
            raise _wrong(file, number, f"is no JSON ({error})") from error
        if not isinstance(row, dict):
            raise _wrong(file, number, "is no JSON object")
        values = cast("dict[str, object]", row)
        yield number, {name: _text(value) for name, value in values.items() if value is not None}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _wrong(file: Path, line: int, what: str) -> UsageError:
    return UsageError(f"Line {line} of the list {printable(str(file))} {what}.")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a NUL in the name, or one too long
        return False


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
