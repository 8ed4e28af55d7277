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
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import diskcache
import pytest

from summarizer.cache import AnswerCache, CachedAsker, TextDisk
from summarizer.cache.upkeep import entries, measure, prune
from summarizer.errors import EndpointUnreachableError
from summarizer.recording.entry import Answered, Entry, now
from tests.support.questions import ANSWER, REQUEST, USAGE, Double, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.exchange import Answer

    OpenCache = Callable[..., AnswerCache]


ENTRY = Entry.of(REQUEST, ANSWER, model="m", identity="m", host="h:1", extra_body=None)
KEY = ENTRY.cache_key
SECRET = "sk-marked-4711-not-to-be-seen"  # noqa: S105 - made for this test


def entry(answer: Answer = ANSWER, *, key: str = ENTRY.key, age: float = 0.0) -> Entry:
    told = {"key": key, "answer": Answered.of(answer), "recorded_at": now() - timedelta(days=age)}
    return ENTRY.model_copy(update=told)


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
    cache.put(entry(thought))
    assert cache.get(KEY) == replace(thought, from_cache=True)
    cache.put(ENTRY)
    assert cache.get(KEY) == replace(ANSWER, from_cache=True)
    cache.close()
    assert open_cache(tmp_path / "answers").get(KEY) == replace(ANSWER, from_cache=True)


def test_a_long_answer_comes_back_too(open_cache: OpenCache, tmp_path: Path) -> None:
    long = replace(ANSWER, text="长" * 100_000)
    cache = open_cache(tmp_path)
    cache.put(entry(long))
    assert list(tmp_path.rglob("*.val")), "long texts lie in files of their own"
    assert cache.get(KEY) == replace(long, from_cache=True)


@pytest.mark.parametrize(("reason", "kept"), [("stop", True), ("length", True), ("content_filter", False)])
def test_which_answers_are_kept(open_cache: OpenCache, tmp_path: Path, reason: str, *, kept: bool) -> None:
    cache = open_cache(tmp_path)
    assert cache.put(entry(replace(ANSWER, finish_reason=reason))) is kept
    assert (cache.get(KEY) is not None) is kept


def test_a_hit_asks_nobody(open_cache: OpenCache, tmp_path: Path) -> None:
    double = Double()
    cache = open_cache(tmp_path)
    asker = CachedAsker(cache=cache, asker=double)
    assert not asker.ask(REQUEST).from_cache
    assert asker.ask(REQUEST).from_cache
    asker.ask(replace(REQUEST, seed=2))
    assert (asker.model, asker.host, len(double.asked)) == ("m", "h:1", 2)


def test_an_embedded_model_is_known_by_its_bytes(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path)

    def asked(model: str, identity: str) -> bool:
        double = Double()
        double.model = model
        CachedAsker(cache=cache, asker=double, identity=identity).ask(REQUEST)
        return bool(double.asked)

    assert asked("qwen", "sha-1")
    assert not asked("the same file under another name", "sha-1")
    assert asked("qwen", "sha-2")


def test_an_error_is_not_kept(open_cache: OpenCache, tmp_path: Path) -> None:
    dead = Double(EndpointUnreachableError("Nothing answers at h:1."))
    cache = open_cache(tmp_path)
    with pytest.raises(EndpointUnreachableError):
        CachedAsker(cache=cache, asker=dead).ask(REQUEST)
    assert not CachedAsker(cache=cache, asker=Double()).ask(REQUEST).from_cache


