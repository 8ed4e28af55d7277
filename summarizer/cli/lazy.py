"""A command group that imports a command only when it is run, so that ``--help`` is quick."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class LazyCommand:
    """Where a command lies and the line ``--help`` has for it."""

    target: str
    """``package.module:attribute``."""
    summary: str


class LazyGroup(click.Group):
    """A group whose commands are named here and imported when they are called.

    Args:
        lazy: The commands by name, in the order ``--help`` lists them.
        shared: Options that every command takes as well, so that they may stand before or after its name.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - handed on to click as they come
        lazy: Mapping[str, LazyCommand],
        shared: Callable[[], list[click.Option]],
        **kwargs: Any,  # noqa: ANN401 - same
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy
        self._shared = shared

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they were given."""
        del ctx
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command."""
        del ctx
        entry = self._lazy.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command = cast("click.Command", getattr(import_module(module), attribute))
        self._share_options(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self._lazy.items()])

    def _share_options(self, command: click.Command) -> None:
        if isinstance(command, click.Group):
            for child in command.commands.values():
                self._share_options(child)
            return
        taken = {option for parameter in command.params for option in parameter.opts}
        command.params.extend(option for option in self._shared() if taken.isdisjoint(option.opts))
