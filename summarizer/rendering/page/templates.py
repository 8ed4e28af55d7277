"""The page's templates, style and scripts: data files of this package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from summarizer.rendering.page.policy import policy
from summarizer.rendering.typography import revealed, shown

if TYPE_CHECKING:
    from collections.abc import Mapping


_PACKAGE: Final = __name__.rpartition(".")[0]


def fill(template: str, *, script: str, own: Mapping[str, str], **values: object) -> str:
    """Fill a template; everything that is not one of our own files is escaped.

    Args:
        template: File name of the template.
        script: File name of the page's script.
        own: The page's own words.
        values: What the template shows.
    """
    style, code = asset("page.css"), asset(script)
    return (
        _environment()
        .get_template(template)
        .render(
            policy=policy(style=style, script=code),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(code),  # noqa: S704 - our own file
            # Not a mapping: there ``w.clear`` would be a method of it.
            w=SimpleNamespace(**own),
            **values,
        )
    )


@cache
def asset(name: str) -> str:
    """Return the text of a data file."""
    return files(_PACKAGE).joinpath("assets", name).read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Return a text with the code points of what cannot be seen in it, for the script to show."""
    return "".join(f"⟨{code}⟩" if code else piece for piece, code in revealed(text))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: Mapping[str, Any] = {"shown": shown}
    environment.filters.update(filters)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment
