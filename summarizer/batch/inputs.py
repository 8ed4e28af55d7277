"""What a batch is given: files, folders, patterns, lists with further columns, lists on standard input."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from summarizer.addresses import below, is_address
from summarizer.batch.lists import Listed, is_list, reports_of
from summarizer.batch.naming import printable
from summarizer.errors import InputNotFoundError
from summarizer.readers.source import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

REPORTS = frozenset(
    f".{name}"
    for name in "txt text md markdown html htm mhtml mht docx pdf doc wps rtf ofd odt".split()  # noqa: SIM905 - a list reads worse
)
"""Suffixes that a folder's reports have. Some cannot be read; that is told of each, not passed over."""


@dataclass(kw_only=True, slots=True)
class Inputs:
    """Everything named on one command line, in its order.

    Args:
        named: Files, folders, patterns, lists (by their suffix), or ``-`` for paths on standard input.
        stdin: Bytes of standard input, where ``-`` is among them.
        output: Directory or address of results, which is left out where it lies in a folder named.
        may_be_empty: Whether an address where nothing is may be a folder that waits for its first report.
    """

    named: Sequence[str]
    stdin: bytes = b""
    output: str | Path | None = None
    may_be_empty: bool = False
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
                place = report.path if is_address(report.path) else os.path.realpath(report.path)
                if report.id is not None or place not in seen:
                    seen.add(place)
                    yield report

    def _reports(self, name: str) -> Iterable[Listed]:
        if name == STDIN:
            return _on_stdin(self.stdin)
        if is_address(name):
            return self._elsewhere(name)
        path = Path(name)
        if _is_dir(path):
            return self._in_folder(path)
        if _exists(path):
            if is_list(name):
                return reports_of(name)
            return [Listed(path=name, name=path.stem)]
        if glob.has_magic(name):
            return _matching(name)
        raise InputNotFoundError(
            f"There is no file or folder {printable(name)}.",
            hint="Check the name; put a pattern in quotes where the shell should leave it alone.",
        )

    def _elsewhere(self, address: str) -> Iterator[Listed]:
        try:
            listed = below(address)
        except InputNotFoundError:
            if self.may_be_empty:
                return
            raise
        if listed is None:
            if is_list(address):
                yield from reports_of(address)
            else:
                yield Listed(path=address, name=PurePosixPath(address).stem)
            return
        folder, found = listed
        output = f"{str(self.output).rstrip('/')}/"
        for each, seen in found.items():
            path = PurePosixPath(each.removeprefix(folder).lstrip("/"))
            if any(part.startswith(".") for part in path.parts) or each.startswith(output):
                continue
            if path.suffix and path.suffix.lower() not in REPORTS and not glob.has_magic(address):
                self.left_out += 1
                continue
            yield Listed(path=each, name=path.with_suffix("").as_posix(), seen=seen)

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
