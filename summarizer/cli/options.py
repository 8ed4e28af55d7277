"""Options that several commands share, and the settings they are part of."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import platformdirs

from summarizer.cli.console import Console
from summarizer.cli.output import Destination
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cli.wiring import Backend
    from summarizer.config import Settings
    from summarizer.profiles import Profile

_Decorated = Any  # click's decorators change the signature, which no type says


def console_of(ctx: click.Context) -> Console:
    """Return the console of this run; a fresh one where a command is called on its own."""
    return ctx.find_root().ensure_object(Console)


def endpoint_options(command: Callable[..., object]) -> _Decorated:
    """Add the options that say what answers."""
    command = click.option(
        "--model",
        metavar="NAME",
        help="Model name at the endpoint; path of a GGUF file; 'embedded'; or 'none' for rules alone.",
    )(command)
    return click.option(
        "--base-url",
        metavar="URL",
        help="OpenAI-compatible endpoint, with its /v1.  [env var: OPENAI_BASE_URL]",
    )(command)


def profile_option(command: Callable[..., object]) -> _Decorated:
    """Add the option that names a kind of report of the user's own."""
    return click.option(
        "--profile",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A kind of report of your own (see `summarizer profile`); its schema.py is run.",
    )(command)


def profile_of(directory: Path | None) -> Profile:
    """Return the profile in a directory; the built-in one where none is named.

    Raises:
        ProfileError: Something in it cannot be.
    """
    from summarizer.profiles import BUILT_IN, load  # noqa: PLC0415 - `--help` does not need it

    return BUILT_IN if directory is None else load(directory)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answering:
    """What the command line says of how questions are answered; see :func:`answering_options`."""

    base_url: str | None = None
    model: str | None = None
    no_cache: bool = False
    record: str | None = None
    replay: str | None = None
    replay_strict: bool = False
    max_calls: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    dry_run: bool = False
    """Whether no call is made, and what the calls would spend is the result."""

    @property
    def plain(self) -> bool:
        """Whether nothing is said but what answers: the cache serves, and nothing is limited or recorded."""
        return self == Answering(base_url=self.base_url, model=self.model)

    def settings(self, console: Console) -> Settings:
        """Lay these flags over the other layers.

        Raises:
            ConfigError: A value or a file cannot be used.
            UsageError: The flags do not fit together.
        """
        flags = {"base_url": self.base_url, "model": self.model, "cache": False if self.no_cache else None}
        settings = settings_for(console, offline=self.replay is not None, **flags)
        self._check(settings)
        return settings

    def backend(self, settings: Settings, console: Console) -> Backend:
        """Return what answers, a context manager."""
        from summarizer.budget import Limits  # noqa: PLC0415 - `--help` does not need it
        from summarizer.cli.wiring import Backend  # noqa: PLC0415 - same

        limits = Limits(calls=self.max_calls, tokens=self.max_tokens, cost=self.max_cost)
        return Backend(
            settings=settings,
            console=console,
            limits=Limits(calls=0) if self.dry_run else limits,
            record=Path(self.record) if self.record else None,
            replay=Path(self.replay) if self.replay else None,
            replay_strict=self.replay_strict,
            record_again=_recording_command(console.arguments),
        )

    def _check(self, settings: Settings) -> None:
        if self.record and self.replay:
            raise UsageError("--record and --replay exclude each other.", hint="Leave one of them out.")
        if self.replay_strict and not self.replay:
            raise UsageError("--replay-strict needs --replay FILE.")
        if settings.backend == "rules" and (self.record or self.replay):
            raise UsageError("--model none asks nothing, so there is nothing to record or to replay.")
        if self.dry_run and (self.record or self.replay):
            raise UsageError("--dry-run makes no call, so there is nothing to record or to replay.")
        Destination.of(self.record)


def answering_options(command: Callable[..., object]) -> _Decorated:
    """Add all options that say how questions are answered; the command gets them as one ``answering``."""

    @wraps(command)
    def gathered(*args: object, **given: Any) -> object:  # noqa: ANN401 - the values of click's options
        names = Answering.__dataclass_fields__
        answering = Answering(**{name: given.pop(name) for name in names})
        return command(*args, answering=answering, **given)

    at_least_none = click.IntRange(min=0)
    options = [
        click.option("--no-cache", is_flag=True, help="Ask again, and keep no answers."),
        click.option("--record", metavar="FILE", help="Write every question and answer to a recording."),
        click.option(
            "--replay",
            metavar="FILE",
            help="Answer from a recording alone; what it lacks ends the run.",
        ),
        click.option(
            "--replay-strict", is_flag=True, help="Fail also where the recording holds what was not asked."
        ),
        click.option(
            "--max-calls", type=at_least_none, metavar="N", help="End with what there is after N calls."
        ),
        click.option(
            "--max-tokens", type=at_least_none, metavar="N", help="The same before N tokens are passed."
        ),
        click.option(
            "--max-cost",
            type=click.FloatRange(min=0),
            metavar="AMOUNT",
            help="The same for money, in the currency of the model's price.",
        ),
        click.option(
            "--dry-run",
            is_flag=True,
            help="Make no call; say how many there would be, and their most tokens.",
        ),
    ]
    decorated: _Decorated = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return endpoint_options(decorated)


def settings_for(console: Console, *, offline: bool = False, **flags: object) -> Settings:
    """Lay flags over environment, files and defaults, and pass on what the user should know.

    Args:
        console: Where to.
        offline: Whether no endpoint will be asked.
        flags: Values from the command line by name; None means not given.

    Raises:
        ConfigError: A value or a file cannot be used.
    """
    # Imported here: pydantic takes longer to import than `--help` may take.
    from summarizer.config import load_settings  # noqa: PLC0415 - loaded only when needed

    user = platformdirs.user_config_path("summarizer", appauthor=False)
    settings = load_settings(flags, os.environ, Path.cwd(), user, offline=offline)
    for warning in settings.warnings:
        console.warn(warning)
    for name, origin in settings.origins.items():
        if str(origin) != "default":
            console.detail(f"{name} comes from {origin}")
    return settings


def _recording_command(arguments: tuple[str, ...]) -> str:
    """Return the command line that records what this one replays."""
    words = [
        "--record" + word.removeprefix("--replay") if word.startswith("--replay=") else word
        for word in arguments
        if word != "--replay-strict"
    ]
    return shlex.join(["summarizer", *("--record" if word == "--replay" else word for word in words)])
