from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from summarizer.batch.inputs import Inputs
from summarizer.batch.plan import plan
from summarizer.batch.watching import settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Enough(Exception):  # noqa: N818 - ends a test
    pass


def watched(folder: Path, *between: Callable[[], object]) -> list[list[str]]:
    """Tell which reports were yielded while this was done between one look and the next."""
    waiting = list(between)

    def sleep(_: float) -> None:
        if not waiting:
            raise Enough
        waiting.pop(0)()

    rounds = settled(lambda: plan(Inputs(named=[str(folder)])), sleep=sleep)
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
