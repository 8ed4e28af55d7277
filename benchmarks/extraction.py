"""Runs summarizer, LangExtract and a plain instructor pipeline on one endpoint and lays them side by side.

Usage: python benchmarks/extraction.py [REPORT GOLD]... [options]; see --help and docs/benchmarks.md.

Every run is a process of its own with an empty home directory and asks the endpoint through a proxy that
counts calls and tokens. The embedded engine is started afresh before every run, outside the time that is
measured, so that no tool finds the prompts of an earlier run still in the server's memory.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import contestants, side_by_side
from benchmarks.contestants import LANGEXTRACT, NAMES, RULES, Asked
from benchmarks.measured_run import bare_environment, run
from benchmarks.metering import Meter
from benchmarks.serving import Provider
from benchmarks.side_by_side import Measured
from summarizer.embedded.engine import usable_processors
from summarizer.errors import SummarizerError
from summarizer.evaluation.figures import compare, figures_in
from summarizer.readers import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

    from benchmarks.metering import Usage
    from benchmarks.serving import Server

_ROOT = Path(__file__).resolve().parent.parent
_DEFAULT = (_ROOT / "examples" / "qingdu-2024.txt", _ROOT / "evals" / "gold" / "dev" / "qingdu-2024.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A report and its labels."""

    report: Path
    text: str
    labels: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """Has tools do the work, one at a time, and measures them."""

    pythons: dict[str, Path]
    """Tool → the interpreter of its own environment."""
    timeout: float
    """Seconds a run may take."""
    keep: Path | None
    """Directory for what the tools answer; None keeps nothing."""

    def measure(self, tool: str, case: Case, server: Server, turn: int) -> Measured:
        """Run a tool over a report."""
        source_tokens = server.tokens_in(case.text) if contestants.asks_a_model(tool) else None
        with tempfile.TemporaryDirectory() as place, Meter(server.base_url, on_call=_show) as meter:
            scratch = Path(place)
            text = scratch / "report.txt"
            text.write_text(case.text, encoding="utf-8", newline="")
            asked = Asked(
                report=case.report,
                text=text,
                scratch=scratch,
                base_url=meter.base_url,
                endpoint=server.endpoint,
                model=server.model,
                pythons=self.pythons,
            )
            ended = run(
                contestants.command(tool, asked),
                environment=bare_environment(scratch, OPENAI_API_KEY=server.key),
                directory=scratch,
                timeout=self.timeout,
            )
            usage = meter.usage
            failed = ended.exit_code != 0 or not asked.out.exists()
            figures: list[Mapping[str, Any]] = []
            if failed:
                _say(f"  {tool} ended with {ended.exit_code}:\n{ended.log}")
            else:
                figures = figures_in(json.loads(asked.out.read_text(encoding="utf-8")))
                self._keep(asked.out, f"{case.report.stem}.{tool}.{turn}.json")
        if usage.uncounted:
            _say(f"  {usage.uncounted} of {usage.calls} calls told no usage")
        return Measured(
            score=compare(case.labels, figures).score,
            figures=len(figures),
            seconds=ended.seconds,
            usage=usage,
            peak_bytes=ended.peak_bytes,
            source_tokens=source_tokens,
            failures=int(failed),
        )

    def _keep(self, answer: Path, name: str) -> None:
        if self.keep is not None:
            self.keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(answer, self.keep / name)


