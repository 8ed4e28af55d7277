"""Reports at addresses are fetched before they are asked for, those on this machine are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec

from summarizer.batch.ahead import loaded_ahead
from summarizer.batch.plan import Task

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_order_is_kept_and_what_is_missing_comes_without_bytes() -> None:
    files = fsspec.filesystem("memory")
    files.pipe({f"/ahead/{number}.txt": str(number).encode() for number in range(20) if number != 7})
    paths = [f"memory://ahead/{number}.txt" for number in range(20)]
    paths.insert(4, "here.txt")
    tasks = [Task(id=path, path=path, stem=path, extra={}) for path in paths]
    try:
        loaded = list(loaded_ahead(tasks))
    finally:
        files.rm("/ahead", recursive=True)
    assert [task.path for task in loaded] == paths
    expected = [str(number).encode() if number != 7 else None for number in range(20)]
    assert [task.data for task in loaded if task.path != "here.txt"] == expected
    assert loaded[4].data is None


def test_files_of_this_machine_are_taken_when_they_are_wanted() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[Task]:
        for number in range(3):
            taken.append(number)
            yield Task(id=str(number), path=f"{number}.txt", stem=str(number), extra={})

    ahead = loaded_ahead(tasks())
    assert next(ahead).id == "0"
    assert taken == [0]
