"""Measures a batch: documents a second beside other tools, slots kept busy, memory and time as it grows.

Usage: python -m benchmarks.batch [options]; see --help and docs/benchmarks.md.

All tools do the same reports over the same loopback server, in turns; the server answers each with the
figures of the passage it was asked about, at once or after a while.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.contestants import LANGEXTRACT, SUMMARIZER, default_environment, prepare_langextract
from benchmarks.endpoint import server, stats
from benchmarks.measured_run import Ended, bare_environment, run
from benchmarks.reading import report_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_PEERS = Path(__file__).parent / "peers"
_ROOT = Path(__file__).resolve().parent.parent
INSTRUCTOR = "instructor"
_CHARACTERS = 5_000
_SLOTS, _DELAY = 16, 0.2
_TIMEOUT = 6 * 3600.0
_MIB = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """What a tool took for its documents."""

    documents: float
    """A second."""
    milliseconds: float
    """Of processor time a document, its children's included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """What a batch of some size took."""

    documents: int
    seconds: float
    peak_bytes: int
    """Largest resident memory of the process, or of the largest of those it started."""
    restart_seconds: float
    """The same command again, with nothing to do."""


def corpus(folder: Path, count: int) -> None:
    """Write reports of invented places, each with numbers and names of its own."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        path = folder / f"{number:06}.txt"
        path.write_text(report_of(_CHARACTERS + number)[:_CHARACTERS], encoding="utf-8")


def rate(tool: str, python: Path, reports: Path, count: int, base_url: str) -> Rate:
    """Have a tool do some reports in a process of its own, from its start to its end."""
    with tempfile.TemporaryDirectory() as scratch:
        if tool == SUMMARIZER:
            ended = _command(Path(scratch), reports, count, base_url)
        else:
            order = Path(scratch) / "order.json"
            told: dict[str, Any] = {
                "reports": str(reports),
                "count": count,
                "task": (_PEERS / "task.json").read_text(encoding="utf-8"),
                "base_url": f"{base_url}/{tool}-batch/v1",
                "at_once": _SLOTS,
                "out": str(Path(scratch) / "out.json"),
            }
            order.write_text(json.dumps(told), encoding="utf-8")
            ended = run(
                [python, _PEERS / f"{tool}_batch.py", order],
                environment=bare_environment(Path(scratch)),
                directory=Path(scratch),
                timeout=_TIMEOUT,
            )
    if ended.exit_code:
        raise SystemExit(f"{tool} failed:\n{ended.log}")
    return Rate(documents=count / ended.seconds, milliseconds=1000 * ended.processor_seconds / count)


def _command(scratch: Path, reports: Path, count: int, base_url: str) -> Ended:
    """Run our command over the first reports of a folder."""
    listed = scratch / "list.jsonl"
    paths = sorted(reports.iterdir())[:count]
    listed.write_text("".join(json.dumps({"path": str(path)}) + "\n" for path in paths), encoding="utf-8")
    return run(
        [
            *(sys.executable, "-m", "summarizer", "batch", str(listed), "-o", str(scratch / "out")),
            *("--base-url", f"{base_url}/{SUMMARIZER}-batch/v1", "--model", "m", "--quiet"),
        ],
        environment=bare_environment(scratch, SUMMARIZER_CACHE_SIZE_MIB="8192"),
        directory=_ROOT,
        timeout=_TIMEOUT,
    )


def growth(reports: Path, count: int, base_url: str) -> Growth:
    """Have the command do a folder, and then find that there is nothing to do."""
    with tempfile.TemporaryDirectory() as scratch:
        first, again = (_command(Path(scratch), reports, count, base_url) for _ in range(2))
    for ended in (first, again):
        if ended.exit_code:
            raise SystemExit(f"the batch failed:\n{ended.log}")
    return Growth(
        documents=count,
        seconds=first.seconds,
        peak_bytes=first.peak_bytes,
        restart_seconds=again.seconds,
    )


def beside(reports: Path, pythons: dict[str, Path], count: int, rounds: int) -> dict[str, dict[str, Any]]:
    """Measure every tool over an endpoint that answers at once, and over one with slots."""
    found: dict[str, dict[str, Any]] = {tool: {"at once": [], "slots": [], "busy": []} for tool in pythons}
    slotted = ("--slots", str(_SLOTS), "--delay", str(_DELAY))
    with server() as instant, server(*slotted) as slow:
        for turn in range(rounds):
            for tool, python in pythons.items():
                found[tool]["at once"].append(rate(tool, python, reports, count, instant))
                stats(slow)
                found[tool]["slots"].append(rate(tool, python, reports, count, slow))
                found[tool]["busy"].append(stats(slow)["busy"])
                _say(
                    f"{tool}, round {turn + 1}: {found[tool]['at once'][-1].documents:.2f} documents a second"
                )
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print_beside(found: dict[str, dict[str, Any]]) -> None:
    print(f"{_SLOTS} calls at once, of an endpoint that answers at once and of {_SLOTS} slots, {_DELAY} s\n")
    print("| tool | documents/s | ours is | processor ms | slots: documents/s | ours is | slots busy |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    ours = found[SUMMARIZER]
    for tool, measured in found.items():
        cells = [tool]
        for way in ("at once", "slots"):
            times = [
                mine.documents / its.documents for mine, its in zip(ours[way], measured[way], strict=True)
            ]
            cells += [f"{median(each.documents for each in measured[way]):.2f}", f"{median(times):.2f} times"]
            if way == "at once":
                cells.append(f"{median(each.milliseconds for each in measured[way]):.0f}")
        cells.append(f"{median(measured['busy']):.1%}")
        print("| " + " | ".join(cells) + " |")


def _print_growth(grown: Sequence[Growth]) -> None:
    print("\n| documents | seconds | documents a second | peak MiB | restart s |")
    print("|---:|---:|---:|---:|---:|")
    for each in grown:
        pace = each.documents / each.seconds
        print(
            f"| {each.documents} | {each.seconds:.0f} | {pace:.2f} | {each.peak_bytes / _MIB:.0f}"
            f" | {each.restart_seconds:.1f} |"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--beside", type=int, default=200, help="documents each tool does; 0 for no comparison"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[1_000, 10_000], help="batches of these sizes"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        reports = Path(scratch) / "reports"
        corpus(reports, max(given.beside, *given.sizes, 0))
        print(f"{os.cpu_count()} processors, reports of {_CHARACTERS} characters\n")
        if given.beside:
            own = Path(sys.executable)
            pythons = {
                SUMMARIZER: own,
                LANGEXTRACT: prepare_langextract(default_environment(), _say),
                INSTRUCTOR: own,
            }
            _print_beside(beside(reports, pythons, given.beside, given.rounds))
        grown: list[Growth] = []
        with server() as instant:
            for size in given.sizes:
                grown.append(growth(reports, size, instant))
                _say(f"{size} documents: {grown[-1].seconds:.0f} s")
        if grown:
            _print_growth(grown)


if __name__ == "__main__":
    main()
