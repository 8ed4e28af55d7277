"""The bytes of a report: from a file or from a binary stream, never more of them than allowed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from summarizer.addresses import is_address, take
from summarizer.errors import InputError, InputNotFoundError

if TYPE_CHECKING:
    from summarizer.readers.limits import Limits

STDIN = "-"
_MIB = 1024 * 1024


def load(path: str | Path, *, stdin: BinaryIO | None, limits: Limits) -> tuple[str, bytes]:
    """Return the display name and the bytes of a report.

    Args:
        path: File, address with a scheme, or ``-`` for a binary stream.
        stdin: The stream meant by ``-``; the process's standard input where none is given.
        limits: ``file_bytes`` holds for files and streams.

    Raises:
        InputNotFoundError: There is no such file, or it is a directory.
        InputError: It cannot be opened, or is too large.
    """
    if str(path) == STDIN:
        stream = sys.stdin.buffer if stdin is None else stdin
        return STDIN, _take(stream, STDIN, limits)
    if isinstance(path, str) and is_address(path):
        return take(path, lambda name, stream: (name, _take(stream, name, limits)))
    file = Path(path)
    try:
        if file.is_dir():
            raise InputNotFoundError(
                f"{path} is a directory, not a report.", hint="Name a file in it, or - for standard input."
            )
        size = file.stat().st_size
        if size > limits.file_bytes:
            raise _too_large(file.name, limits, size=size)
        with file.open("rb") as stream:
            return file.name, _take(stream, file.name, limits)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputNotFoundError(
            f"There is no file {path}.", hint="Check the name; a report can also be piped in as -."
        ) from error
    except PermissionError as error:
        raise InputError(
            f"No permission to read {path}.", hint="Make the file readable, or read a copy of it."
        ) from error
    except ValueError as error:  # a NUL in the name
        raise InputNotFoundError(f"{str(path)!r} is not a file name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def _take(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """Read a stream whose size is not known beforehand (a pipe, a device, a file that grows)."""
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise _too_large(name, limits)
    return data


def _too_large(name: str, limits: Limits, *, size: int | None = None) -> InputError:
    what = "standard input" if name == STDIN else name
    measured = "more than that" if size is None else f"{size / _MIB:.0f} MiB"
    return InputError(
        f"{what} is larger than the limit of {limits.file_bytes / _MIB:g} MiB (it is {measured}).",
        hint="Put the report itself into a file of its own.",
    )
