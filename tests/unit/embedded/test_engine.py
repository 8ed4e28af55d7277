"""The engine against a stand-in for llama.cpp that behaves as the "model file" tells it to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import cast

import pytest

from summarizer.embedded.engine import Engine, EngineSettings, usable_processors
from summarizer.errors import EngineError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals")

LIBRARY = """
import ctypes, http.server, json, os, sys, threading, time

class Bag: pass

class CommonParams:
    def __init__(self):
        self.model, self.cpuparams, self.cpuparams_batch = Bag(), Bag(), Bag()

class Server:
    def __init__(self, parameters):
        print("noise where the answer is expected", flush=True)
        sys.stderr.write("loading\\n")
        sys.stderr.flush()
        behaviour = open(parameters.model.path, encoding="utf-8").read().split()[1]
        if behaviour == "refuse":
            sys.stderr.write("E load: tensor 'output.weight' is missing\\n")
            raise RuntimeError("Failed to init server")
        if behaviour == "crash":
            os.abort()
        if behaviour == "load-for-ever":
            ctypes.PyDLL(None).sleep(60)  # holding the interpreter's lock, as loading does
        facts = {"key": parameters.api_keys, "name": sorted(parameters.model_alias),
                 "context": parameters.n_ctx, "threads": parameters.cpuparams.n_threads,
                 "hosts": parameters.hostnames}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(facts).encode())
            def log_message(self, *_): pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{server.server_port}"
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the stand-in where this process and the child find it first."""
    directory = tmp_path / "library"
    directory.mkdir()
    (directory / "xllamacpp.py").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.syspath_prepend(directory)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(directory), os.environ.get("PYTHONPATH", "")]))


def model_that(behaviour: str, directory: Path) -> Path:
    path = directory / "模型 1.gguf"
    path.write_text(f"GGUF {behaviour}", encoding="utf-8")
    return path


def process_id(engine: Engine) -> int:
    assert engine._process is not None
    return engine._process.pid


def facts_of(engine: Engine) -> dict[str, object]:
    with urllib.request.urlopen(engine.base_url.removesuffix("v1") + "facts") as answer:  # noqa: S310 - loopback
        return cast("dict[str, object]", json.load(answer))


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def ends(process: int) -> bool:
    for _ in range(100):
        if not is_running(process):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.usefixtures("library")
def test_the_server_gets_its_settings_and_a_key_of_its_own(tmp_path: Path) -> None:
    settings = EngineSettings(context_tokens=4096, threads=3)
    with Engine(model_that("serve", tmp_path), model_name="tiny", settings=settings) as engine:
        facts = facts_of(engine)
        engine.check()
    assert facts == {
        "key": [engine.api_key],
        "name": ["tiny"],
        "context": 4096,
        "threads": 3,
        "hosts": ["127.0.0.1"],
    }
    other = Engine(tmp_path, model_name="tiny")
    assert len(engine.api_key) >= 32
    assert other.api_key != engine.api_key


@pytest.mark.usefixtures("library")
@LINUX
def test_the_key_is_neither_in_arguments_nor_in_the_environment(tmp_path: Path) -> None:
    with Engine(model_that("serve", tmp_path), model_name="tiny") as engine:
        process = Path(f"/proc/{process_id(engine)}")
        public = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert engine.api_key.encode() not in public


@pytest.mark.usefixtures("library")
@LINUX
def test_the_server_ends_with_the_block(tmp_path: Path) -> None:
    with Engine(model_that("serve", tmp_path), model_name="tiny") as engine:
        process = process_id(engine)
    assert not is_running(process)
    with pytest.raises(EngineError, match="not been started"):
        _ = engine.base_url


@pytest.mark.usefixtures("library")
def test_a_model_that_cannot_be_loaded_is_told_with_the_end_of_the_log(tmp_path: Path) -> None:
    path = model_that("refuse", tmp_path)
    with pytest.raises(EngineError, match="could not load") as caught, Engine(path, model_name="tiny"):
        pass
    assert str(path) in caught.value.message
    assert "tensor 'output.weight' is missing" in (caught.value.hint or "")


@pytest.mark.usefixtures("library")
@POSIX
def test_a_native_crash_while_loading_is_an_error_here(tmp_path: Path) -> None:
    with (
        pytest.raises(EngineError, match=r"did not start.*signal 6") as caught,
        Engine(model_that("crash", tmp_path), model_name="tiny"),
    ):
        pass
    assert "loading" in (caught.value.hint or "")


@pytest.mark.usefixtures("library")
@POSIX
def test_a_crash_later_is_found_by_looking(tmp_path: Path) -> None:
    with Engine(model_that("serve", tmp_path), model_name="tiny") as engine:
        os.kill(process_id(engine), signal.SIGSEGV)
        assert engine._process is not None
        engine._process.wait()
        with pytest.raises(EngineError, match=r"has died.*signal 11"):
            engine.check()


@pytest.mark.usefixtures("library")
@POSIX
def test_ctrl_c_is_for_the_parent_to_act_on(tmp_path: Path) -> None:
    with Engine(model_that("serve", tmp_path), model_name="tiny") as engine:
        os.kill(process_id(engine), signal.SIGINT)
        assert facts_of(engine)
        engine.check()


@pytest.mark.usefixtures("library")
@LINUX
def test_a_load_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    engine = Engine(
        model_that("load-for-ever", tmp_path), model_name="tiny", settings=EngineSettings(start_seconds=0.5)
    )
    with pytest.raises(EngineError, match="did not load"), engine:
        pass
    assert engine._process is None


@pytest.mark.usefixtures("library")
@LINUX
def test_ctrl_c_while_loading_ends_the_child(tmp_path: Path) -> None:
    seen: list[int] = []

    def interrupt(waited: float) -> None:
        if waited > 0.2:
            seen.append(process_id(engine))
            raise KeyboardInterrupt

    engine = Engine(model_that("load-for-ever", tmp_path), model_name="tiny", progress=interrupt)
    with pytest.raises(KeyboardInterrupt), engine:
        pass
    assert not is_running(seen[0])


PARENT = """
import sys
import threading
from pathlib import Path
from summarizer.embedded.engine import Engine

