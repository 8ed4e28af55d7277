"""Files that are either the old one or the whole new one, and the sentence for one that cannot be written."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from summarizer.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Generator

_PREFIX = 40
"""Characters of the name that the temporary file begins with; a long name plus more would be no name."""


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whose content is at hand; see :func:`replacing`."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Generator[IO[bytes]]:
    """Write beside the file, force it to the disk, then take its place: there is never half a result.

    Args:
        path: The file; where it is a link, give its target, as the link itself would be replaced.

    Yields:
        What becomes the file when the block ends well, and is gone when it does not.

    Raises:
        OSError: The disk is full or the directory may not be written to; an earlier file is untouched.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:_PREFIX]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(path))
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def write_failure(error: OSError, name: str, *, otherwise: str) -> OutputError:
    """Return the error for a file that could not be written.

    Args:
        error: What the system said.
        name: The file, for the message.
        otherwise: What the user can do instead, as the end of a sentence: ``name another place with -o``.
    """
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return OutputError(
            f"The disk is full: the result could not be written to {name}.",
            hint=f"Make room or {otherwise}; the answers are in the cache.",
        )
    if error.errno == errno.EFBIG:
        return OutputError(
            f"The result is larger than files may be here and was not written to {name}.",
            hint=f"Raise the limit (ulimit -f) or {otherwise}.",
        )
    return OutputError(
        f"The result could not be written to {name}: {error.strerror or error}.",
        hint=f"{otherwise[:1].upper()}{otherwise[1:]}.",
    )


def _mode_for(path: Path) -> int:
    """Permissions of the file to be replaced, or what a new file would get."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
