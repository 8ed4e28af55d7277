"""The embedded model as an OpenAI-compatible endpoint on this machine, while a ``with`` block lasts."""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import queue
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast
from urllib.parse import urlsplit

from summarizer.embedded import server_process
from summarizer.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_POLL_SECONDS = 0.1
_STOP_SECONDS = 5.0
_LOG_LINES = 12
_LOG_TAIL_BYTES = 8 << 10
_OK = 200
_INSTALL = 'Install the engine: pip install "report-summarizer[embedded]"'


@dataclass(frozen=True, kw_only=True, slots=True)
class EngineSettings:
    """How the server runs."""

    context_tokens: int = 8192
    """Tokens of context, shared by all slots."""
    slots: int = 1
    """Requests answered at the same time. On few processors more of them gain nothing."""
    threads: int | None = None
    """Threads that compute; None for the processors this process may use."""
    cache_mib: int = 512
    """Memory for prompts kept for reuse, in MiB."""
    start_seconds: float = 300.0
    """Time the model may take to load."""


class Engine:
    """The llama.cpp server in a child process, on a loopback port of its own with a random key.

    The server ends with the block, and with this process however that ends. A crash in native code ends the
    child only: requests then fail, and :meth:`check` says why.

    Args:
        model_path: A GGUF file.
        model_name: Name under which the server knows the model.
        settings: How the server runs.
        progress: Told the seconds waited so far while the model loads.
    """

    def __init__(
        self,
        model_path: Path,
        *,
        model_name: str,
        settings: EngineSettings | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self.model_name = model_name
        self.api_key = secrets.token_urlsafe(32)
        self._model_path = model_path
        self._settings = settings or EngineSettings()
        self._progress = progress
        self._address = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    @property
    def base_url(self) -> str:
        """Base URL for an OpenAI client.

        Raises:
            EngineError: The engine has not been started.
        """
        if not self._address:
            raise EngineError("the embedded engine has not been started")
        return f"{self._address}/v1"

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:  # Ctrl-C while the model loads, too
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def check(self) -> None:
        """Raise if the server has died.

        Raises:
            EngineError: It has; the message holds the end of its log.
        """
        if self._process is not None and self._process.poll() is not None:
            raise self._death("the embedded engine has died")

    def close(self) -> None:
        """End the server; harmless if it has ended already."""
        process, self._process, self._address = self._process, None, ""
        if process is not None:
            process.kill()  # it has nothing to save
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        if self._log is not None:
            self._log.close()
            self._log = None

    def _start(self) -> None:
        if importlib.util.find_spec("xllamacpp") is None:
            raise EngineError("the embedded engine is not installed (no module xllamacpp)", hint=_INSTALL)
        if not self._model_path.is_file():
            raise EngineError(
                f"there is no model file at {self._model_path}", hint="Run `summarizer model pull`."
            )
        # A file without a name: nothing is left behind, even by SIGKILL.
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
            # -P: the script's directory is no place to import from.
            [sys.executable, "-P", str(Path(server_process.__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            bufsize=0,
        )
        self._send(self._process)
        address = self._receive(self._process)
        self._await_health(address)
        self._address = address

    def _send(self, process: subprocess.Popen[bytes]) -> None:
        settings = server_process.Settings(
            model=str(self._model_path.resolve()),
            name=self.model_name,
            api_key=self.api_key,
            context_tokens=self._settings.context_tokens,
            slots=self._settings.slots,
            threads=self._settings.threads or usable_processors(),
            cache_mib=self._settings.cache_mib,
        )
        # Through the pipe: arguments and environment can be read by others on this machine.
        line = (json.dumps(settings, ensure_ascii=False) + "\n").encode()
        if process.stdin is None:
            raise EngineError("the embedded engine has no input")  # cannot be: it was opened as a pipe
        try:
            process.stdin.write(line)
        except OSError as error:
            raise self._death("the embedded engine did not start") from error

    def _receive(self, process: subprocess.Popen[bytes]) -> str:
        """Wait for the child's one line, which comes when the model is loaded."""
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=_read_answer, args=(process.stdout, lines), daemon=True).start()
        began = time.monotonic()
        while True:
            waited = time.monotonic() - began
            if self._progress is not None:
                self._progress(waited)
            try:
                line = lines.get(timeout=_POLL_SECONDS)
                break
            except queue.Empty:
                if waited > self._settings.start_seconds:
                    raise EngineError(
                        f"the embedded engine did not load {self._model_path} "
                        f"within {self._settings.start_seconds:.0f} s"
                    ) from None
        if not line:
            raise self._death("the embedded engine did not start")
        answer = cast("dict[str, str]", json.loads(line))
        if "address" not in answer:
            raise self._death(f"the embedded engine could not load {self._model_path}: {answer['error']}")
        return answer["address"]

    def _await_health(self, address: str) -> None:
        began = time.monotonic()
        while not _is_healthy(address):
            self.check()
            if time.monotonic() - began > self._settings.start_seconds:
                raise EngineError("the embedded engine loaded the model but does not answer")
            time.sleep(_POLL_SECONDS)

    def _death(self, message: str) -> EngineError:
        code: int | None = None
        if self._process is not None:
            try:
                code = self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                code = None
        ending = f" (killed by signal {-code})" if code is not None and code < 0 else ""
        lines = self._last_lines()
        hint = "Its log ends with:\n" + "\n".join(lines) if lines else None
        return EngineError(message + ending, hint=hint)

    def _last_lines(self) -> list[str]:
        if self._log is None:
            return []
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, size - _LOG_TAIL_BYTES))
        return self._log.read().decode("utf-8", "replace").splitlines()[-_LOG_LINES:]


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_answer(pipe: IO[bytes] | None, lines: queue.SimpleQueue[bytes]) -> None:
    try:
        lines.put(pipe.readline() if pipe is not None else b"")
    except (OSError, ValueError):
        lines.put(b"")  # closed under our hands: the start was given up


def _is_healthy(address: str) -> bool:
    # Not through a client that reads proxy settings: this is never a proxy's business.
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=2.0)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == _OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
