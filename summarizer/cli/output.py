"""Where results go: standard output, or a file that is either the old one or the whole new one."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from summarizer.atomic import replace_file, write_failure
from summarizer.errors import UsageError

STDOUT = "-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """A place for one result."""

    path: Path | None
    """None is standard output."""

    @classmethod
    def of(cls, value: str | None) -> Destination:
        """Read an ``-o`` option and refuse at once what could not be written after minutes of work.

        Raises:
            UsageError: It is a directory, or its directory does not exist or may not be written to.
        """
        if value is None or value == STDOUT:
            return cls(path=None)
        path = Path(value)
        if path.is_dir():
            raise UsageError(f"The output {value} is a directory.", hint="Name a file in it.")
        parent = path.resolve().parent
        if not parent.is_dir():
            raise UsageError(
                f"The directory of the output {value} does not exist.", hint="Make it first, or name another."
            )
        if not os.access(parent, os.W_OK) and not _is_special(path):
            raise UsageError(
                f"The directory of the output {value} may not be written to.", hint="Name another."
            )
        return cls(path=path)

    def write(self, text: str) -> None:
        """Write the result, with a line end at its end.

        Raises:
            OutputError: The disk is full or the file may not be written; an earlier file is untouched.
        """
        data = (text if text.endswith("\n") else text + "\n").encode("utf-8")
        try:
            if self.path is None:
                _to_stdout(data)
            elif _is_special(self.path):
                self.path.write_bytes(data)
            else:
                replace_file(self.path.resolve(), data)
        except BrokenPipeError:
            raise  # the reader has seen enough; the entry point ends quietly
        except OSError as error:
            name = "standard output" if self.path is None else str(self.path)
            raise write_failure(error, name, otherwise="name another place with -o") from error


def _to_stdout(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _is_special(path: Path) -> bool:
    """Whether it is a device or a pipe, which can only be written to, not replaced."""
    return path.exists() and not path.is_file()
