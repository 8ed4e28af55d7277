"""``summarizer cache``: the answers that were kept."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import console_of, settings_for
from summarizer.cli.output import Destination
from summarizer.errors import CacheError, ExitCode, RecordingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.cache.results import ResultCache
    from summarizer.cli.console import Console
    from summarizer.config import Settings
    from summarizer.recording import Entry

_json = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
_of_model = click.option("--model", metavar="NAME", help="Only the answers of this model.")
_KEY_SHOWN = 12


@click.group("cache")
def command() -> None:
    """Locate, measure, list, prune or clear the cache of answers; take answers out or in."""


@command.command("path")
@click.pass_context
def path(ctx: click.Context) -> None:
    """Print the directory."""
    click.echo(str(_settings(ctx).cache_dir))


@command.command("stats")
@_json
@click.pass_context
def stats(ctx: click.Context, *, as_json: bool) -> None:
    """Say how many answers there are, of whom, and how much room they take."""
    from summarizer.cache.upkeep import measure  # noqa: PLC0415 - `--help` does not need it

    settings = _settings(ctx)
    kept = measure(_answers(settings))
    results = _results(settings).sizes()
    if as_json:
        finished = {"results": len(results), "results_bytes": sum(results)}
        limits = {"limit_bytes": settings.cache_size_mib << 20, "limit_days": settings.cache_days}
        click.echo(_as_json({"path": str(settings.cache_dir)} | asdict(kept) | limits | finished))
        return
    click.echo(f"{kept.answers} answers, {kept.bytes / 1e6:.1f} MB, in {settings.cache_dir}")
    for model, count in kept.by_model.items():
        click.echo(f"  {model}: {count}")
    if results:
        click.echo(f"  finished briefs: {len(results)}, {sum(results) / 1e6:.1f} MB")
    if kept.damaged:
        click.echo(f"  damaged: {kept.damaged}; summarizer cache prune drops them")


@command.command("list")
@_json
@_of_model
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool, model: str | None) -> None:
    """List the answers, oldest first: key, time, model, tokens, what the question was about."""
    found = (_row(entry) for entry in _entries(_settings(ctx), model))
    if as_json:
        click.echo(_as_json(list(found)))
        return
    for row in found:
        tokens = f"{row['prompt_tokens']}+{row['completion_tokens']}"
        click.echo(
            f"{row['key'][:_KEY_SHOWN]}  {row['recorded_at']}  {row['model']}  {tokens}  {row['label']}"
        )


@command.command("prune")
@click.option("--days", type=click.FloatRange(min=0), metavar="N", help="Drop answers older than N days.")
@click.pass_context
def prune(ctx: click.Context, *, days: float | None) -> None:
    """Drop what is damaged, too old (cache_days) or too much (cache_size_mib)."""
    from summarizer.cache.upkeep import prune as drop  # noqa: PLC0415 - `--help` does not need it

    settings = _settings(ctx)
    age = settings.cache_days if days is None else days
    _results(settings).clear()  # they are made again from the answers that stay
    count = drop(_answers(settings), size_limit=settings.cache_size_mib << 20, days=age)
    console_of(ctx).say(f"Dropped {count} answers from {settings.cache_dir}.")


@command.command("clear")
@click.pass_context
def clear(ctx: click.Context) -> None:
    """Delete all answers, finished briefs, and what is known about endpoints."""
    from summarizer.cache.results import RESULTS  # noqa: PLC0415 - `--help` does not need it
    from summarizer.cli.wiring import ANSWERS, ENDPOINTS  # noqa: PLC0415 - same

    directory = _settings(ctx).cache_dir
    # Only what is ours: the directory is the user's choice and may hold other things.
    for name in (ANSWERS, ENDPOINTS, RESULTS):
        try:
            shutil.rmtree(directory / name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CacheError(
                f"The cache in {directory} cannot be cleared: {error.strerror}.",
                hint="Close what uses it, or check its permissions.",
            ) from error
    console_of(ctx).say(f"Cleared {directory}.")


@command.command("export")
@click.argument("file")
@_of_model
@click.pass_context
def export(ctx: click.Context, *, file: str, model: str | None) -> None:
    """Write the answers to FILE (- for standard output), in the form of a recording."""
    from summarizer.recording import to_text  # noqa: PLC0415 - `--help` does not need it

    destination = Destination.of(file)
    settings = _settings(ctx)
    entries = list(_entries(settings, model))
    destination.write(to_text(entries))
    console_of(ctx).say(f"{len(entries)} answers from {settings.cache_dir}.")


@command.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--model", metavar="NAME", help="Model of a batch's answers, as it was asked.")
@click.pass_context
def import_(ctx: click.Context, *, files: tuple[str, ...], model: str | None) -> ExitCode:
    """Take answers in from recordings, exports, and outputs of a provider's batch service."""
    from summarizer.cache import AnswerCache  # noqa: PLC0415 - `--help` does not need it
    from summarizer.recording import Entry  # noqa: PLC0415 - same

    console, settings = console_of(ctx), _settings(ctx)
    taken = left = 0
    cache = AnswerCache(_answers(settings), size_limit=settings.cache_size_mib << 20)
    try:
        for file in files:
            for each in _read(Path(file), model or settings.model):
                if not isinstance(each, Entry):
                    console.warn(f"{file}: {each}")
                    left += 1
                elif cache.put(each):
                    taken += 1
                else:
                    left += 1
    finally:
        cache.close()
    console.say(f"{taken} answers taken into {settings.cache_dir}, {left} left out.")
    return ExitCode.PARTIAL if left else ExitCode.OK


