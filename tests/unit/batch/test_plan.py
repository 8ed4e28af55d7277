from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.batch.lists import Listed
from summarizer.batch.naming import printable
from summarizer.batch.plan import plan


def listed(name: str, path: str | None = None, identity: str | None = None) -> Listed:
    return Listed(path=path or f"{name}.txt", name=name, id=identity)


def test_names_stay_as_they_are_where_they_can() -> None:
    (task,) = plan([listed("2023/砚溪县 工作总结(1)")])
    assert (task.id, task.stem) == ("2023/砚溪县 工作总结(1)", "2023/砚溪县 工作总结(1)")


def test_reports_of_one_name_are_told_apart_and_the_first_keeps_it() -> None:
    first, second, third = plan([listed("a", "x/a.txt"), listed("a", "y/a.txt"), listed("A", "z/A.txt")])
    assert first.id == first.stem == "a"
    assert second.id == second.stem != "a"
    assert third.id == "A", "ids tell capital letters apart"
    assert third.stem.casefold() not in {"a", second.stem.casefold()}, "not all file systems do"
    alone, more = plan([listed("a", "x/a.txt"), listed("a", "y/a.txt")])
    assert (alone.id, more.id) == (first.id, second.id), "names do not depend on what comes later"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a\nb", "con", "a:b", "..", "x" * 400, "报" * 200, "\udcff", "", "/", "a/./b"],
)
def test_hostile_name_gives_a_harmless_file(name: str) -> None:
    (task,) = plan([listed("x", name, identity=name or None)])
    path = PurePosixPath(task.stem)
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert all(len(part.encode()) < 200 for part in path.parts)
    assert task.stem.isprintable()


@given(st.lists(st.text(max_size=12), max_size=8, unique=True))
def test_different_names_give_different_files(names: list[str]) -> None:
    tasks = plan(
        [listed(name or "x", f"{number}.txt", identity=name or None) for number, name in enumerate(names)]
    )
    assert len({task.stem.casefold() for task in tasks}) == len({task.id for task in tasks}) == len(names)


def test_shown_names_hold_no_controls() -> None:
    assert printable("a\x1b[31m\n\udcff报") == r"a\x1b[31m\n\udcff报"
