"""``summarizer model``: the files of the embedded model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.console import Console
from summarizer.embedded.models import DEFAULT_HUB, DEFAULT_MODEL
from summarizer.embedded.store import ModelStore, default_root
from summarizer.errors import ModelStoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

    from summarizer.embedded.sources import PullEvent
    from summarizer.embedded.store import StoredModel

_TENTHS = 10

models_dir_option = click.option(
    "--models-dir",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="SUMMARIZER_MODELS",
    show_envvar=True,
    help="Directory of model files.  [default: in the user's data directory]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


def open_store(models_dir: Path | None, *, hub: str = DEFAULT_HUB) -> ModelStore:
    """Return the store in the directory the user chose, or in the default one."""
    return ModelStore(models_dir if models_dir is not None else default_root(), hub=hub)


@click.group("model")
def command() -> None:
    """List, fetch and remove the models that run on this machine."""


@command.command("list")
@click.pass_context
@models_dir_option
@json_option
@click.option("--verify", is_flag=True, help="Hash the files instead of trusting the last verification.")
def list_models(ctx: click.Context, models_dir: Path | None, *, as_json: bool, verify: bool) -> None:
    """List the known models and what is there of them."""
    store = open_store(models_dir)
    problems: list[ModelStoreError] = []
    if verify:
        with PullProgress(_console(ctx)) as printer:
            for stored in store.list():
                if stored.path.is_file():
                    try:
                        store.verify(stored.model.id, printer)
                    except ModelStoreError as error:
                        problems.append(error)
    rows = store.list()
    if as_json:
        click.echo(json.dumps([_record(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        for row in rows:
            share = f" {row.bytes_present * 100 // row.model.size} %" if row.state == "partial" else ""
            default = " (default)" if row.model.id == DEFAULT_MODEL else ""
            facts = f"{row.state}{share}, {row.model.size / 1e6:,.0f} MB, {row.model.licence}"
            click.echo(f"{row.model.id}{default}: {facts}")
            click.echo(f"  {row.path}")
    if problems:
        raise problems[0]


@command.command("pull")
@click.pass_context
@click.argument("model_id", metavar="[MODEL]", default=DEFAULT_MODEL)
@models_dir_option
@click.option(
    "--hub",
    default=DEFAULT_HUB,
    envvar="HF_ENDPOINT",
    show_default=True,
    show_envvar=True,
    help="Hugging Face hub or a mirror of it, tried first.",
)
def pull(ctx: click.Context, model_id: str, models_dir: Path | None, hub: str) -> None:
    """Fetch MODEL unless it is there; an interrupted pull goes on where it stopped."""
    with PullProgress(_console(ctx)) as printer:
        path = open_store(models_dir, hub=hub).pull(model_id, printer)
    click.echo(str(path))


@command.command("path")
@click.argument("model_id", metavar="[MODEL]", default=DEFAULT_MODEL)
@models_dir_option
def path_of(model_id: str, models_dir: Path | None) -> None:
    """Print where the file of MODEL is."""
    click.echo(str(open_store(models_dir).path(model_id)))


@command.command("remove")
@click.pass_context
@click.argument("model_id", metavar="MODEL")
@models_dir_option
def remove(ctx: click.Context, model_id: str, models_dir: Path | None) -> None:
    """Delete MODEL and what an unfinished pull of it left."""
    removed = open_store(models_dir).remove(model_id)
    for path in removed:
        click.echo(str(path))
    if not removed:
        _console(ctx).say(f"{model_id} is not there; nothing to remove")


def _console(ctx: click.Context) -> Console:
    return ctx.find_root().ensure_object(Console)


class PullProgress:
    """Shows a pull on standard error: a bar on a terminal, else a line for every tenth."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._stage = ""
        self._tenth = -1

    def __enter__(self) -> Callable[[PullEvent], None]:
        if self._console.live:
            self._progress = _terminal_progress()
            self._progress.start()
        return self._show

    def __exit__(self, *_error: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _show(self, event: PullEvent) -> None:
        if event.stage != "info":
            if self._progress is not None:
                self._show_bar(self._progress, event)
            else:
                self._show_line(event)
        elif self._progress is not None:
            # No markup: addresses and error texts may hold square brackets.
            self._progress.console.print(event.message, markup=False, highlight=False)
        else:
            self._console.say(event.message)

    def _show_bar(self, progress: Progress, event: PullEvent) -> None:
        if self._task is None or event.stage != self._stage:
            self._stage = event.stage
            # What an earlier pull left counts as done, not as speed.
            self._task = progress.add_task(event.stage, total=event.total, completed=event.done)
        progress.update(self._task, completed=event.done)

    def _show_line(self, event: PullEvent) -> None:
        tenth = event.done * _TENTHS // event.total
        if event.stage != self._stage:
            self._stage, self._tenth = event.stage, 0
        if tenth > self._tenth:
            self._tenth = tenth
            self._console.say(f"{event.stage} {tenth * 100 // _TENTHS} % ({event.done / 1e6:,.0f} MB)")


def _terminal_progress() -> Progress:
    from rich.console import Console as RichConsole  # noqa: PLC0415 - only where there is a terminal
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn  # noqa: PLC0415 - loaded only when needed
    from rich.progress import Progress as RichProgress  # noqa: PLC0415 - loaded only when needed

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    return RichProgress(*columns, TimeRemainingColumn(), console=RichConsole(stderr=True))


def _record(row: StoredModel) -> dict[str, object]:
    return {
        "id": row.model.id,
        "title": row.model.title,
        "default": row.model.id == DEFAULT_MODEL,
        "licence": row.model.licence,
        "size": row.model.size,
        "sha256": row.model.sha256,
        "state": row.state,
        "bytes_present": row.bytes_present,
        "path": str(row.path),
    }
