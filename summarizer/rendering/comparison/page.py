"""A comparison as one HTML file: no script, nothing fetched, every number a link to its passage."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from summarizer.rendering.comparison.markdown import KINDS
from summarizer.rendering.comparison.words import (
    VERDICTS,
    Words,
    bound_words,
    check_words,
    plans,
    sided,
    verdict_words,
)
from summarizer.rendering.typography import seen, shown
from summarizer.rendering.wording import period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.schemas import Claim, Comparison


def render_comparison_page(made: Comparison, drawn: Mapping[str, str] | None = None) -> str:
    """Write the page.

    Args:
        made: The comparison.
        drawn: SVG of its charts by indicator, see :func:`summarizer.rendering.comparison.charts`.
    """
    drawn = drawn or {}
    style = _asset("comparison.css")
    claims: dict[str, list[Claim]] = {}
    for claim in made.claims:
        claims.setdefault(claim.indicator, []).append(claim)
    words = Words(made)
    return (
        _environment()
        .get_template("comparison.html.jinja")
        .render(
            policy=_policy(style),
            style=Markup(style),  # noqa: S704 - our own file
            pictures=[(row.name, _address(drawn[row.id])) for row in made.indicators if row.id in drawn],
            made=made,
            words=words,
            claims=claims,
            contradictions=[each for each in made.claims if each.verdict == "contradicts"],
            plans=plans(made),
            anchor=_anchor,
            sided=sided,
            check_words=check_words,
            verdict_words=verdict_words,
            bound_words=bound_words,
            verdicts=VERDICTS,
            kinds=KINDS,
        )
    )


def _policy(style: str) -> str:
    """Allow the page's style and pictures that it holds itself, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _address(picture: str) -> str:
    """Put a picture into its address: as an image it is a document of its own, which cannot run anything."""
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}"


def _anchor(figure: str) -> str:
    return "s-" + "".join(char if char.isalnum() and char.isascii() else "-" for char in figure)


@cache
def _asset(name: str) -> str:
    return files("summarizer.rendering.comparison").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"shown": shown, "seen": seen, "period": period_words}
    return environment
