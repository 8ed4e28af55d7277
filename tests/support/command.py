"""The command line as a user has it: a process with streams, an environment and an exit code."""

from __future__ import annotations

import io
import logging
import os
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from summarizer.cli.app import run

REPORTS = Path(__file__).parents[1] / "fixtures" / "reports"
SHORT = REPORTS / "short-bureau.txt"
LONG = Path(__file__).parents[2] / "examples" / "qingdu-2024.txt"
"""A report that takes several questions, whoever is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a command ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def start(*arguments: str | Path, cwd: Path | None = None, **env: str) -> subprocess.Popen[bytes]:
    """Start ``summarizer`` with this environment on top of the test's own."""
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
        cwd=cwd,
    )


def finish(process: subprocess.Popen[bytes], *, stdin: bytes = b"") -> Outcome:
    """Wait for its end."""
    try:
        out, err = process.communicate(stdin, timeout=180)
    finally:
        process.kill()
    return Outcome(code=process.returncode, out=out, err=err.decode("utf-8"))


def summarizer(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **env: str) -> Outcome:
    """Run ``summarizer`` to its end."""
    return finish(start(*arguments, cwd=cwd, **env), stdin=stdin)


def in_process(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **env: str) -> Outcome:
    """Run it in this process, which has imported everything once: for what does not depend on the process."""
    handler, logger = signal.getsignal(signal.SIGTERM), logging.getLogger("summarizer")
    handlers, level = logger.handlers[:], logger.level
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(each, encoding="gbk") for each in (out, err)]
    try:
        with (
            patch.dict(os.environ, env),
            patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
            chdir(cwd or Path.cwd()),
            redirect_stdout(streams[0]),
            redirect_stderr(streams[1]),
        ):
            code = run([str(each) for each in arguments])
        for stream in streams:
            stream.flush()
    finally:
        signal.signal(signal.SIGTERM, handler)
        logger.handlers[:] = handlers
        logger.setLevel(level)
    return Outcome(code=code, out=out.getvalue(), err=err.getvalue().decode("utf-8"))
