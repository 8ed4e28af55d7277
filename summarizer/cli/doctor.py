"""``summarizer doctor``: is everything there that a brief needs, and what to do where it is not."""

from __future__ import annotations

import json
import platform
import shutil
import tempfile
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from summarizer import __version__
from summarizer.cli.checks import Check
from summarizer.cli.options import console_of, endpoint_options, settings_for
from summarizer.errors import ExitCode, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.cli.console import Console
    from summarizer.config import Settings

_NEEDED_BYTES = 100 << 20
"""Room a run wants for its answers and its result; a model not yet there wants its own size on top."""


@click.command("doctor")
@endpoint_options
@click.option("--offline", is_flag=True, help="Leave out the calls to the model.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def command(
    ctx: click.Context, *, base_url: str | None, model: str | None, offline: bool, as_json: bool
) -> ExitCode:
    """Check settings, endpoint, model, cache and disk, and put a few tiny questions to the model.

    Says what kind of server answers, what it enforces, and what is known of its kind.
    """
    console = console_of(ctx)
    settings = settings_for(console, base_url=base_url, model=model)
    checks: list[Check] = []
    facts: dict[str, object] = {}
    for check in _checks(settings, console, facts, offline=offline):
        checks.append(check)
        if not as_json:
            click.echo(f"{'ok ' if check.ok else 'NO '} {check.name}: {check.detail}")
            if check.hint:
                click.echo(f"    {check.hint}")
            for line in check.known:
                click.echo(f"    {line}")
    well = all(check.ok for check in checks)
    if as_json:
        told = {"ok": well, "checks": [asdict(each) for each in checks], "endpoint": facts or None}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    return ExitCode.OK if well else ExitCode.FAILED


def _checks(
    settings: Settings, console: Console, facts: dict[str, object], *, offline: bool
) -> Iterator[Check]:
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield Check(name="version", ok=True, detail=f"summarizer {__version__}, {machine}")
    yield _endpoint(settings)
    ready = True
    if settings.backend == "embedded":
        for check in (_engine(), _embedded_model(settings)):
            ready = ready and check.ok
            yield check
    elif settings.backend == "endpoint":
        yield Check(name="model", ok=True, detail=settings.model or "the endpoint's own")
    yield _cache(settings)
    yield from _disk(settings)
    if offline or settings.backend == "rules":
        return
    if ready:
        from summarizer.cli.diagnosis import Diagnosis  # noqa: PLC0415 - only where calls are made

        yield from Diagnosis(settings=settings, console=console, facts=facts).checks()
    else:
        yield Check(name="call", ok=False, detail="not tried, there is no model to ask")


def _endpoint(settings: Settings) -> Check:
    if settings.backend == "rules":
        return Check(name="endpoint", ok=True, detail="none: rules alone")
    if settings.backend == "embedded":
        return Check(name="endpoint", ok=True, detail="the embedded model")
    key = "with a key" if settings.has_key else "without a key"
    detail = f"{settings.base_url} ({settings.origins['base_url']}), {key}"
    return Check(name="endpoint", ok=True, detail=detail)


def _engine() -> Check:
    if find_spec("xllamacpp") is None:
        return Check(
            name="engine",
            ok=False,
            detail="xllamacpp is not installed",
            hint="pip install 'report-summarizer[embedded]', or name an endpoint with --base-url.",
        )
    return Check(name="engine", ok=True, detail="xllamacpp is installed")


def _embedded_model(settings: Settings) -> Check:
    from summarizer.cli.wiring import embedded_model  # noqa: PLC0415 - reads the model table

    try:
        model = embedded_model(settings)
    except SummarizerError as error:
        return Check(name="model", ok=False, detail=error.message, hint=error.hint)
    return Check(name="model", ok=True, detail=f"{model.name}, {model.path}")


def _cache(settings: Settings) -> Check:
    if not settings.cache:
        return Check(name="cache", ok=True, detail="off")
    directory = _existing(settings.cache_dir)
    try:
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        return Check(
            name="cache",
            ok=False,
            detail=f"{settings.cache_dir} cannot be written to ({error.strerror})",
            hint="Choose another directory with SUMMARIZER_CACHE_DIR.",
        )
    return Check(name="cache", ok=True, detail=str(settings.cache_dir))


def _disk(settings: Settings) -> Iterator[Check]:
    wanted = {settings.cache_dir: _NEEDED_BYTES} if settings.cache else {}
    if settings.backend == "embedded":
        from summarizer.cli.wiring import room_for_model  # noqa: PLC0415 - reads the model table

        directory, missing = room_for_model(settings)
        if missing:
            wanted[directory] = missing + _NEEDED_BYTES
    for directory, needed in wanted.items():
        free = shutil.disk_usage(_existing(directory)).free
        yield Check(
            name="disk",
            ok=free >= needed,
            detail=f"{free / 1e9:.1f} GB free for {directory}, {needed / 1e9:.1f} GB needed",
            hint=None if free >= needed else "Make room, or choose another directory.",
        )


def _existing(path: Path) -> Path:
    """Return the path itself, or the nearest one above it that is there (a file that is in the way, too)."""
    return next(each for each in (path, *path.absolute().parents) if each.exists())
