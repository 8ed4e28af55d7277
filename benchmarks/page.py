"""Measures the evidence page of a long report in Chromium, beside the page that LangExtract makes of it.

Usage: python -m benchmarks.page [--repeat N]; see docs/benchmarks.md. Needs Chromium and its driver.

The text is original reports of invented places one behind the other, cut at the first line end after 30,000
characters. Both tools are given the same figures. Each page is opened afresh in every round.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.contestants import default_environment, prepare_langextract
from benchmarks.measured_run import bare_environment
from summarizer.evidence import source_of
from summarizer.pipeline import summarize
from summarizer.readers import read
from summarizer.rendering.page import Page
from tests.support.browser import DESKTOP, browser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.browser import Browser

_ROOT = Path(__file__).resolve().parent.parent
_PEER = Path(__file__).parent / "peers" / "langextract_page.py"
_CHARACTERS = 30_000
_STEPS = 40
_STEP = {
    "summarizer": 'document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true}))',
    "langextract": "nextExtraction()",
}
"""What goes to the next figure; afterwards the page has to be laid out again."""
_FILTER = 'document.querySelector("[data-facet=status] [data-value=target]").click()'
_SEARCH = """
    const search = document.getElementById("search");
    search.value = search.value ? "" : "亿元";
    search.dispatchEvent(new Event("input"));
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A page, and what it took to make it."""

    tool: str
    path: Path
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What a page took in the browser, in milliseconds."""

    load: float
    step: float
    slowest_step: float
    filtering: float | None
    search: float | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=5, help="rounds; the middle of them is told")
    parser.add_argument("--environment", type=Path, default=default_environment(), help="of LangExtract")
    options = parser.parse_args(arguments)
    python = prepare_langextract(options.environment, lambda message: print(message, file=sys.stderr))
    with tempfile.TemporaryDirectory() as folder, browser(DESKTOP) as started:
        made, told = _make(Path(folder), python)
        rounds: dict[str, list[Opened]] = {each.tool: [] for each in made}
        for _ in range(options.repeat):
            for each in made:
                rounds[each.tool].append(_open(started, each))
        print(told)
        print(
            "| | made (s) | size (KB) | open (ms) | next figure (ms) | slowest | filter (ms) | search (ms) |"
        )
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        for each in made:
            print(_row(each, rounds[each.tool]))


def _make(folder: Path, python: Path) -> tuple[list[Made], str]:
    """Write both pages and say what is on them."""
    text = folder / "long.txt"
    text.write_text(_long_text(), encoding="utf-8")
    raw = read(text)
    report = summarize(raw, None)
    began = time.perf_counter()
    own = folder / "summarizer.html"
    own.write_text(Page(report, source_of(raw)).html(), encoding="utf-8")
    seconds = time.perf_counter() - began
    other = folder / "langextract.html"
    figures = [
        (place.start, place.end, figure.name)
        for figure in report.figures
        for place in (figure.evidence, *figure.places)
    ]
    order = {"text": str(text), "figures": figures, "out": str(other)}
    (folder / "order.json").write_text(json.dumps(order), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own script
        [python, _PEER, folder / "order.json"],
        env=bare_environment(folder),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    told = (
        f"{len(raw.text)} characters, {len(report.figures)} figures in {len(figures)} places,"
        f" {sum(report.numbers.values())} numbers"
    )
    return [
        Made(tool="summarizer", path=own, seconds=seconds),
        Made(tool="langextract", path=other, seconds=float(done.stdout.split()[-1])),
    ], told


def _long_text() -> str:
    texts = [
        read(file).text
        for folder in (_ROOT / "evals" / "gold" / "dev", _ROOT / "evals" / "gold" / "test")
        for file in sorted(folder.glob("*.txt"))
    ]
    text = "\n".join(texts)
    while len(text) < _CHARACTERS:
        text += "\n" + text
    return text[: text.index("\n", _CHARACTERS)]


def _open(started: Browser, made: Made) -> Opened:
    started.open(made.path)
    load = started.run("return performance.getEntriesByType('navigation')[0].loadEventEnd")
    steps = _timed(started, _STEP[made.tool], _STEPS)
    if made.tool != "summarizer":
        return Opened(load=load, step=median(steps), slowest_step=max(steps), filtering=None, search=None)
    return Opened(
        load=load,
        step=median(steps),
        slowest_step=max(steps),
        filtering=max(_timed(started, _FILTER, 4)),
        search=max(_timed(started, _SEARCH, 4)),
    )


def _timed(started: Browser, deed: str, times: int) -> list[float]:
    """Do something several times, each with the layout that it causes; return the milliseconds."""
    script = f"""
        const taken = [];
        for (let turn = 0; turn < {times}; turn++) {{
          const began = performance.now();
          {deed};
          document.body.offsetHeight;
          taken.push(performance.now() - began);
        }}
        return taken;
    """
    return [float(each) for each in started.run(f"{{ {script} }}")]


def _row(made: Made, rounds: Sequence[Opened]) -> str:
    def middle(values: Sequence[float | None]) -> str:
        known = [value for value in values if value is not None]
        return f"{median(known):.1f}" if known else "—"

    cells = (
        made.tool,
        f"{made.seconds:.2f}",
        f"{made.path.stat().st_size / 1000:.0f}",
        middle([each.load for each in rounds]),
        middle([each.step for each in rounds]),
        middle([each.slowest_step for each in rounds]),
        middle([each.filtering for each in rounds]),
        middle([each.search for each in rounds]),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
