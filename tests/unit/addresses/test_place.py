"""Folders at addresses: whole files, folders made, buckets not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec
import pytest

from summarizer.addresses import Place
from summarizer.errors import ConfigError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["file", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    folder = "/place" if request.param == "memory" else tmp_path.as_posix()
    yield Place(address=f"{request.param}://{folder}/new/[out] #1/")
    files = fsspec.filesystem("memory")
    if files.exists("/place"):
        files.rm("/place", recursive=True)


def test_small_files_are_read_and_written(place: Place) -> None:
    assert place.read("a/b") is None
    place.write("a/b", b"1")
    place.write("a/b", b"12")
    place.write("c", b"")
    assert place.read("a/b") == b"12"
    assert place.sizes("a") == {"a/b": 2}
    assert place.sizes("nothing") == {}
    assert (place.create("a/b", b"3"), place.create("a/c", b"3")) == (False, True)
    for name in ("a/b", "a/b", "nothing/at/all"):
        place.remove(name)
    assert place.sizes("a") == {"a/c": 1}


def test_files_are_copied_in_both_directions(place: Place, tmp_path: Path) -> None:
    here, back = tmp_path / "here", tmp_path / "back"
    names = ["x", "briefs/奖 [1]#?.md"]
    (here / "briefs").mkdir(parents=True)
    for name in names:
        (here / name).write_bytes(b"new")
    place.write("x", b"a longer old one")
    place.put(here, names)
    assert place.fetch("briefs/奖 [1]#?.md", back)
    assert (back.read_bytes(), place.read("x")) == (b"new", b"new")
    assert not place.fetch("nothing", back)
    assert not back.exists()
    assert place.sizes(".batch") == {}, "nothing is left over"


def test_failure_is_one_sentence(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise TimeoutError("out of\n reach.")

    monkeypatch.setattr(place._files, "pipe_file", fail)
    with pytest.raises(OutputError, match=r"\[out\] #1 cannot be written to: out of reach\.$") as caught:
        place.write("a", b"")
    assert "the same command goes on" in (caught.value.hint or "")
    assert tmp_path.exists()


@pytest.mark.parametrize(
    ("address", "error", "told"),
    [
        ("ftp://me:marked@x/out", UsageError, "must not hold a password"),
        ("gs://x/out", ConfigError, "cannot be reached"),
        ("nosuch://x/out", OutputError, "cannot be written to"),
    ],
)
def test_wrong_address_is_refused(address: str, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told) as caught:
        Place(address=address)
    assert "marked" not in str(caught.value)
