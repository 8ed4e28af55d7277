"""``summarizer brief``: from a report to a brief or a record."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli.kept import Kept
from summarizer.cli.options import answering_options, console_of, profile_of, profile_option
from summarizer.cli.output import Destination
from summarizer.cli.spending import estimate, estimate_json, spent
from summarizer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.cli.console import Console, Tracker
    from summarizer.cli.options import Answering
    from summarizer.events import Event
    from summarizer.exchange import Usage
    from summarizer.readers import RawText
    from summarizer.rendering import Detail, Language
    from summarizer.schemas import Notice, Report

Format = Literal["markdown", "json", "html"]


@click.command("brief")
@click.argument("report")
@click.option(
    "-o", "--output", metavar="FILE", help="Write here instead of standard output, whole or not at all."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json", "html"]),
    default="markdown",
    show_default=True,
    help="A brief to read, the record with the place of every piece of evidence, or a page that shows both.",
)
@click.option(
    "--detail",
    type=click.Choice(["short", "standard", "full"]),
    default="standard",
    show_default=True,
    help="Half a page, one page (two for a long report), or everything.",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the brief. For 'en' the model translates names and headlines, not quotations.",
)
@profile_option
@answering_options
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option, as click has it
    ctx: click.Context,
    *,
    report: str,
    output: str | None,
    form: Format,
    detail: Detail,
    language: Language,
    profile: Path | None,
    answering: Answering,
) -> ExitCode:
    """Turn REPORT (a file, or - for standard input) into a brief.

    Numbers and quotations are copied from the report; the model only names and words what was found.
    """
    console = console_of(ctx)
    destination = Destination.of(output)
    kept = Kept.of(ctx, console, report, answering)
    if kept.give(destination, console):
        return ExitCode.OK
    settings = answering.settings(console)

    if language == "en" and settings.backend == "rules":
        raise UsageError(
            "--language en needs a model to translate names and headlines, and --model none is none.",
            hint="Name a model or an endpoint, or leave out --language en.",
        )

    if language == "en" and profile is not None:
        raise UsageError("--language en knows the built-in kind of report only; leave out --profile or it.")
    kind = profile_of(profile)

    # Imported here, so that a wrong option or `--help` does not wait for them.
    from summarizer.accounting import as_cached  # noqa: PLC0415 - see above
    from summarizer.cache.results import Result  # noqa: PLC0415 - see above
    from summarizer.pipeline import summarize  # noqa: PLC0415 - see above
    from summarizer.prices import priced  # noqa: PLC0415 - see above
    from summarizer.readers import read  # noqa: PLC0415 - see above
    from summarizer.rendering import untranslated  # noqa: PLC0415 - see above
    from summarizer.schemas import SHORTFALLS  # noqa: PLC0415 - see above
    from summarizer.translating import translate  # noqa: PLC0415 - see above

    raw = read(report, stdin=kept.stdin)
    if settings.cache and settings.backend != "rules":
        console.if_interrupted = "What was answered is in the cache; the same command goes on from there."
    with answering.backend(settings, console) as backend, console.progress("sections") as tracker:
        follower = _Follower(console=console, tracker=tracker)
        asker = backend.asker()
        made = summarize(
            raw,
            asker,
            listener=follower,
            concurrency=backend.concurrency,
            encoding=backend.encoding,
            profile=kind,
        )
        if language == "en" and asker is not None:
            made = translate(
                made,
                untranslated(made, detail=detail),
                asker,
                listener=follower,
                concurrency=backend.concurrency,
                encoding=backend.encoding,
            )
        budget = backend.budget
    console.if_interrupted = None
    if answering.dry_run:
        tell = estimate_json if form == "json" else estimate
        model = made.provenance.model or "no model"
        destination.write(tell(budget, model=model, kept=made.provenance.calls))
        return ExitCode.OK
    priced_now = priced(made, settings.prices)
    destination.write(_rendered(priced_now, raw, form, detail, language))
    console.say(_sum(priced_now))
    for notice in made.warnings:
        say = console.warn if _is_told(notice) else console.detail
        say(f"{notice.code}: {notice.message}")
    if any(notice.code in SHORTFALLS for notice in made.warnings):
        return ExitCode.PARTIAL
    if made.provenance.calls and kept.keeps(settings, source=raw.sha256):
        cached = made.model_copy(update={"provenance": as_cached(made.provenance)})
        again = priced(cached, settings.prices)
        kept.keep(
            Result(
                text=_rendered(again, raw, form, detail, language),
                said=_sum(again),
                warnings=[f"{notice.code}: {notice.message}" for notice in made.warnings if _is_told(notice)],
            )
        )
    return ExitCode.OK


def _rendered(report: Report, raw: RawText, form: Format, detail: Detail, language: Language) -> str:
    from summarizer.rendering import render_json, render_markdown  # noqa: PLC0415 - known once there is a report

    if form == "json":
        return render_json(report)
    if form == "html":
        from summarizer.evidence import source_of  # noqa: PLC0415 - for this format alone
        from summarizer.rendering.page import Page  # noqa: PLC0415 - for this format alone

        return Page(report, source_of(raw), language=language).html()
    return render_markdown(report, detail=detail, language=language)


@dataclass(kw_only=True, slots=True)
class _Follower:
    """Tells sections done, tokens and time left while the pipeline works."""

    console: Console
    tracker: Tracker
    _chunks: int = 0
    _done: int = 0
    _asked: int = 0
    """Chunks that were not served from the cache: only these say how long one takes."""
    _tokens: int = 0
    _told: set[str] = field(default_factory=set[str])
    """Failures that were told; the brief names every section, here the first is enough."""
    _began: float = field(default_factory=time.monotonic)

    def __call__(self, event: Event) -> None:
        from summarizer import events  # noqa: PLC0415 - known once the pipeline runs

        if isinstance(event, events.Started):
            self._chunks = event.chunks
            self.console.detail(f"{event.points} points, {event.figures} figures, {event.chunks} questions")
        elif isinstance(event, events.ChunkDone):
            self._count(event.usages)
            self._asked += event.cached < len(event.usages)
            self._advance(event.label)
        elif isinstance(event, events.ChunkFailed):
            tell = self.console.detail if event.message in self._told else self.console.warn
            self._told.add(event.message)
            tell(f"{event.label}: {event.message}")
            self._advance(event.label)
        elif isinstance(event, events.TranslationDone):
            self._count(event.usages)
            self.tracker.update(
                done=event.done, total=event.total, note=f"translation · {self._tokens} tokens"
            )
        else:
            self._count(event.usages)

    def _count(self, usages: tuple[Usage, ...]) -> None:
        self._tokens += sum(usage.prompt_tokens + usage.completion_tokens for usage in usages)

    def _advance(self, label: str) -> None:
        self._done += 1
        note = f"{label} · {self._tokens} tokens"
        if self._done == self._chunks:
            note += " · then the overview"
        elif self._asked:
            seconds = (time.monotonic() - self._began) / self._asked * (self._chunks - self._done)
            note += f" · about {seconds:.0f} s left"
        self.tracker.update(done=self._done, total=self._chunks, note=note)


def _sum(report: Report) -> str:
    """Say in a line what there is and what it came to."""
    made = report.provenance
    told = f"{len(report.figures)} figures, {len(report.uncovered)} numbers not covered"
    return f"{told}." if made.model is None else f"{told}; {spent(made)}."


def _is_told(notice: Notice) -> bool:
    """Whether the user is told: the rest stands in the brief, beside what it is about."""
    return notice.code.startswith("overview-")
