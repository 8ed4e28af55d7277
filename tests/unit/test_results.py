"""Finished results on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from summarizer.cache.results import Result, ResultCache

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER = "a" * 64, "b" * 64
RESULT = Result(text="# 要点\n", said="3 figures.", warnings=["overview-short: it is short"])


def test_result_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = ResultCache(tmp_path / "results")
    assert cache.get(KEY) is None
    cache.put(KEY, RESULT)
    assert ResultCache(tmp_path / "results").get(KEY) == RESULT
    assert cache.get(OTHER) is None


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
def test_directory_is_closed_to_others_even_if_it_was_open(tmp_path: Path) -> None:
    directory = tmp_path / "results"
    directory.mkdir(mode=0o755)
    ResultCache(directory).put(KEY, RESULT)
    assert directory.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-3],
        lambda data: data.replace(b"3 figures", b"4 figures"),
        lambda data: b"\xff" + data[1:],
        lambda data: data.partition(b"\n")[2],
    ],
)
def test_damaged_result_is_none(tmp_path: Path, damage: object) -> None:
    cache = ResultCache(tmp_path)
    cache.put(KEY, RESULT)
    file = tmp_path / KEY
    assert callable(damage)
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get(KEY) is None
    cache.put(KEY, RESULT)
    assert cache.get(KEY) == RESULT


def test_oldest_results_go_first(tmp_path: Path) -> None:
    size = 1000
    cache = ResultCache(tmp_path, size_limit=2 * size + 800)
    for age, key in enumerate("abc"):
        cache.put(key, Result(text="x" * size, said="", warnings=[]))
        os.utime(tmp_path / key, ns=(age, age))
    cache.put("d", Result(text="x" * size, said="", warnings=[]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "d"]
    assert sum(cache.sizes()) <= 2 * size + 800


def test_directory_that_cannot_be_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = ResultCache(tmp_path / "file" / "results")
    cache.put(KEY, RESULT)
    assert cache.get(KEY) is None
    assert cache.sizes() == []
    cache.clear()
