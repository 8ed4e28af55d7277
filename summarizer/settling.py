"""Joins what rules found with what the model answered: one name, status and headline for everything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from summarizer import headlines
from summarizer.asking import STATUS_WORDS, neutral

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.asking import Item
    from summarizer.structure.model import Figure, Outline, Status

Source = Literal["rule", "model"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A figure with the name and status it goes into the report with."""

    figure: Figure
    name: str
    status: Status
    by: Source
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Headed:
    """A headline and where it comes from."""

    text: str
    by: Source
    flags: tuple[str, ...]


def settle_figures(
    outline: Outline, accepted: Mapping[Item, str], faults: Mapping[Item, str]
) -> tuple[Named, ...]:
    """Give every figure its name and status.

    A name the model gave to several figures that rules tell apart is taken back: small models like to
    call six figures by one general name.
    """
    names = {item.target: value for item, value in accepted.items() if item.kind == "name"}
    statuses: dict[str, Status] = {
        item.target: STATUS_WORDS[value] for item, value in accepted.items() if item.kind == "status"
    }
    refused = {item.target for item in faults if item.kind == "name"}
    settled: list[Named] = []
    for figure in outline.figures:
        flags: list[str] = []
        by: Source = "rule"
        name = figure.name
        if figure.id in names:
            by = "model"
            name = next(
                (each for each in figure.candidates if neutral(each) == names[figure.id]), names[figure.id]
            )
        elif figure.id in refused:
            flags.append("name-refused")
        elif not figure.name_sure:
            flags.append("name-unsure")
        if not figure.status_sure and figure.id not in statuses:
            flags.append("status-unsure")
        settled.append(
            Named(
                figure=figure,
                name=name,
                status=statuses.get(figure.id, figure.status),
                by=by,
                flags=tuple(flags),
            )
        )
    return tuple(_told_apart(settled))


def settle_headlines(
    text: str, outline: Outline, accepted: Mapping[Item, str], faults: Mapping[Item, str]
) -> dict[str, Headed]:
    """Give every point its headline, by point id."""
    given = {item.target: value for item, value in accepted.items() if item.kind == "headline"}
    refused = {item.target for item in faults if item.kind == "headline"}
    settled: dict[str, Headed] = {}
    for point in outline.points:
        inside = [each for each in outline.figures if point.start <= each.anchor_start < point.end]
        if point.id in given:
            # What the model was offered was made safe for the prompt; the report keeps its own signs.
            offered = {neutral(each): each for each in headlines.choices(text, point, inside)}
            told = offered.get(given[point.id], given[point.id])
            settled[point.id] = Headed(text=told, by="model", flags=())
            continue
        flags = ("headline-refused",) if point.id in refused else ()
        settled[point.id] = Headed(text=headlines.headline(text, point, inside), by="rule", flags=flags)
    return settled


def _told_apart(settled: Sequence[Named]) -> Iterable[Named]:
    """Take back a model's name that another figure of the kind bears too, where the rules' name differs."""
    bearers = Counter(_kind(each, each.name) for each in settled)
    by_rule = Counter(_kind(each, each.figure.name) for each in settled)
    for each in settled:
        general = (
            each.by == "model"
            and bearers[_kind(each, each.name)] > 1
            and by_rule[_kind(each, each.figure.name)] == 1
            and each.name != each.figure.name
        )
        if general:
            yield replace(each, name=each.figure.name, by="rule", flags=(*each.flags, "name-refused"))
        else:
            yield each


def _kind(named: Named, name: str) -> tuple[str | bool | None, ...]:
    figure = named.figure
    return (name, figure.unit, figure.change is None, figure.period, named.status)
