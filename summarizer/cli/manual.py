"""The manual page, made from the commands: ``python -m summarizer.cli.manual > docs/summarizer.1``."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from summarizer import __version__
from summarizer.cli.app import EPILOG, cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def manual() -> str:
    """Return the page in the language of man(7)."""
    with cli.make_context("summarizer", ["doctor"]) as ctx:
        lines = [
            f'.TH SUMMARIZER 1 "" "summarizer {__version__}"',
            ".SH NAME",
            f"summarizer \\- {_text((cli.help or '').rstrip('.'))}",
            ".SH SYNOPSIS",
            ".B summarizer",
            "[OPTIONS] COMMAND [ARGS]...",
            ".SH OPTIONS",
            *_options(cli, ctx),
            ".SH COMMANDS",
            *_commands(cli, ctx, ()),
            ".SH NOTES",
            *_paragraphs(EPILOG),
        ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, ctx: click.Context, path: tuple[str, ...]) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        here = (*path, name)
        with click.Context(command, info_name=name, parent=ctx) as inner:
            if isinstance(command, click.Group):
                yield from _commands(command, inner, here)
                continue
            usage = " ".join(command.collect_usage_pieces(inner))
            yield f".SS {_text(' '.join(here))} {_text(usage)}"
            yield from _paragraphs(command.help or "")
            yield from _options(command, inner)


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    """Write what ``--help`` says of each option; those that all commands share stand at the top only."""
    shared = {name for each in cli.params for name in each.opts if command is not cli}
    for parameter in command.get_params(ctx):
        told = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
        if told is None or not shared.isdisjoint(parameter.opts):
            continue
        yield ".TP"
        yield f".B {_text(told[0])}"
        yield _text(told[1])


def _paragraphs(text: str) -> Iterator[str]:
    """Write paragraphs; one marked for click to leave alone keeps its lines."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\x08)", text.strip()):
        lines = [line for line in paragraph.splitlines() if line.strip("\b ")]
        if not lines:
            continue
        kept = "\b" in paragraph
        yield ".PP"
        yield from ([".nf", *(_text(line.strip("\b")) for line in lines), ".fi"] if kept else [])
        if not kept:
            yield _text(" ".join(line.strip() for line in lines))


def _text(words: str) -> str:
    """Escape what man reads as its own."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    sys.stdout.write(manual())
