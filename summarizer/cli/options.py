"""Options that several commands share, and the settings they are part of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import platformdirs

from summarizer.cli.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.config import Settings

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


def settings_for(console: Console, **flags: object) -> Settings:
    """Lay flags over environment, files and defaults, and pass on what the user should know.

    Raises:
        ConfigError: A value or a file cannot be used.
    """
    # Imported here: pydantic takes longer to import than `--help` may take.
    from summarizer.config import load_settings  # noqa: PLC0415 - loaded only when needed

    settings = load_settings(
        flags, os.environ, Path.cwd(), platformdirs.user_config_path("summarizer", appauthor=False)
    )
    for warning in settings.warnings:
        console.warn(warning)
    for name, origin in settings.origins.items():
        if str(origin) != "default":
            console.detail(f"{name} comes from {origin}")
    return settings
