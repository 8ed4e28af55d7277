"""One run at an address: the other is refused, a dead one is followed, and one that lost its place ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec
import pytest

from summarizer.addresses import Place
from summarizer.batch.claim import Claim
from summarizer.errors import ClaimLostError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def place() -> Iterator[Place]:
    yield Place(address="memory://claims/out")
    files = fsspec.filesystem("memory")
    if files.exists("/claims"):
        files.rm("/claims", recursive=True)


def claim(place: Place, name: str, *, at: float = 0.0, host: str = "a") -> Claim:
    return Claim(place=place, id=name, clock=lambda: at, host=host)


def test_another_run_is_refused_while_it_gives_signs_of_life(place: Place) -> None:
    first = claim(place, "1", at=0)
    first.take()
    with pytest.raises(UsageError, match=r"process .* of a, which gave a sign of life 119 s ago"):
        claim(place, "2", at=119).take()
    claim(place, "1", at=100).renew()
    with pytest.raises(UsageError, match="Another run is writing"):
        claim(place, "2", at=219).take()
    first.release()
    claim(place, "2", at=219).take()


def test_dead_run_is_followed_and_loses_its_place(place: Place) -> None:
    first, second = claim(place, "1", at=0), claim(place, "2", at=121)
    first.take()
    second.take()
    for lost in (first.renew, first.check):
        with pytest.raises(ClaimLostError, match="Another run has taken memory://claims/out"):
            lost()
    first.release()
    second.check()


def test_own_claim_of_an_earlier_run_is_taken_at_once_but_not_that_of_a_copy(place: Place) -> None:
    claim(place, "1").take()
    claim(place, "1").take()
    with pytest.raises(UsageError, match="Another run"):
        claim(place, "1", host="b").take()


def test_claim_that_was_tidied_away_is_made_again(place: Place) -> None:
    first = claim(place, "1")
    first.take()
    place.remove(".batch/lock")
    first.check()
    first.renew()
    with pytest.raises(UsageError, match="Another run"):
        claim(place, "2").take()


def test_what_is_no_claim_is_left_alone(place: Place) -> None:
    place.write(".batch/lock", b"mine")
    with pytest.raises(OutputError, match="is not of this program"):
        claim(place, "1").take()
    assert place.read(".batch/lock") == b"mine"
