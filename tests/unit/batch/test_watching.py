from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import fsspec
from fsspec.implementations.memory import MemoryFileSystem

from summarizer.batch.inputs import Inputs
from summarizer.batch.plan import plan
from summarizer.batch.watching import poll_seconds, settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


class Enough(Exception):  # noqa: N818 - ends a test
    pass


def watched(folder: Path | str, *between: Callable[[], object]) -> list[list[str]]:
    """Tell which reports were yielded while this was done between one look and the next."""
    waiting = list(between)

    def sleep(_: float) -> None:
        if not waiting:
            raise Enough
        waiting.pop(0)()

    rounds = settled(lambda: plan(Inputs(named=[str(folder)], may_be_empty=True)), sleep=sleep)
    found: list[list[str]] = []
    with suppress(Enough):
        found.extend([task.id for task in tasks] for tasks in rounds)
    return found


def nothing() -> None:
    pass


def test_round_begins_when_nothing_changes_any_more(tmp_path: Path) -> None:
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("1")

    def touch() -> None:
        os.utime(a, ns=(1, 1))

    assert watched(tmp_path, nothing, nothing) == [["a"]]
    assert watched(
        tmp_path,
        nothing,
        lambda: b.write_text("1"),
        lambda: b.write_text("12"),  # still being written
        nothing,
        nothing,
        touch,
        nothing,
        a.unlink,
        nothing,
    ) == [["a"], ["a", "b"], ["a", "b"], ["b"]]


def test_empty_folder_is_watched_too(tmp_path: Path) -> None:
    assert watched(tmp_path, nothing, lambda: (tmp_path / "a.txt").write_text("1"), nothing) == [[], ["a"]]


def test_reports_at_an_address_are_watched_and_a_failure_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    files = fsspec.filesystem("memory")
    find = MemoryFileSystem.find

    def fail(*_: object, **__: object) -> None:
        raise TimeoutError("out of reach")

    def put(text: bytes) -> Callable[[], object]:
        return lambda: files.pipe("/watched/a.txt", text)

    steps = [
        nothing,
        put(b"1"),
        put(b"12"),  # still changing
        nothing,
        lambda: monkeypatch.setattr(MemoryFileSystem, "find", fail),
        lambda: monkeypatch.setattr(MemoryFileSystem, "find", find),
        put(b"21"),  # as long as before
        nothing,
        nothing,
    ]
    try:
        assert watched("memory://watched", *steps) == [[], ["a"], ["a"]]
    finally:
        files.rm("/watched", recursive=True)
    assert "out of reach. It is tried again." in caplog.text


def test_looks_at_addresses_are_rarer() -> None:
    assert poll_seconds(["reports", "s3://bucket/in"]) > poll_seconds(["reports"])