@pytest.mark.skipif(os.name != "posix", reason="no modes elsewhere")
def test_the_directory_is_closed_to_others_even_if_it_was_open(open_cache: OpenCache, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    for directory in (tmp_path / "open", tmp_path / "new" / "deep"):
        open_cache(directory).put(ENTRY)
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def column(directory: Path, mode: int, value: object) -> None:
    with closing(sqlite3.connect(directory / "cache.db")) as database, database:
        database.execute("UPDATE Cache SET mode = ?, value = ?", (mode, value))


@pytest.mark.parametrize(
    ("mode", "value"),
    [
        (1, '{"text": "half'),
        (1, '{"key": "x"}'),
        (1, ENTRY.model_dump_json(by_alias=True)[:-1] + ',"more":1}'),
        (1, 7),
        (1, b"\xff\xfe"),
        (4, pickle.dumps("anything")),
        (3, None),
    ],
    ids=["cut", "fields missing", "a field of another version", "a number", "bytes", "a pickle", "file gone"],
)
def test_a_damaged_entry_is_a_miss_with_one_warning(
    open_cache: OpenCache, tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, value: object
) -> None:
    cache = open_cache(tmp_path)
    cache.put(ENTRY)
    column(tmp_path, mode, value)
    assert cache.get(KEY) is None
    assert cache.get(KEY) is None
    assert len(caplog.messages) == 1
    cache.put(ENTRY)
    assert cache.get(KEY) == replace(ANSWER, from_cache=True)


def test_an_answer_kept_before_thoughts_were_counted_is_still_a_hit(
    open_cache: OpenCache, tmp_path: Path
) -> None:
    cache = open_cache(tmp_path)
    cache.put(ENTRY)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        (value,) = database.execute("SELECT value FROM Cache").fetchone()
    old = json.loads(value)
    del old["answer"]["usage"]["reasoning_tokens"]
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
    asker = CachedAsker(cache=open_cache(tmp_path), asker=Double())
    assert asker.ask(REQUEST) == ANSWER
    assert asker.ask(REQUEST) == ANSWER
    assert len(caplog.messages) == 1
    assert str(tmp_path) in caplog.text
    gc.collect()  # here, where the warning is expected


def test_a_directory_that_cannot_be_made_costs_a_warning_not_the_answer(
    open_cache: OpenCache, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    asker = CachedAsker(cache=open_cache(tmp_path / "file" / "answers"), asker=Double())
    assert asker.ask(REQUEST) == ANSWER
    assert asker.ask(REQUEST) == ANSWER
    assert len(caplog.messages) == 1


def test_a_full_disk_costs_a_warning_not_the_answer(
    open_cache: OpenCache, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(diskcache.Cache, "set", full)
    asker = CachedAsker(cache=open_cache(tmp_path), asker=Double())
    assert asker.ask(REQUEST) == ANSWER
    assert asker.ask(REQUEST) == ANSWER
    assert caplog.messages == [f"The cache in {tmp_path} cannot be used (database or disk is full)."]


def test_the_oldest_go_when_there_is_no_room(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path, size_limit=300_000)
    for number in range(30):
        cache.put(entry(replace(ANSWER, text="x" * 40_000), key=f"{number:048}"))
    kept = [number for number in range(30) if cache.get(f"{number:048}{ENTRY.place}")]
    assert 0 < len(kept) < 15
    assert kept[-1] == 29


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from summarizer.cache import AnswerCache
from summarizer.recording import Entry
from tests.support.questions import ANSWER, said
me = sys.argv[1]
cache = AnswerCache(Path("answers"))
for number in range(60):
    for name in (me, "both"):
        text = f"{name}{number}"
        answer = replace(ANSWER, text=text)
        entry = Entry.of(said(text), answer, model="m", identity="m", host="h:1", extra_body=None)
        assert cache.put(entry)
        assert cache.get(entry.cache_key).text == text
"""


def test_processes_write_at_once(open_cache: OpenCache, tmp_path: Path) -> None:
    path = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, name],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        for name in ("one", "two", "three", "four")
    ]
    assert [writer.communicate()[1] for writer in writers] == [b""] * 4
    assert [writer.returncode for writer in writers] == [0] * 4
    texts = {each.given().text for each in entries(tmp_path / "answers")}
    names = ("one", "two", "three", "four", "both")
    assert texts == {f"{name}{number}" for name in names for number in range(60)}
    assert open_cache(tmp_path / "answers").get(KEY) is None


def test_what_is_kept_is_readable_text(open_cache: OpenCache, tmp_path: Path) -> None:
    open_cache(tmp_path).put(ENTRY)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        ((value,),) = database.execute("SELECT value FROM Cache").fetchall()
    assert "完成投资" in value
    kept = json.loads(value)
    assert kept["answer"]["text"] == ANSWER.text
    assert kept["request"]["messages"][1]["content"] == REQUEST.messages[1].content


def test_threads_ask_at_once(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    double = Double()
    asker = CachedAsker(cache=cache, asker=double)
    requests = [replace(REQUEST, seed=number) for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        first = list(pool.map(asker.ask, requests))
        second = list(pool.map(asker.ask, requests))
    assert {answer.from_cache for answer in first} == {False}
    assert {answer.from_cache for answer in second} == {True}
    assert len(double.asked) == 40


def test_a_key_that_an_answer_repeats_does_not_lie_on_the_disk(open_cache: OpenCache, tmp_path: Path) -> None:
    double = Double(replace(ANSWER, text=f'{{"name": "{SECRET}"}}'))
    asker = CachedAsker(cache=open_cache(tmp_path), asker=double, secrets=(SECRET,))
    asker.ask(REQUEST)
    assert asker.ask(REQUEST).text == '{"name": "[key]"}'
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert not [held for held in files if SECRET.encode() in held]


def test_text_that_no_file_can_hold_is_kept_as_near_as_can_be(open_cache: OpenCache, tmp_path: Path) -> None:
    asker = CachedAsker(cache=open_cache(tmp_path), asker=Double(replace(ANSWER, text='{"name":"\ud83d"}')))
    asker.ask(said("\ud83d"))
    assert asker.ask(said("\ud83d")).text == '{"name":"?"}'


@pytest.mark.parametrize(
    ("age", "days", "hit"), [(8, 7, False), (6, 7, True), (90, None, True), (0, 0, False)]
)
def test_an_answer_counts_for_so_many_days(
    open_cache: OpenCache, tmp_path: Path, age: float, days: float | None, *, hit: bool
) -> None:
    cache = open_cache(tmp_path, days=days)
    cache.put(entry(age=age))
    assert (cache.get(KEY) is not None) is hit


def test_what_is_kept_is_counted_and_listed(open_cache: OpenCache, tmp_path: Path) -> None:
    assert (measure(tmp_path).answers, list(entries(tmp_path))) == (0, [])
    assert not list(tmp_path.iterdir()), "looking makes nothing"
    cache = open_cache(tmp_path)
    for number in range(5):
        cache.put(entry(key=f"{number:048}", age=5 - number))
    kept = measure(tmp_path)
    assert (kept.answers, kept.damaged, kept.by_model) == (5, 0, {"m": 5})
    assert kept.bytes > 5000
    assert kept.oldest is not None
    assert kept.newest is not None
    assert (kept.newest - kept.oldest).days == 4
    assert [each.key for each in entries(tmp_path)] == [f"{number:048}" for number in range(5)]


def test_pruning_drops_what_is_old_damaged_or_a_pickle(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    for number in range(4):
        cache.put(entry(key=f"{number:048}", age=10 * number))
    with diskcache.Cache(str(tmp_path)) as planted:
        planted[("a", "pickled key")] = "text"
        planted["b" * 64] = {"a pickled": "value"}
        planted["c" * 64] = "no entry"
    assert (measure(tmp_path).answers, measure(tmp_path).damaged) == (4, 3)
    assert prune(tmp_path, size_limit=1 << 30, days=15) == 5
    kept = measure(tmp_path)
    assert (kept.answers, kept.damaged) == (2, 0)
    assert prune(tmp_path, size_limit=1 << 30, days=None) == 0
    assert cache.get(f"{1:048}{ENTRY.place}"), "what others have open goes on"


def test_pruning_drops_what_is_too_much(open_cache: OpenCache, tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    for number in range(30):
        cache.put(entry(replace(ANSWER, text="x" * 40_000), key=f"{number:048}"))
    cache.close()
    assert prune(tmp_path, size_limit=500_000, days=None) >= 15
    assert measure(tmp_path).bytes < 600_000
    assert prune(tmp_path / "none", size_limit=1, days=1) == 0
