"""The child process that runs llama.cpp's own HTTP server; started by :mod:`summarizer.embedded.engine` only.

It is run as a script, by its path, and needs nothing of this package. Its standard input carries one line of
JSON (:class:`Settings`) and then stays open: its end means that the parent is gone, and so is this process,
however the parent ended. Its standard output carries one line of JSON, ``{"address": …}`` or
``{"error": …}``. Everything llama.cpp writes goes to standard error, the parent's log.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import select
import signal
import sys
import threading
from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from types import ModuleType

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_LOOK_SECONDS = 1.0
_STDIN = 0


class Settings(TypedDict):
    """What the parent sends."""

    model: str
    name: str
    """Name under which the server knows the model."""
    api_key: str
    context_tokens: int
    """Shared by all slots."""
    slots: int
    threads: int
    cache_mib: int
    """Memory for prompts that are kept for reuse, in MiB."""


def main() -> None:
    """Serve until the parent closes the pipe or ends."""
    # Ctrl-C reaches the whole group; it is for the parent to decide when this process is no longer needed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    answers = os.dup(1)
    os.dup2(2, 1)  # nothing but the answer may reach the parent's pipe, whatever the library prints
    settings = cast("Settings", json.loads(_read_line()))
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()
    try:
        xllamacpp = importlib.import_module("xllamacpp")
    except ImportError as error:
        _answer(answers, {"error": f"xllamacpp cannot be imported ({error})"})
        os._exit(1)
    # Loading holds the interpreter's lock for seconds, and the thread above with it: the kernel watches then.
    _die_with_parent_thread(watch=True)
    try:
        server = xllamacpp.Server(_parameters(xllamacpp, settings))
    except (RuntimeError, ValueError) as error:
        _answer(answers, {"error": str(error)})
        os._exit(1)  # without the destructors of a half-made server
    # The kernel's signal follows the thread that started us, which may end long before the parent does.
    _die_with_parent_thread(watch=False)
    _answer(answers, {"address": str(server.listening_address)})
    threading.Event().wait()


def _parameters(xllamacpp: ModuleType, settings: Settings) -> object:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = settings["model"]
    parameters.model_alias = {settings["name"]}
    parameters.api_keys = [settings["api_key"]]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0  # the system chooses a free one
    parameters.n_ctx = settings["context_tokens"]
    parameters.n_parallel = settings["slots"]
    parameters.cpuparams.n_threads = settings["threads"]
    parameters.cpuparams_batch.n_threads = settings["threads"]
    parameters.cache_prompt = True
    parameters.cache_ram_mib = settings["cache_mib"]
    # Finding out how much of the model fits a graphics card costs a second; elsewhere PyPI's wheels use none.
    parameters.fit_params = sys.platform == "darwin"
    parameters.ui = False
    parameters.endpoint_slots = False  # would show prompts
    parameters.log_json = False
    return parameters


def _read_line() -> bytes:
    # Unbuffered, so that the watcher below sees the pipe as it is.
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(_STDIN, 1)
        if not byte:
            os._exit(1)
        line += byte
    return bytes(line)


def _answer(descriptor: int, answer: dict[str, str]) -> None:
    try:
        os.write(descriptor, (json.dumps(answer, ensure_ascii=False) + "\n").encode())
    except OSError:
        os._exit(1)


def _end_with_parent(parent: int) -> None:
    """Wait for the end of standard input, or for another parent, and end the process."""
    while os.getppid() == parent:  # a process the parent forked may keep a copy of the pipe open
        # Windows cannot wait for a pipe with a time limit, nor does it give orphans a new parent.
        is_readable = sys.platform == "win32" or select.select([_STDIN], [], [], _LOOK_SECONDS)[0]
        if is_readable and not os.read(_STDIN, 1):
            break
    os._exit(0)


def _die_with_parent_thread(*, watch: bool) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL) if watch else 0, 0, 0, 0)


if __name__ == "__main__":
    main()
