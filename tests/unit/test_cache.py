"""What is kept, under which key, and what happens when it cannot be."""

from __future__ import annotations

import gc
import json
import os
import pickle
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import diskcache
import pytest

from summarizer.cache import AnswerCache, CachedAsker, TextDisk
from summarizer.errors import EndpointUnreachableError
from tests.support.questions import ANSWER, REQUEST, USAGE, Double

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    OpenCache = Callable[..., AnswerCache]


KEY = "k" * 64


@pytest.fixture
def open_cache() -> Iterator[OpenCache]:
    """Open caches and close them afterwards: Python 3.13 tells of connections left open."""
    with ExitStack() as stack:

        def open_cache(directory: Path, **given: Any) -> AnswerCache:  # noqa: ANN401 - as the class takes
            cache = AnswerCache(directory, **given)
            stack.callback(cache.close)
            return cache

        yield open_cache


def test_an_answer_comes_back_as_it_was(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path / "answers")
    assert cache.get(KEY) is None
    thought = replace(ANSWER, usage=replace(USAGE, reasoning_tokens=41))
    cache.put(KEY, thought)
    assert cache.get(KEY) == replace(thought, from_cache=True)
    cache.put(KEY, ANSWER)
    assert cache.get(KEY) == replace(ANSWER, from_cache=True)
    cache.close()
    assert open_cache(tmp_path / "answers").get(KEY) == replace(ANSWER, from_cache=True)


def test_a_long_answer_comes_back_too(open_cache: OpenCache, tmp_path: Path) -> None:
    long = replace(ANSWER, text="长" * 100_000)
    cache = open_cache(tmp_path)
    cache.put(KEY, long)
    assert list(tmp_path.rglob("*.val")), "long texts lie in files of their own"
    assert cache.get(KEY) == replace(long, from_cache=True)


@pytest.mark.parametrize(("reason", "kept"), [("stop", True), ("length", True), ("content_filter", False)])
def test_which_answers_are_kept(open_cache: OpenCache, tmp_path: Path, reason: str, *, kept: bool) -> None:
    cache = open_cache(tmp_path)
    cache.put(KEY, replace(ANSWER, finish_reason=reason))
    assert (cache.get(KEY) is not None) is kept


def test_a_hit_makes_nothing_that_answers(open_cache: OpenCache, tmp_path: Path) -> None:
    made: list[Double] = []

    def make() -> Double:
        made.append(Double())
        return made[-1]

    cache = open_cache(tmp_path)
    asker = CachedAsker(cache=cache, make_asker=make, model="m", host="h:1")
    assert not asker.ask(REQUEST).from_cache
    assert asker.ask(REQUEST).from_cache
    asker.ask(replace(REQUEST, seed=2))
    assert (asker.model, asker.host, len(made), len(made[0].asked)) == ("m", "h:1", 1, 2)
    CachedAsker(cache=cache, make_asker=pytest.fail, model="m", host="h:1").ask(REQUEST)


def test_an_embedded_model_is_known_by_its_bytes(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path)

    def asked(model: str, identity: str) -> bool:
        double = Double()
        CachedAsker(
            cache=cache, make_asker=lambda: double, model=model, host="embedded", identity=identity
        ).ask(REQUEST)
        return bool(double.asked)

    assert asked("qwen", "sha-1")
    assert not asked("the same file under another name", "sha-1")
    assert asked("qwen", "sha-2")


def test_an_error_is_not_kept(open_cache: OpenCache, tmp_path: Path) -> None:
    def dead() -> Double:
        raise EndpointUnreachableError("Nothing answers at h:1.")

    cache = open_cache(tmp_path)
    with pytest.raises(EndpointUnreachableError):
        CachedAsker(cache=cache, make_asker=dead, model="m", host="h:1").ask(REQUEST)
    assert not CachedAsker(cache=cache, make_asker=Double, model="m", host="h:1").ask(REQUEST).from_cache


