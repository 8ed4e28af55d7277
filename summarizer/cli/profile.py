"""``summarizer profile``: kinds of reports of the user's own."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.cli.options import console_of
from summarizer.errors import ExitCode

_directory = click.argument("directory", type=click.Path(path_type=Path))


@click.group("profile")
def command() -> None:
    """Make and check profiles: kinds of reports with their own words, prompts and questions."""


@command.command("new")
@click.pass_context
@_directory
def new_command(ctx: click.Context, *, directory: Path) -> ExitCode:
    """Write a profile into DIRECTORY that says what the built-in one says, to be changed.

    Whatever is deleted from it stays as it is in the built-in one.
    """
    from summarizer.profiles.scaffold import new  # noqa: PLC0415 - `--help` does not need it

    for path in new(directory):
        click.echo(path)
    console_of(ctx).say(f"Change what you need, delete the rest, then: summarizer profile check {directory}")
    return ExitCode.OK


@command.command("check")
@_directory
def check_command(*, directory: Path) -> ExitCode:
    """Say what the profile in DIRECTORY changes, or which line of which file cannot be.

    Its schema.py is run: check only what you trust.
    """
    from summarizer.profiles import BUILT_IN, load  # noqa: PLC0415 - `--help` does not need it

    profile = load(directory)
    own = [name for name, prompt in profile.prompts.items() if prompt != BUILT_IN.prompts[name]]
    click.echo(f"{profile.id} {profile.version} ({profile.sha256[:12]})")
    click.echo(f"prompts     {', '.join(own) or 'as built in'}")
    click.echo(f"sentences   {'、'.join(role.name for role in profile.roles)}")
    click.echo(f"indicators  {len(profile.indicators)}")
    click.echo(f"sections    {'、'.join(profile.sections) or 'as rules know them'}")
    click.echo(f"questions   {'、'.join(field.name for field in profile.fields) or 'none'}")
    return ExitCode.OK
