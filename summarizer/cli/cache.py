"""``summarizer cache``: the answers that were kept."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import console_of, settings_for
from summarizer.errors import CacheError

if TYPE_CHECKING:
    from pathlib import Path


@click.group("cache")
def command() -> None:
    """Locate, measure or clear the cache of answers."""


@command.command("path")
@click.pass_context
def path(ctx: click.Context) -> None:
    """Print the directory."""
    click.echo(str(settings_for(console_of(ctx)).cache_dir))


@command.command("stats")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def stats(ctx: click.Context, *, as_json: bool) -> None:
    """Say how many answers there are and how much room they take."""
    settings = settings_for(console_of(ctx))
    count, size = _measure(settings.cache_dir)
    if as_json:
        told = {
            "path": str(settings.cache_dir),
            "answers": count,
            "bytes": size,
            "limit_bytes": settings.cache_size_mib << 20,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{count} answers, {size / 1e6:.1f} MB, in {settings.cache_dir}")


@command.command("clear")
@click.pass_context
def clear(ctx: click.Context) -> None:
    """Delete all answers, and what is known about endpoints."""
    from summarizer.cli.wiring import ANSWERS, ENDPOINTS  # noqa: PLC0415 - `--help` does not need it

    console = console_of(ctx)
    directory = settings_for(console).cache_dir
    # Only what is ours: the directory is the user's choice and may hold other things.
    for name in (ANSWERS, ENDPOINTS):
        try:
            shutil.rmtree(directory / name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CacheError(
                f"The cache in {directory} cannot be cleared: {error.strerror}.",
                hint="Close what uses it, or check its permissions.",
            ) from error
    console.say(f"Cleared {directory}.")


def _measure(directory: Path) -> tuple[int, int]:
    """Return the number of answers and the bytes in the directory, without making it."""
    import diskcache  # noqa: PLC0415 - `--help` does not need it

    from summarizer.cache import TextDisk  # noqa: PLC0415 - same
    from summarizer.cli.wiring import ANSWERS  # noqa: PLC0415 - same

    answers = directory / ANSWERS
    if not answers.is_dir():
        return 0, 0
    with diskcache.Cache(str(answers), disk=TextDisk) as store:
        count = sum(1 for _ in store)  # its own len() is not typed as a number
    return count, sum(each.stat().st_size for each in directory.rglob("*") if each.is_file())
