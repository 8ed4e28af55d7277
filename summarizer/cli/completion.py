"""``summarizer completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

from typing import cast

import click
from click.shell_completion import ShellComplete, get_completion_class

from summarizer.errors import ExitCode

PROGRAM = "summarizer"
VARIABLE = "_SUMMARIZER_COMPLETE"
"""Set by the script for every press of the key; click answers it before anything else."""


_HELP = """Print the completion script of SHELL.

\b
bash:  summarizer completion bash > ~/.local/share/bash-completion/completions/summarizer
zsh:   summarizer completion zsh > DIR/_summarizer, where DIR is in $fpath
fish:  summarizer completion fish > ~/.config/fish/completions/summarizer.fish
"""


@click.command("completion", help=_HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, *, shell: str) -> ExitCode:
    """Print the script that click makes."""
    kind = cast("type[ShellComplete]", get_completion_class(shell))
    click.echo(ShellComplete.source(kind(ctx.find_root().command, {}, PROGRAM, VARIABLE)))
    return ExitCode.OK
