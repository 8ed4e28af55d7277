"""A batch that is killed again and again gives what an undisturbed one gives, and asks nothing twice."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.errors import ExitCode
from tests.support.endpoints import obey
from tests.support.fault_server import BROKEN, Call, FaultServer, Step, failure, fault_server
from tests.support.mortal import Mortal
from tests.support.reports import short_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="lives are forks")

SLOTS = 4
FAULTS = (failure(429, "slower", Retry_After="0"), failure(500, "oops"), BROKEN)
_LATEST_KILL = 0.03
"""Seconds after a request: in these falls its answer, what is done with it, and the next."""


@dataclass
class Faulty:
    """An endpoint on a bad day: the first attempt of some calls fails. It counts what it answers."""

    share: float
    answered: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    attempts: Counter[str] = field(default_factory=Counter)
    at: dict[int, float] = field(default_factory=dict)
    """Request of this life → seconds after it at which the life ends."""
    kill: Callable[[], None] = lambda: None
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
            delay = self.at.pop(self.requests, None)
            fails = self.attempts[digest] == 1 and int(digest[:8], 16) < self.share * 16**8
            if not fails:
                self.answered[digest] += 1
        if delay is not None:
            threading.Timer(delay, self.kill).start()
        return FAULTS[int(digest[8:10], 16) % len(FAULTS)] if fails else obey(call)


def kept(home: Path) -> int:
    """Count the answers in the cache."""
    file = home / ".cache" / "summarizer" / "answers" / "cache.db"
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as store:
        try:
            return int(store.execute("SELECT COUNT(*) FROM Cache").fetchone()[0])
        except sqlite3.OperationalError:  # killed while it was being made
            return 0


def manifest(out: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    return [{name: value for name, value in row.items() if name != "usage"} for row in rows]


def begin(life: Mortal, folder: Path, home: Path, server: FaultServer) -> None:
    answering = ["--model", "m", "--base-url", server.base_url]
    environment = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")} | {
        "SUMMARIZER_CONCURRENCY": str(SLOTS)
    }
    life.begin("batch", str(folder), "-o", str(home / "out"), "--processes", "1", *answering, **environment)


def check(tmp_path: Path, *, reports: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    folder, undisturbed, disturbed = tmp_path / "in", tmp_path / "undisturbed", tmp_path / "disturbed"
    for directory in (folder, undisturbed, disturbed):
        directory.mkdir()
    for number in range(reports):
        (folder / f"{number:03}.txt").write_text(short_report(number), encoding="utf-8")

    with fault_server() as server, Mortal(warm_up=folder / "000.txt") as life:
        endpoint = server.otherwise = Faulty(share=0.0)
        begin(life, folder, undisturbed, server)
        assert life.end() == ExitCode.OK
        calls = len(endpoint.answered)
        assert kept(undisturbed) == sum(endpoint.answered.values()) == calls

        endpoint = server.otherwise = Faulty(share=0.04, kill=life.kill)
        killed = 0
        while killed < kills:
            endpoint.requests = 0
            longest = max(1, 2 * (calls - kept(disturbed)) // (kills - killed + 1))
            endpoint.at = {chance.randint(1, longest): chance.uniform(0, _LATEST_KILL)}
            begin(life, folder, disturbed, server)
            killed += life.end() < 0
            # An answer can be lost on its way to the disk: one a slot and kill, and none that was kept.
            assert sum(endpoint.answered.values()) - kept(disturbed) <= SLOTS * killed
        for _ in range(2):
            endpoint.at = {}
            begin(life, folder, disturbed, server)
            assert life.end() == ExitCode.OK
        lost = sum(endpoint.answered.values()) - calls
        assert lost <= SLOTS * kills
        assert len(endpoint.answered) == kept(disturbed) == calls
    assert (disturbed / "out/reports.jsonl").read_bytes() == (undisturbed / "out/reports.jsonl").read_bytes()
    assert manifest(disturbed / "out") == manifest(undisturbed / "out")
    print(f"{kills} kills, {calls} calls, {lost} answers lost on the way and asked again")  # noqa: T201 - for -rP


def test_three_kills(tmp_path: Path) -> None:
    check(tmp_path, reports=12, kills=3, seed=7)


@pytest.mark.endurance
def test_hundred_kills(tmp_path: Path) -> None:
    check(tmp_path, reports=500, kills=100, seed=2026)