def main() -> int:
    """Run the comparison; return 0 if every run gave an answer, 1 otherwise."""
    options = _parser().parse_args()
    if options.base_url and not options.model:
        raise SystemExit("Name the model at the endpoint with --model.")
    try:
        cases = _cases(options.pairs)
        provider = Provider(options.base_url, options.model)
    except SummarizerError as error:
        raise SystemExit(f"{error.message}\n{error.hint or ''}") from error
    tools = [tool for tool in NAMES if tool in (options.tools or NAMES)]
    pythons: dict[str, Path] = {}
    if LANGEXTRACT in tools:
        pythons[LANGEXTRACT] = contestants.prepare_langextract(options.environment, _say)
    bench = Bench(pythons=pythons, timeout=options.timeout, keep=options.keep)
    measured: list[dict[str, list[Measured]]] = [{tool: [] for tool in tools} for _ in cases]
    for turn in range(1, options.repeat + 1):  # rounds, so that a busy minute hits all tools alike
        for case, columns in zip(cases, measured, strict=True):
            for tool in tools:
                _say(f"Round {turn} of {options.repeat}: {tool}, {case.report.name} ...")
                with provider.server(is_asked=contestants.asks_a_model(tool)) as server:
                    done = bench.measure(tool, case, server, turn)
                columns[tool].append(done)
                strict = done.score.strict_f1 or 0
                _say(f"  {done.seconds:.1f} s, {done.figures} figures, strict F1 {strict:.3f}")
    facts = _facts(provider, contestants.versions(pythons), options.repeat)
    if options.json:
        print(json.dumps(_as_json(facts, cases, measured), ensure_ascii=False, indent=2))
    else:
        print(_as_text(facts, cases, measured))
    return int(any(run.failures for columns in measured for runs in columns.values() for run in runs))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Measure summarizer, LangExtract and a plain instructor pipeline on the same endpoint."
    )
    parser.add_argument(
        "pairs",
        nargs="*",
        type=Path,
        metavar="REPORT GOLD",
        help="reports, each with its labels (default: the example report)",
    )
    parser.add_argument("--base-url", help="a running endpoint, with its /v1 (default: the embedded engine)")
    parser.add_argument("--model", help="model name at the endpoint, or an embedded model")
    parser.add_argument(
        "--tools", nargs="+", choices=NAMES, metavar="TOOL", help=f"only these of: {', '.join(NAMES)}"
    )
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="rounds; tells the spread")
    parser.add_argument("--json", action="store_true", help="every run as JSON instead of a table")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what every tool answered")
    parser.add_argument("--timeout", type=float, default=3600.0, metavar="S", help="seconds a run may take")
    parser.add_argument(
        "--environment",
        type=Path,
        metavar="DIR",
        default=contestants.default_environment(),
        help="where LangExtract is installed (default: %(default)s)",
    )
    return parser


def _cases(pairs: Sequence[Path]) -> list[Case]:
    paths = list(pairs) or list(_DEFAULT)
    if len(paths) % 2:
        raise SystemExit("Give reports and labels in pairs: REPORT GOLD [REPORT GOLD ...].")
    return [
        Case(
            report=report.resolve(),
            text=read(report).text,
            labels=figures_in(json.loads(gold.read_text(encoding="utf-8"))),
        )
        for report, gold in zip(paths[::2], paths[1::2], strict=True)
    ]


def _facts(provider: Provider, versions: dict[str, str], rounds: int) -> dict[str, str]:
    """Return what one has to know to make sense of the numbers."""
    return {
        "model": provider.model,
        "endpoint": provider.told,
        "versions": ", ".join(f"{tool} {version}" for tool, version in versions.items() if tool != RULES),
        "machine": f"{platform.machine()}, {usable_processors()} processors",
        "python": platform.python_version(),
        "rounds": str(rounds),
    }


def _as_text(
    facts: Mapping[str, str], cases: Sequence[Case], measured: Sequence[side_by_side.Columns]
) -> str:
    parts = ["\n".join(f"{name}: {fact}" for name, fact in facts.items())]
    for case, columns in zip(cases, measured, strict=True):
        heading = f"{case.report.name}: {len(case.labels)} labelled figures, {len(case.text)} characters"
        parts += [heading, side_by_side.table(columns, against=LANGEXTRACT)]
    if len(cases) > 1:
        together = side_by_side.over_reports(measured)
        parts += [f"All {len(cases)} reports", side_by_side.table(together, against=LANGEXTRACT)]
    return "\n\n".join(parts)


def _as_json(
    facts: Mapping[str, str], cases: Sequence[Case], measured: Sequence[side_by_side.Columns]
) -> dict[str, object]:
    def runs_of(columns: side_by_side.Columns) -> dict[str, list[dict[str, float | None]]]:
        return {tool: [side_by_side.as_numbers(run) for run in runs] for tool, runs in columns.items()}

    reports = [
        {
            "report": case.report.name,
            "text_sha256": sha256(case.text.encode()).hexdigest(),
            "characters": len(case.text),
            "labelled_figures": len(case.labels),
            "runs": runs_of(columns),
        }
        for case, columns in zip(cases, measured, strict=True)
    ]
    return {**facts, "reports": reports, "all": runs_of(side_by_side.over_reports(measured))}


def _show(so_far: Usage) -> None:
    if sys.stderr.isatty():
        print(f"\r  {so_far.calls} calls, {so_far.completion_tokens} tokens written", end="", file=sys.stderr)


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _say(message: str) -> None:
    start = "\r\033[K" if sys.stderr.isatty() else ""
    print(f"{start}{message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    # As for Ctrl-C: the tool under test and the engine end with this process.
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())
