"""A brief that is killed again and again is what an undisturbed one is, and asks nothing twice.

An answer that had come and was not yet on the disk at the moment of the kill is lost, and its question is
asked again: one for each call under way, and none that was kept. With one call at a time that is at most the
last one answered.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.cache.upkeep import entries
from summarizer.errors import ExitCode
from tests.support.endpoints import obey
from tests.support.fault_server import BROKEN, Call, FaultServer, Step, failure, fault_server
from tests.support.mortal import Mortal

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="lives are forks")

REPORT = Path(__file__).parents[2] / "examples" / "qingdu-2024.txt"
_LATENCY = 0.005
_LATEST_KILL = 0.02
"""Seconds after a request: in these falls its answer, what is done with it, and the next request."""
_FAULTS = (failure(429, "slower", Retry_After="0"), failure(500, "oops"), BROKEN)


@dataclass
class Slow:
    """An endpoint that takes its time, fails now and then, and ends the life of who asks when told to."""

    kill: Callable[[], None]
    answered: list[str] = field(default_factory=list)
    """Digests of the questions in the order of their answers."""
    attempts: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    kill_at: tuple[int, float] | None = None
    """Request of this life, and seconds after it."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, call: Call) -> Step:
        if b"harbour" in call.raw:  # the canary is no question about a report
            return obey(call)
        if len(call.raw) < int(call.headers["content-length"]):  # killed in the midst of asking
            return BROKEN
        digest = hashlib.sha256(call.raw).hexdigest()
        with self._lock:
            self.requests += 1
            self.attempts[digest] += 1
            if self.kill_at and self.requests == self.kill_at[0]:
                threading.Timer(self.kill_at[1], self.kill).start()
            if self.attempts[digest] == 1 and int(digest[:2], 16) < 25:  # a tenth of them
                return _FAULTS[int(digest[2:4], 16) % len(_FAULTS)]
        threading.Event().wait(_LATENCY)
        with self._lock:
            self.answered.append(digest)
        return obey(call)


def begin(life: Mortal, home: Path, server: FaultServer, form: str, slots: int) -> None:
    out = home / f"out.{form}"
    life.begin(
        *("brief", str(REPORT), "-o", str(out), "--format", form),
        *("--model", "m", "--base-url", server.base_url),
        SUMMARIZER_CACHE_DIR=str(home / "cache"),
        SUMMARIZER_CONCURRENCY=str(slots),
    )


def kept(home: Path) -> int:
    return sum(1 for _ in entries(home / "cache" / "answers"))


def record(home: Path) -> Any:  # noqa: ANN401 - a record as JSON
    made = json.loads((home / "out.json").read_text(encoding="utf-8"))
    for name in ("cached_calls", "seconds", "per_call"):
        made["provenance"].pop(name)
    return made


def finished(life: Mortal, home: Path, server: FaultServer, slots: int) -> tuple[bytes, Any]:
    """Run to the end, and once more for the record; return both results."""
    for form in ("markdown", "json"):
        begin(life, home, server, form, slots)
        assert life.end() == ExitCode.OK
    return (home / "out.markdown").read_bytes(), record(home)


def check(tmp_path: Path, *, kills: int, seed: int, slots: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    with fault_server() as server, Mortal(warm_up=REPORT) as life:
        undisturbed = tmp_path / "undisturbed"
        undisturbed.mkdir()
        endpoint = server.otherwise = Slow(kill=life.kill)
        wanted = finished(life, undisturbed, server, slots)
        calls = len(endpoint.answered)
        assert calls == len(set(endpoint.answered)) == kept(undisturbed)

        killed = lost = 0
        while killed < kills:
            home = tmp_path / f"{killed}"
            home.mkdir()
            endpoint = server.otherwise = Slow(kill=life.kill)
            code, here = -1, 0
            while code < 0:
                endpoint.requests = 0
                endpoint.kill_at = (chance.randint(1, 6), chance.uniform(0, _LATEST_KILL))
                if killed == kills:
                    endpoint.kill_at = None
                begin(life, home, server, "markdown", slots)
                code = life.end()
                if code < 0:
                    killed, here = killed + 1, here + 1
                    gone = len(endpoint.answered) - kept(home)
                    assert gone <= slots * here, "one answer for each call under way, and none that was kept"
            assert code == ExitCode.OK
            assert finished(life, home, server, slots) == wanted
            assert len(set(endpoint.answered)) == kept(home) == calls
            lost += len(endpoint.answered) - calls
            shutil.rmtree(home)
    print(f"{kills} kills, {slots} at once: {lost} answers lost on the way and asked again")  # noqa: T201 - for -rP


def test_three_kills(tmp_path: Path) -> None:
    check(tmp_path, kills=3, seed=3, slots=2)


@pytest.mark.endurance
@pytest.mark.parametrize(("slots", "kills"), [(1, 25), (4, 25)])
def test_fifty_kills(tmp_path: Path, slots: int, kills: int) -> None:
    check(tmp_path, kills=kills, seed=2026, slots=slots)
