"""Measures reading a report up to its chunks, and where chunks are cut, beside LangExtract's chunker.

Usage: python -m benchmarks.reading [options]; see --help and docs/benchmarks.md.

The texts are original reports of invented places, put one behind the other with other numbers and names in
every copy. Every run is a process of its own; what it imports and builds once is left out of its seconds by a
short report that is read first.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import re
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.contestants import LANGEXTRACT, SUMMARIZER, default_environment, prepare_langextract, versions
from benchmarks.cuts import KINDS, count
from benchmarks.measured_run import bare_environment, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROOT = Path(__file__).resolve().parent.parent
_PEERS = Path(__file__).parent / "peers"
_DEV = _ROOT / "evals" / "gold" / "dev"
_ORIGINALS = {
    _ROOT / "examples" / "qingdu-2024.txt": ("清渡", "云陂"),
    _DEV / "fengzhan-2024-h1.txt": ("枫栈", "砚麓"),
    _DEV / "tanling-bulletin-2023.txt": ("檀泠",),
}
"""Reports, with the names of places in them."""
_SYLLABLES = "榆槐桦枫栎檀楠桐椿杉澜溪泽浦湾汀渚洲岚岭崖峦坪原垣陵丘麓"
_NUMBER = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d(?!\d))\d[\d.,]*\d|\d")
_SIZES = (5_000, 20_000, 100_000, 500_000)
_MIB = 1024.0 * (1024.0 if sys.platform == "darwin" else 1.0)
"""What ``ru_maxrss`` counts in a mebibyte."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What a tool took for a text; the middle of all rounds."""

    tool: str
    characters: int
    seconds: float
    stages: dict[str, float]
    start_mib: float
    """Memory of the process after its short first report."""
    peak_mib: float
    chunks: int
    cuts: dict[str, int]
    """Cuts inside something, by kind."""

    @property
    def per_second(self) -> float:
        """Characters read in a second."""
        return self.characters / self.seconds

    @property
    def per_thousand(self) -> float:
        """Milliseconds for 1,000 characters; the same at every size where cost grows in proportion."""
        return 1e6 * self.seconds / self.characters


def report_of(characters: int) -> str:
    """Make a text of at least so many characters, the same one every time."""
    chance = random.Random(characters)  # noqa: S311 - texts, not secrets
    originals = [(path.read_text(encoding="utf-8"), names) for path, names in _ORIGINALS.items()]
    parts: list[str] = []
    length = 0
    while length < characters:
        text, names = originals[len(parts) % len(originals)]
        for name in names:
            text = text.replace(name, "".join(chance.sample(_SYLLABLES, 2)))
        parts.append(_NUMBER.sub(lambda found: _other(found[0], chance), text).strip())
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:characters]


def _other(number: str, chance: random.Random) -> str:
    """Change every digit but the zeros, so that the number keeps its form."""
    return re.sub("[1-9]", lambda _: str(chance.randint(1, 9)), number)


def measure(tool: str, python: Path, text: str, rounds: int) -> Measured:
    """Have a tool read a text in as many processes as there are rounds."""
    results = [_run(tool, python, text) for _ in range(rounds)]
    last = results[-1]
    stages = {stage: median(each["seconds"][stage] for each in results) for stage in last["seconds"]}
    return Measured(
        tool=tool,
        characters=len(text),
        seconds=median(sum(each["seconds"].values()) for each in results),
        stages=stages,
        start_mib=median(each["start"] for each in results) / _MIB,
        peak_mib=median(each["peak"] for each in results) / _MIB,
        chunks=len(last["cuts"]) + 1,
        cuts=count(last["text"], last["cuts"]),
    )


def _run(tool: str, python: Path, text: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        order = {name: str(scratch / name) for name in ("report", "warm_up", "out")}
        (scratch / "report").write_text(text, encoding="utf-8", newline="")
        (scratch / "warm_up").write_text(text[:1000], encoding="utf-8", newline="")
        (scratch / "order.json").write_text(json.dumps(order), encoding="utf-8")
        ended = run(
            [python, "-P", _PEERS / f"{tool}_chunker.py", scratch / "order.json"],
            environment=bare_environment(scratch),
            directory=scratch,
            timeout=1800.0,
        )
        if ended.exit_code != 0:
            raise SystemExit(f"{tool} ended with {ended.exit_code}:\n{ended.log}")
        result: dict[str, Any] = json.loads((scratch / "out").read_text(encoding="utf-8"))
        return result


def main() -> int:
    """Run the benchmark."""
    options = _parser().parse_args()
    pythons = {SUMMARIZER: Path(sys.executable)}
    if not options.alone:
        pythons[LANGEXTRACT] = prepare_langextract(options.environment, _say)
    measured: list[Measured] = []
    for size in options.sizes:
        text = report_of(size)
        for tool, python in pythons.items():
            _say(f"{tool}, {size:,} characters ...")
            measured.append(measure(tool, python, text, options.repeat))
    facts = {
        "versions": ", ".join(f"{tool} {versions(pythons)[tool]}" for tool in pythons),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "rounds": str(options.repeat),
    }
    if options.json:
        print(
            json.dumps({**facts, "runs": [asdict(each) for each in measured]}, ensure_ascii=False, indent=2)
        )
    else:
        print(_as_text(facts, measured))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Measure reading up to the chunks beside LangExtract's chunker."
    )
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=int,
        default=_SIZES,
        metavar="N",
        help="characters (default: 5000 to 500000)",
    )
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="processes per size (default: 3)")
    parser.add_argument("--alone", action="store_true", help="without LangExtract")
    parser.add_argument("--json", action="store_true", help="everything measured, as JSON")
    parser.add_argument(
        "--environment",
        type=Path,
        metavar="DIR",
        default=default_environment(),
        help="where LangExtract is installed (default: %(default)s)",
    )
    return parser


def _as_text(facts: Mapping[str, str], measured: Sequence[Measured]) -> str:
    heads = (
        "tool",
        "characters",
        "seconds",
        "characters/s",
        "ms/1,000",
        "peak MiB",
        "of it text",
        "chunks",
        *KINDS,
    )
    rows = [
        (
            each.tool,
            f"{each.characters:,}",
            f"{each.seconds:.3f}",
            f"{each.per_second:,.0f}",
            f"{each.per_thousand:.2f}",
            f"{each.peak_mib:.0f}",
            f"{each.peak_mib - each.start_mib:.0f}",
            f"{each.chunks:,}",
            *(f"{each.cuts[kind]:,}" for kind in KINDS),
        )
        for each in measured
    ]
    ours = [each for each in measured if each.tool == SUMMARIZER]
    stages = ("characters", *ours[0].stages)
    shares = [
        (
            f"{each.characters:,}",
            *(f"{1e6 * each.stages[stage] / each.characters:.2f}" for stage in ours[0].stages),
        )
        for each in ours
    ]
    return "\n\n".join(
        [
            "\n".join(f"{name}: {fact}" for name, fact in facts.items()),
            _table(heads, rows) + "\n(the last columns: cuts inside a number, a date, …)",
            f"{SUMMARIZER}, ms per 1,000 characters by stage\n" + _table(stages, shares),
        ]
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [heads, *rows]
    )


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
