"""What the commands of ``summarizer eval`` share: the set, what lies beside it, what becomes of scores."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.output import Destination
from summarizer.errors import ExitCode, GoldError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from summarizer.cli.console import Console
    from summarizer.config import Settings
    from summarizer.evaluation.gold import GoldSet
    from summarizer.evaluation.runs import Run
    from summarizer.evaluation.verdict import GateResult, Verdict
    from summarizer.readers.raw import RawText

_Decorated = Any  # click's decorators change the signature, which no type says
DEFAULT_GOLD = Path("evals/gold")
EMBEDDED_NAME, RULES_NAME = "embedded", "rules"
"""Names of recordings and baselines of the built-in model, and of rules alone."""
SUMMARY = "GITHUB_STEP_SUMMARY"


@dataclass(frozen=True, kw_only=True, slots=True)
class SetOptions:
    """Which labelled reports are meant."""

    gold: Path
    reports: Path | None
    split: tuple[str, ...]
    only: tuple[str, ...]

    @property
    def beside(self) -> Path:
        """The directory that has gates, baselines and recordings: the one the set lies in."""
        return self.gold.resolve().parent

    @property
    def recordings(self) -> Path:
        """Directory of recordings."""
        return _near(self.beside / "recordings")

    def load(self) -> GoldSet:
        """Load the set.

        Raises:
            GoldError: It cannot be used.
        """
        from summarizer.evaluation.gold import load  # noqa: PLC0415 - loaded only when needed

        return load(self.gold, reports=self.reports).only(splits=self.split, ids=self.only)


@dataclass(frozen=True, kw_only=True, slots=True)
class Projections:
    """Where the verdict goes, and what it is held to."""

    output: str | None
    markdown: str | None
    junit: str | None
    html: str | None
    as_json: bool
    every_fault: bool
    gates: Path | None
    no_gates: bool
    baseline: Path | None
    no_baseline: bool


def set_options(command: Callable[..., object]) -> _Decorated:
    """Add the options that choose reports; the command gets them as ``chosen``."""
    options = [
        click.option(
            "--gold",
            type=click.Path(path_type=Path),
            default=DEFAULT_GOLD,
            show_default=True,
            metavar="DIR",
            help="Directory of label files; gates.toml, baselines/ and recordings/ are looked for beside it.",
        ),
        click.option(
            "--reports",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Where the reports are, if not beside their labels.",
        ),
        click.option(
            "--split", multiple=True, metavar="NAME", help="Only this part of the set; may be given again."
        ),
        click.option("--only", multiple=True, metavar="ID", help="Only this report; may be given again."),
    ]
    return _gathered(command, options, SetOptions, "chosen")


def outcome_options(command: Callable[..., object]) -> _Decorated:
    """Add the options that say what becomes of the scores; the command gets them as ``projections``."""
    options = [
        click.option("--gates", type=click.Path(path_type=Path), metavar="FILE", help="What has to hold."),
        click.option("--no-gates", is_flag=True, help="Score only."),
        click.option(
            "--baseline",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="An earlier verdict to compare with.",
        ),
        click.option("--no-baseline", is_flag=True, help="Compare with nothing."),
        click.option("-o", "--output", metavar="FILE", help="Write the verdict, the record of all, as JSON."),
        click.option("--markdown", metavar="FILE", help="Write what is shown to a file as well."),
        click.option("--junit", metavar="FILE", help="Write JUnit XML."),
        click.option(
            "--html", metavar="FILE", help="Write a page with every report, labels and findings marked."
        ),
        click.option("--every-fault", is_flag=True, help="List all that is wrong in every report."),
        click.option("--json", "as_json", is_flag=True, help="Show the verdict as JSON instead of Markdown."),
    ]
    return _gathered(command, options, Projections, "projections")


def apart(gold: GoldSet) -> Iterator[tuple[str, GoldSet]]:
    """Yield the splits of a set."""
    for split in gold.splits:
        yield split, gold.only(splits=[split])


def maker_name(settings: Settings) -> str:
    """Return what the files of whatever the settings name are called."""
    if settings.backend == "rules":
        return RULES_NAME
    if settings.backend == "embedded" and settings.model in {None, EMBEDDED_NAME}:
        return EMBEDDED_NAME
    return slug(settings.model or "endpoint")


def slug(name: str) -> str:
    """Return a name as it may be part of a file name."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", Path(name).name).strip("-.").lower() or "model"


def recording_path(directory: Path, settings: Settings, split: str) -> Path:
    """Return the recording of a split."""
    return directory / f"{maker_name(settings)}.{slug(split)}.jsonl"


def baseline_path(directory: Path, verdict: Verdict) -> Path:
    """Return where the baseline of what made a verdict is kept."""
    made = verdict.maker
    if made.model is None:
        name = RULES_NAME
    else:
        name = EMBEDDED_NAME if made.endpoint_host == EMBEDDED_NAME else slug(made.model)
    return directory / f"{name}.json"