def _read(path: Path, model: str | None) -> Iterator[Entry | str]:
    """Return the answers of a file of either kind, or what is wrong with one."""
    from summarizer.endpoint.batches import read_answers  # noqa: PLC0415 - `--help` does not need it
    from summarizer.exchange import Answer  # noqa: PLC0415 - same
    from summarizer.keys import KEY_LENGTH  # noqa: PLC0415 - same
    from summarizer.recording import Entry, read_entries  # noqa: PLC0415 - same

    try:
        with path.open("rb") as file:
            if not _is_of_batch(file.readline()):
                yield from read_entries(path)
                return
            file.seek(0)
            for key, answer in read_answers(file, host=path.name):
                if not isinstance(answer, Answer):
                    yield f"{key}: {answer}"
                elif len(key) != KEY_LENGTH:
                    yield f"{key} is not a key of the cache"
                else:
                    yield Entry.under(key, answer, model=model or "")
    except OSError as error:
        raise RecordingError(f"{path} cannot be read: {error.strerror}.", hint="Check its name.") from error


def _is_of_batch(line: bytes) -> bool:
    """Whether a line comes from a file of a batch service."""
    try:
        made: object = json.loads(line)
    except ValueError:
        return False
    return isinstance(made, dict) and "custom_id" in made


def _entries(settings: Settings, model: str | None) -> Iterator[Entry]:
    from summarizer.cache.upkeep import entries  # noqa: PLC0415 - `--help` does not need it

    return (entry for entry in entries(_answers(settings)) if model in {None, entry.model})


def _row(entry: Entry) -> dict[str, str]:
    from summarizer.recording.entry import Answered  # noqa: PLC0415 - as above

    usage = entry.answer.usage if isinstance(entry.answer, Answered) else None
    return {
        "key": entry.cache_key,
        "recorded_at": f"{entry.recorded_at:%Y-%m-%d %H:%M}",
        "model": entry.model,
        "host": entry.host,
        "prompt_tokens": str(usage.prompt_tokens if usage else 0),
        "completion_tokens": str(usage.completion_tokens if usage else 0),
        "label": entry.label,
    }


def _settings(ctx: click.Context) -> Settings:
    console: Console = console_of(ctx)
    return settings_for(console, offline=True)


def _answers(settings: Settings) -> Path:
    from summarizer.cli.wiring import ANSWERS  # noqa: PLC0415 - `--help` does not need it

    return settings.cache_dir / ANSWERS


def _results(settings: Settings) -> ResultCache:
    from summarizer.cache.results import RESULTS, ResultCache  # noqa: PLC0415 - `--help` does not need it

    return ResultCache(settings.cache_dir / RESULTS)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
