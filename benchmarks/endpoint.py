"""What the client costs: requests per second and processor time, slots kept busy, a brief from the cache.

Usage: python -m benchmarks.endpoint [--requests N] [--at-once N] [--repeat N] [--alone] [--json]

Every client is a process of its own and puts the same question to a server that answers at once, in turns
with the others, so that what else the machine does meets all alike. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

from benchmarks.contestants import default_environment, prepare_langextract
from benchmarks.measured_run import bare_environment

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

_ROOT = Path(__file__).resolve().parent.parent
_RUNNER = Path(__file__).parent / "peers" / "request_runner.py"
_REPORT = _ROOT / "tests" / "fixtures" / "reports" / "short-bureau.txt"
OURS, BARE, INSTRUCTOR, LANGEXTRACT = "summarizer", "AsyncOpenAI", "instructor", "LangExtract"
_SLOTS, _DELAY = 16, 0.2
_SLOTTED_REQUESTS = 480
_TIMES_OF_STARTING = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What a client took for its requests."""

    rate: float
    """Requests per second."""
    milliseconds: float
    """Of processor time per request."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """What a process took from its start to its end."""

    seconds: float
    processor: float
    """Seconds of processor time, its own and the system's."""


@contextmanager
def server(*options: str) -> Generator[str]:
    """Yield the address of a server."""
    command = [sys.executable, "-m", "benchmarks.instant_server", *options]
    with subprocess.Popen(  # noqa: S603 - our own script
        command, stdout=subprocess.PIPE, cwd=_ROOT, encoding="ascii"
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - a pipe was asked for
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def stats(address: str) -> dict[str, float]:
    """Return what a server tells of its work since it was last asked."""
    with urllib.request.urlopen(f"{address}/stats") as response:  # noqa: S310 - our own server
        return cast("dict[str, float]", json.load(response))


def _run(client: str, python: Path, address: str, requests: int, at_once: int) -> Cost:
    path = "langextract" if client == LANGEXTRACT else "plain"
    stats(address)
    done = subprocess.run(  # noqa: S603 - our own script
        [python, "-P", _RUNNER, client, f"{address}/{path}/v1", str(requests), str(at_once)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        env=bare_environment(Path(tempfile.gettempdir())),
    )
    told = cast("dict[str, float]", json.loads(done.stdout.splitlines()[-1]))
    return Cost(
        rate=told["requests"] / told["seconds"],
        milliseconds=1000 * told["processor_seconds"] / told["requests"],
    )


def rates(pythons: dict[str, Path], requests: int, at_once: int, repeat: int) -> dict[str, list[Cost]]:
    """Measure every client against a server that answers at once."""
    found: dict[str, list[Cost]] = {client: [] for client in pythons}
    with server() as address:
        for turn in range(repeat):
            for client, python in pythons.items():
                found[client].append(_run(client, python, address, requests, at_once))
                _say(f"{client}, round {turn + 1}: {found[client][-1].rate:.0f} requests per second")
    return found


def busy_share(client: str) -> float:
    """Return the share of the slots that a client keeps busy, of a server that takes 200 ms an answer."""
    with server("--slots", str(_SLOTS), "--delay", str(_DELAY)) as address:
        _run(client, Path(sys.executable), address, _SLOTTED_REQUESTS, _SLOTS)
        return stats(address)["busy"]


def from_cache() -> list[list[Start]]:
    """Measure starts in turns: a brief that is kept, one whose answers are kept, and bare imports.

    The imports are those of the libraries that the command stands on.
    """
    with tempfile.TemporaryDirectory() as home, server() as address:
        environment = bare_environment(Path(home))
        kept = [
            *(sys.executable, "-m", "summarizer", "brief", str(_REPORT)),
            *("--base-url", f"{address}/plain/v1", "--model", "m", "-o", str(Path(home) / "brief.md")),
        ]
        answers = [*kept, "--max-calls", "0"]  # a run with a limit is done again, from the answers
        bare = [sys.executable, "-c", "import pydantic, rich, diskcache"]
        _timed(kept, environment)
        return [
            [_timed(command, environment) for command in (kept, answers, bare)]
            for _ in range(_TIMES_OF_STARTING)
        ]


def _timed(command: Sequence[str], environment: dict[str, str]) -> Start:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(  # noqa: S603 - this interpreter
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(done.stderr.decode())
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Start(seconds=seconds, processor=spent)


def _told(starts: Sequence[Start], bare: Sequence[Start]) -> str:
    wall, spent = median(each.seconds for each in starts), median(each.processor for each in starts)
    times = wall / median(each.seconds for each in bare), spent / median(each.processor for each in bare)
    return (
        f"{wall * 1000:.0f} ms, {times[0]:.2f} times the imports; "
        f"{spent * 1000:.0f} ms of a processor, {times[1]:.2f} times"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument(
        "--alone", action="store_true", help="without LangExtract, which is installed if need be"
    )
    parser.add_argument("--json", action="store_true", help="print every round")
    given = parser.parse_args()
    own = Path(sys.executable)
    pythons = {OURS: own, BARE: own, INSTRUCTOR: own}
    if not given.alone:
        pythons[LANGEXTRACT] = prepare_langextract(default_environment(), _say)
    found = rates(pythons, given.requests, given.at_once, given.repeat)
    busy = {client: busy_share(client) for client in (OURS, BARE)}
    kept, answers, bare = zip(*from_cache(), strict=True)
    if given.json:
        rounds = {
            client: [[cost.rate, cost.milliseconds] for cost in costs] for client, costs in found.items()
        }
        starts = {
            name: [[each.seconds, each.processor] for each in measured]
            for name, measured in (("kept", kept), ("answers", answers), ("imports", bare))
        }
        print(json.dumps({"rounds": rounds, "busy": busy, "starts": starts}))
        return
    print(
        f"{os.cpu_count()} processors, {given.at_once} requests at once, medians of {given.repeat} rounds\n"
    )
    print("| client | requests per second | processor ms per request | our rate is |")
    print("|---|---|---|---|")
    for client, costs in found.items():
        rate = median(cost.rate for cost in costs)
        cost = median(each.milliseconds for each in costs)
        times = median(ours.rate / other.rate for ours, other in zip(found[OURS], costs, strict=True))
        print(f"| {client} | {rate:.0f} | {cost:.2f} | {times:.2f} times this |")
    shares = ", ".join(f"{client} {share:.1%}" for client, share in busy.items())
    print(f"\n{_SLOTS} slots of {_DELAY * 1000:.0f} ms, kept busy: {shares}.")
    print(f"The same brief again: {_told(kept, bare)}.")
    print(f"A brief from kept answers: {_told(answers, bare)}.")


if __name__ == "__main__":
    main()