def finish(  # noqa: PLR0913 - what was made, what it is scored against, and where to
    console: Console,
    chosen: SetOptions,
    projections: Projections,
    gold: GoldSet,
    runs: Sequence[Run],
    *,
    replayed: bool,
    further: Iterable[GateResult] = (),
) -> ExitCode:
    """Score runs, hold the gates, write everything, and return the exit code."""
    from summarizer.evaluation.assembling import assemble  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.comparing import compare_verdicts  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.gates import hold, load_gates  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.junit import to_junit  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.markdown import to_markdown  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.verdict import to_json  # noqa: PLC0415 - loaded only when needed

    places = {
        name: Destination.of(place)
        for name in ("output", "markdown", "junit", "html")
        if (place := getattr(projections, name))
    }
    raws = _raws(gold, runs)
    sources = {name: raw.text for name, raw in raws.items()}
    verdict = assemble(gold, runs, sources, checkout=_checkout(), replayed=replayed)
    baseline = _baseline(chosen, projections, verdict)
    file = _gates_file(chosen, projections)
    further = list(further)
    if file is not None:
        verdict = hold(load_gates(file), verdict, baseline, further)
    elif further:
        failed = any(gate.outcome == "failed" for gate in further)
        verdict = verdict.model_copy(update={"gates": further, "outcome": "failed" if failed else "passed"})
    changes = None
    if baseline is not None and not any(
        gate.name == "baseline" and gate.outcome == "failed" for gate in verdict.gates
    ):
        changes = compare_verdicts(baseline, verdict, intersection=True)
    shown = to_markdown(verdict, changes, every_fault=projections.every_fault)
    _append_summary(shown)
    written = {"output": to_json(verdict), "markdown": shown, "junit": to_junit(verdict, changes)}
    for name, place in places.items():
        place.write(_page(verdict, gold, runs, raws) if name == "html" else written[name])
    Destination.of(None).write(written["output"] if projections.as_json else shown)
    for gate in verdict.failed:
        console.warn(f"{gate.kind} {gate.name}: {gate.message}")
    if any(gate.kind == "recording" for gate in verdict.failed):
        return ExitCode.REPLAY_MISS
    return ExitCode.GATE if verdict.failed else ExitCode.OK


def _raws(gold: GoldSet, runs: Sequence[Run]) -> dict[str, RawText]:
    """Read the sources, and refuse runs made from other ones.

    Raises:
        GoldError: A report was made from another file than the labelled one.
    """
    from summarizer.readers import read  # noqa: PLC0415 - loaded only when needed

    raws = {each.id: read(each.source) for each in gold.documents}
    for run in runs:
        raw = raws.get(run.document)
        if raw is not None and raw.sha256 != run.source_sha256:
            raise GoldError(
                f"The report of {run.document} was made from another file than the one that is labelled.",
                hint="Make it again: summarizer eval run.",
            )
    return raws


def _gates_file(chosen: SetOptions, projections: Projections) -> Path | None:
    if projections.no_gates:
        return None
    if projections.gates is not None:
        return projections.gates
    beside = _near(chosen.beside / "gates.toml")
    return beside if beside.is_file() else None


def _baseline(chosen: SetOptions, projections: Projections, verdict: Verdict) -> Verdict | None:
    from summarizer.evaluation.verdict import read_verdict  # noqa: PLC0415 - loaded only when needed

    if projections.no_baseline:
        return None
    if projections.baseline is not None:
        return read_verdict(projections.baseline)
    usual = baseline_path(chosen.beside / "baselines", verdict)
    return read_verdict(usual) if usual.is_file() else None


def _page(verdict: Verdict, gold: GoldSet, runs: Sequence[Run], raws: dict[str, RawText]) -> str:
    from summarizer.cleaning import clean  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.page import Material, to_page  # noqa: PLC0415 - loaded only when needed

    first = {run.document: run.report for run in runs if not run.repeat}
    return to_page(
        verdict,
        [
            Material(document=each, text=clean(raws[each.id]).text, report=first.get(each.id))
            for each in gold.documents
        ],
    )


def _append_summary(text: str) -> None:
    """Add to the summary of a GitHub Actions step, which other tools write to as well."""
    place = os.environ.get(SUMMARY)
    if place:
        try:
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(f"{text}\n")
        except OSError as error:
            raise OutputError(
                f"The step summary {place} cannot be written: {error.strerror or error}."
            ) from error


def _checkout() -> tuple[str, bool] | None:
    """Return the commit of the checkout this runs in and whether it has changes; None outside of one."""
    try:
        head = _git("rev-parse", "HEAD")
        return (head, bool(_git("status", "--porcelain"))) if head else None
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - git, with words of ours
        ["git", *arguments],  # noqa: S607 - whichever git the user has
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=10,
    )
    return done.stdout.strip()


def _near(path: Path) -> Path:
    """Return a path as a person would write it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _gathered(
    command: Callable[..., object],
    options: Sequence[Callable[..., _Decorated]],
    into: type[SetOptions | Projections],
    name: str,
) -> _Decorated:
    """Add options whose values reach the command as one object."""
    names = [each.name for each in fields(into)]

    @wraps(command)
    def called(*args: object, **given: Any) -> object:  # noqa: ANN401 - the values of click's options
        return command(*args, **{name: into(**{each: given.pop(each) for each in names})}, **given)

    decorated: _Decorated = called
    for option in reversed(options):
        decorated = option(decorated)
    return decorated
