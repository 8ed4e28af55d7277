"""What is unchanged at its address by the look of it is not fetched again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import fsspec
import pytest

from summarizer.batch.digests import Digests
from summarizer.batch.inputs import Inputs
from summarizer.batch.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def bucket() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    for name in "abc":
        files.pipe(f"/digests/{name}.txt", name.encode())
    yield "memory://digests"
    files.rm("/digests", recursive=True)


def of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def test_changed_version_is_fetched_and_an_unchanged_one_is_not(bucket: str) -> None:
    digests, tasks = Digests(), plan(Inputs(named=[bucket]))
    digests.learn(tasks)
    fsspec.filesystem("memory").pipe("/digests/b.txt", b"changed")
    assert [digests.of(task) for task in tasks] == [of(b"a"), of(b"b"), of(b"c")]
    assert [digests.of(task) for task in plan(Inputs(named=[bucket]))] == [of(b"a"), of(b"changed"), of(b"c")]


def test_what_has_no_version_is_fetched_each_time(bucket: str) -> None:
    digests = Digests()
    task = replace(plan(Inputs(named=[bucket]))[0], seen=None)
    digests.learn([task])
    assert digests.of(task) == of(b"a")
    fsspec.filesystem("memory").pipe("/digests/a.txt", b"changed")
    assert digests.of(task) == of(b"changed")
    fsspec.filesystem("memory").rm("/digests/a.txt")
    assert digests.of(task) is None
