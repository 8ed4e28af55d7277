"""A journal in pieces: put together again as far as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec
import pytest

from summarizer.addresses import Place
from summarizer.batch import segments
from summarizer.batch.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A, B = "a" * 32, "b" * 32


@pytest.fixture
def place() -> Iterator[Place]:
    yield Place(address="memory://segments/out")
    files = fsspec.filesystem("memory")
    if files.exists("/segments"):
        files.rm("/segments", recursive=True)


def listed(place: Place) -> Segments:
    return Segments.among(place.sizes(".batch"), place)


def test_what_was_sent_is_what_is_fetched(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "PIECE", 4)
    journal, back = tmp_path / "journal", tmp_path / "back"
    journal.write_bytes(b"0123456789 and what is not on the disk yet")
    sent = listed(place).send(A, journal, 0, 6)
    sent = listed(place).send(A, journal, sent, 10)
    listed(place).send(B, journal, 0, 3)
    place.write(".batch/journal/notes.txt", b"of somebody else")
    found = listed(place)
    assert (sent, found.journals(), found.end(A), found.end(B)) == (10, {A, B}, 10, 3)
    found.fetch(A, back)
    assert back.read_bytes() == b"0123456789"

    place.remove(f".batch/journal/{A}-{4:015}.jsonl")
    found = listed(place)
    found.fetch(A, back)
    assert back.read_bytes() == b"0123", "nothing behind a gap"
    found.remove()
    assert set(place.sizes(".batch")) == {".batch/journal/notes.txt"}