def tell(waited):
    if engine._process is not None and waited > 0.3:
        print(engine._process.pid, flush=True)

engine = Engine(Path(sys.argv[1]), model_name="tiny", progress=tell)
with engine:
    print(engine._process.pid, flush=True)
    {ending}
"""


@pytest.mark.usefixtures("library")
@LINUX
@pytest.mark.parametrize("behaviour", ["serve", "load-for-ever"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_child_ends_when_the_parent_is_killed(
    tmp_path: Path, behaviour: str, number: signal.Signals
) -> None:
    program = PARENT.format(ending="sys.stdin.read()")
    command = [sys.executable, "-c", program, str(model_that(behaviour, tmp_path))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.send_signal(number)
        parent.wait()
    assert ends(child)


@pytest.mark.usefixtures("library")
@LINUX
def test_the_child_ends_though_a_fork_of_the_parent_keeps_the_pipe_open(tmp_path: Path) -> None:
    program = PARENT.format(
        ending="import os; os.fork() or (sys.stdin.read(), os._exit(0)); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(model_that("serve", tmp_path))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        assert ends(child)


@pytest.mark.usefixtures("library")
@LINUX
def test_the_child_outlives_the_thread_that_started_it(tmp_path: Path) -> None:
    engine = Engine(model_that("serve", tmp_path), model_name="tiny")
    thread = threading.Thread(target=engine.__enter__)
    thread.start()
    thread.join()
    try:
        time.sleep(0.2)
        assert facts_of(engine)
    finally:
        engine.close()


def test_without_the_library_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with (
        pytest.raises(EngineError, match="not installed") as caught,
        Engine(model_that("serve", tmp_path), model_name="tiny"),
    ):
        pass
    assert 'pip install "report-summarizer[embedded]"' in (caught.value.hint or "")


@pytest.mark.usefixtures("library")
def test_a_path_without_a_file_is_told_before_anything_starts(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "gone.gguf", model_name="tiny")
    with pytest.raises(EngineError, match="no model file"), engine:
        pass


def test_at_least_one_processor_is_usable() -> None:
    assert usable_processors() >= 1
