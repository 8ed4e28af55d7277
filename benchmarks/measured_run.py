"""One process of a tool, from its start to its end: wall-clock seconds and the peak of its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_LOG_LINES = 15
_KIB = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a process ended."""

    exit_code: int
    """Negative for the signal that ended it."""
    seconds: float
    processor_seconds: float
    """Of the process and of those it started and waited for."""
    peak_bytes: int
    """Largest resident memory of the process, or of the largest of its children."""
    log: str
    """The last lines of what it wrote to standard output and error."""


def run(
    command: Sequence[str | Path], *, environment: Mapping[str, str], directory: Path, timeout: float
) -> Ended:
    """Run a command to its end, or to the end of its time.

    The peak is the one the kernel keeps for the process. A process begins with the peak of the one that
    started it, so the caller has to be the smaller of the two.

    Args:
        command: Program and arguments.
        environment: All of it; nothing of this process's own is added.
        directory: Working directory.
        timeout: Seconds after which it is killed.
    """
    with tempfile.TemporaryFile() as log:
        began = time.monotonic()
        process = subprocess.Popen(  # noqa: S603 - the tools under test
            command, env=dict(environment), cwd=directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        watch = threading.Timer(timeout, process.kill)
        watch.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:  # Ctrl-C: nothing may go on asking
            process.kill()
            process.wait()
            raise
        finally:
            watch.cancel()
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        lines = log.read().decode("utf-8", "replace").splitlines()
    return Ended(
        exit_code=process.returncode,
        seconds=seconds,
        processor_seconds=used.ru_utime + used.ru_stime,
        peak_bytes=used.ru_maxrss * (1 if sys.platform == "darwin" else _KIB),
        log="\n".join(lines[-_LOG_LINES:]),
    )


def bare_environment(scratch: Path, **more: str) -> dict[str, str]:
    """Return an environment in which a tool finds no cache, no settings and no key of this user's.

    Args:
        scratch: Empty directory that stands for the home directory and that of temporary files.
        more: Variables to add.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "XDG_CACHE_HOME": str(scratch / "cache"),
        "XDG_CONFIG_HOME": str(scratch / "config"),
        "XDG_DATA_HOME": str(scratch / "data"),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "NO_PROXY": "127.0.0.1,localhost",
        **more,
    }
