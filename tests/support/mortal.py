"""A process that is killed again and again: it has imported everything, and each life is its fork."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

_LIVES = """\
import contextlib, json, os, sys
from summarizer.cli.app import run
from summarizer.cli import batch, batch_work, brief, wiring
from summarizer.endpoint import Endpoint
from summarizer.errors import EndpointUnreachableError
from summarizer.pipeline import summarize
from summarizer.readers import read
raw = read(sys.argv[1])
summarize(raw, None)
nobody = Endpoint(base_url="http://127.0.0.1:9/v1", model="m")
with contextlib.suppress(EndpointUnreachableError):
    summarize(raw, nobody)
nobody.close()
for line in sys.stdin:
    life = os.fork()
    if life == 0:
        arguments, environment = json.loads(line)
        os.environ.update(environment)
        sys.stderr = open(os.devnull, "w")
        os._exit(run(arguments))
    print(life, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(life, 0)[1]), flush=True)
"""


@dataclass(kw_only=True)
class Mortal:
    """Runs command lines without the seconds that their imports take.

    Args:
        warm_up: A report that is read before the first life.
    """

    warm_up: Path
    life: int = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LIVES, str(self.warm_up)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="ascii",
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._process.kill()
        self._process.communicate()

    def begin(self, *arguments: str, **environment: str) -> None:
        """Begin a life with this command line, and this environment on top of the test's own."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([arguments, environment]) + "\n")
        self._process.stdin.flush()
        self.life = int(self._process.stdout.readline())

    def kill(self) -> None:
        """End the life at this very moment."""
        if self.life:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.life, signal.SIGKILL)

    def end(self) -> int:
        """Wait for the end of the life, and return its exit code; negative for the signal that ended it."""
        assert self._process.stdout is not None
        code = int(self._process.stdout.readline())
        self.life = 0
        return code