@pytest.mark.skipif(os.name != "posix", reason="no modes elsewhere")
def test_the_directory_is_closed_to_others_even_if_it_was_open(open_cache: OpenCache, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    for directory in (tmp_path / "open", tmp_path / "new" / "deep"):
        open_cache(directory).put(KEY, ANSWER)
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def column(directory: Path, mode: int, value: object) -> None:
    with closing(sqlite3.connect(directory / "cache.db")) as database, database:
        database.execute("UPDATE Cache SET mode = ?, value = ?", (mode, value))


@pytest.mark.parametrize(
    ("mode", "value"),
    [
        (1, '{"text": "half'),
        (1, '{"text": "x"}'),
        (1, 7),
        (1, b"\xff\xfe"),
        (4, pickle.dumps("anything")),
        (3, None),
    ],
    ids=["cut", "fields missing", "a number", "bytes", "a pickle", "file gone"],
)
def test_a_damaged_entry_is_a_miss_with_one_warning(
    open_cache: OpenCache, tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, value: object
) -> None:
    cache = open_cache(tmp_path)
    cache.put(KEY, ANSWER)
    column(tmp_path, mode, value)
    assert cache.get(KEY) is None
    assert cache.get(KEY) is None
    assert len(caplog.messages) == 1
    cache.put(KEY, ANSWER)
    assert cache.get(KEY) == replace(ANSWER, from_cache=True)


def test_an_answer_kept_before_thoughts_were_counted_is_still_a_hit(
    open_cache: OpenCache, tmp_path: Path
) -> None:
    cache = open_cache(tmp_path)
    cache.put(KEY, ANSWER)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        (value,) = database.execute("SELECT value FROM Cache").fetchone()
    old = json.loads(value)
    del old["usage"]["reasoning_tokens"]
    column(tmp_path, 1, json.dumps(old))
    assert cache.get(KEY) == replace(ANSWER, from_cache=True)


class Bomb:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, ("exploded",)


def test_a_pickle_is_neither_read_nor_written(
    open_cache: OpenCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with diskcache.Cache(str(tmp_path / "answers")) as planted:
        planted[KEY] = Bomb()
        planted[(1, 2)] = "a pickled key"
    assert open_cache(tmp_path / "answers").get(KEY) is None
    with diskcache.Cache(str(tmp_path / "answers"), disk=TextDisk) as store:
        with pytest.raises(sqlite3.DataError):
            list(store)
        for value in ({"a": 1}, b"bytes", 1, None):
            with pytest.raises(TypeError):
                store["x"] = value
        with pytest.raises(TypeError):
            store[1] = "text"
    assert not (tmp_path / "exploded").exists()


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # diskcache does not close what it cannot open
def test_a_database_that_is_none_costs_a_warning_not_the_answer(
    open_cache: OpenCache, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database at all" * 100)
    asker = CachedAsker(cache=open_cache(tmp_path), make_asker=Double, model="m", host="h:1")
    assert asker.ask(REQUEST) == ANSWER
    assert asker.ask(REQUEST) == ANSWER
    assert len(caplog.messages) == 1
    assert str(tmp_path) in caplog.text
    gc.collect()  # here, where the warning is expected


def test_a_directory_that_cannot_be_made_costs_a_warning_not_the_answer(
    open_cache: OpenCache, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    asker = CachedAsker(
        cache=open_cache(tmp_path / "file" / "answers"), make_asker=Double, model="m", host="h:1"
    )
    assert asker.ask(REQUEST) == ANSWER
    assert asker.ask(REQUEST) == ANSWER
    assert len(caplog.messages) == 1


def test_a_full_disk_costs_a_warning_not_the_answer(
    open_cache: OpenCache, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(diskcache.Cache, "set", full)
    asker = CachedAsker(cache=open_cache(tmp_path), make_asker=Double, model="m", host="h:1")
    assert asker.ask(REQUEST) == ANSWER
    assert asker.ask(REQUEST) == ANSWER
    assert caplog.messages == [f"The cache in {tmp_path} cannot be used (database or disk is full)."]


def test_the_oldest_go_when_there_is_no_room(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path, size_limit=300_000)
    for number in range(30):
        cache.put(f"{number:064}", replace(ANSWER, text="x" * 40_000))
    kept = [number for number in range(30) if cache.get(f"{number:064}")]
    assert 0 < len(kept) < 15
    assert kept[-1] == 29


WRITER = """
import sys
from pathlib import Path
from summarizer.cache import AnswerCache
from summarizer.exchange import Answer, Usage
me = sys.argv[1]
cache = AnswerCache(Path("answers"))
usage = Usage(prompt_tokens=1, completion_tokens=1, cached_tokens=None, seconds=0.0)
for number in range(60):
    for name in (me, "both"):
        cache.put(f"{name}{number}", Answer(text=f"{name}{number}", finish_reason="stop", usage=usage))
        assert cache.get(f"{name}{number}").text == f"{name}{number}"
"""


def test_two_processes_write_at_once(open_cache: OpenCache, tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, name], cwd=tmp_path, stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    assert [writer.communicate()[1] for writer in writers] == [b"", b""]
    assert [writer.returncode for writer in writers] == [0, 0]
    cache = open_cache(tmp_path / "answers")
    for name in ("one", "two", "both"):
        for number in range(60):
            kept = cache.get(f"{name}{number}")
            assert kept is not None
            assert kept.text == f"{name}{number}"


def test_what_is_kept_is_readable_text(open_cache: OpenCache, tmp_path: Path) -> None:
    open_cache(tmp_path).put(KEY, ANSWER)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        ((value,),) = database.execute("SELECT value FROM Cache").fetchall()
    assert "完成投资" in value
    kept = json.loads(value)
    assert kept["text"] == ANSWER.text
    assert kept.keys() == {"text", "finish_reason", "notes", "usage", "kept_at", "tool_version"}


def test_threads_ask_at_once(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    double = Double()
    asker = CachedAsker(cache=cache, make_asker=lambda: double, model="m", host="h:1")
    requests = [replace(REQUEST, seed=number) for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        first = list(pool.map(asker.ask, requests))
        second = list(pool.map(asker.ask, requests))
    assert {answer.from_cache for answer in first} == {False}
    assert {answer.from_cache for answer in second} == {True}
    assert len(double.asked) == 40
