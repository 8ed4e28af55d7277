"""What the model answers.

The schemas stay in the subset that OpenAI strict mode, xgrammar, llguidance and llama.cpp all enforce: flat
objects or lists of flat objects, strings and string enums, every field required, nothing else. Lengths and
patterns are checked by code, because each of those engines drops or distorts one of these keywords silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, create_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WireStatus = Literal["已完成", "目标", "预计"]


def _without_titles(schema: dict[str, Any]) -> None:
    """Drop the titles Pydantic adds: hosted models pay for them, and none needs them."""
    schema.pop("title", None)
    for part in schema.get("properties", {}).values():
        part.pop("title", None)
    schema.pop("description", None)


class WireModel(BaseModel):
    """Base of every answer: unknown fields are refused, the schema carries no titles or descriptions."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_without_titles)


class HeadedPoint(WireModel):
    """The headline of the point that opens with the words of ``anchor``."""

    anchor: str
    headline: str


class NamedFigure(WireModel):
    """The name of the figure that stands in the clause ``anchor``."""

    anchor: str
    name: str


class StatedFigure(WireModel):
    """Whether the figure that stands in the clause ``anchor`` is reached, aimed at or expected."""

    anchor: str
    status: WireStatus


class FixedAnswer(WireModel):
    """Answer for a chunk in the fixed encoding; one schema for all chunks keeps hosted prefix caches warm."""

    headlines: list[HeadedPoint]
    names: list[NamedFigure]
    statuses: list[StatedFigure]


class TranslatedText(WireModel):
    """The English of the text ``anchor``."""

    anchor: str
    english: str


class FixedTranslations(WireModel):
    """Translations in the fixed encoding."""

    translations: list[TranslatedText]


class MatchedFigure(WireModel):
    """Which of the offered figures is the one called ``anchor``."""

    anchor: str
    match: str


class FixedMatches(WireModel):
    """Choices of a comparison in the fixed encoding."""

    matches: list[MatchedFigure]


def keyed_answer(keys: Mapping[str, Sequence[str]]) -> type[WireModel]:
    """Make the schema of one flat object whose keys are the source's own words.

    Args:
        keys: Every key with the values it may have, in the order of the answer; none means a free string.

    Returns:
        A model in which no key can be left out and no value outside a closed set can stand.
    """
    return create_model("KeyedAnswer", __base__=WireModel, **_items(keys))


def overview_answer(asked: Mapping[str, Sequence[str]], key: str, names: Sequence[str]) -> type[WireModel]:
    """Make the schema of the overview: what is asked of the whole report and, if wanted, a choice of figures.

    Args:
        asked: Every key with the values it may have; none means a sentence.
        key: The key under which the model lists the figures that matter most.
        names: The figures it may choose from, by name; none means it is not asked to choose.
    """
    fields = _items(asked)
    if names:
        fields["chosen"] = (list.__class_getitem__(cast("Any", Literal)[tuple(names)]), Field(alias=key))
    return create_model("OverviewAnswer", __base__=WireModel, **fields)


def _items(keys: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the fields of an object by their keys and the values each may have."""
    return {
        f"item{place}": (cast("Any", Literal)[tuple(values)] if values else str, Field(alias=key))
        for place, (key, values) in enumerate(keys.items())
    }
