"""What is wrong with a label file, in words for the one who wrote it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError

from summarizer.evaluation.gold import Labels, told
from summarizer.evaluation.texts import squash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.evaluation.gold import LabelledFigure

MOST_OF_QUOTE, MOST_OF_HEADLINE = 60, 30
_NUMERAL = re.compile("[一二三四五六七八九十百千两半]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERIOD = re.compile(
    r"(?:as of )?\d{4}(?:-(?:H[12]|Q[1-4]|\d{2}(?:-\d{2})?))?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?"
)
_QUALIFIERS = frozenset({"约", "近", "余", "超", "以上", "不低于", "不少于", "不超过", "以内", "累计"})
_SHOWN = 12


def format_problems(text: str | bytes) -> list[str]:
    """Return what does not fit the format; nothing where the file can be loaded."""
    try:
        json.loads(text)
    except ValueError as error:
        return [f"this is not JSON: {error}"]
    try:
        Labels.model_validate_json(text)
    except ValidationError as error:
        return told(error)
    return []


def content_problems(labels: Labels, report: str) -> list[str]:
    """Return labels that do not follow the guide or are not in the report.

    Args:
        labels: The labels.
        report: The report after cleaning.
    """
    return list(_problems(labels, _plain(report)))


def _plain(text: str) -> str:
    """Squash, and take the rules between the cells of a table away: a label has the row's words."""
    return squash(text).replace("|", "")


def _problems(labels: Labels, report: str) -> Iterator[str]:
    yield from _of_meta(labels)
    for place, section in enumerate(labels.sections):
        yield from _absent(f"sections[{place}].heading", section.heading, report)
        if section.level < 1:
            yield f"sections[{place}].level is {section.level}; levels count from 1."
    for place, figure in enumerate(labels.figures):
        yield from _of_figure(f"figures[{place}]", figure, report)
    yield from _twice(labels.figures)
    for kind, points in (
        ("achievements", labels.achievements),
        ("actions", labels.actions),
        ("problems", labels.problems),
    ):
        for place, point in enumerate(points):
            at = f"{kind}[{place}]"
            yield from _absent(f"{at}.quote", point.quote, report)
            if len(point.quote) > MOST_OF_QUOTE:
                yield f"{at}.quote has {len(point.quote)} characters; at most {MOST_OF_QUOTE}."
            if len(point.headline) > MOST_OF_HEADLINE:
                yield f"{at}.headline has {len(point.headline)} characters; at most {MOST_OF_HEADLINE}."
            if not point.headline.strip():
                yield f"{at}.headline is empty."
    for place, document in enumerate(labels.documents):
        yield from _absent(f"documents[{place}].title", document.title, report)
    for place, key in enumerate(labels.key_points):
        for number, alternatives in enumerate(key.must_mention):
            if not any(_plain(words) and _plain(words) in report for words in alternatives):
                yield (
                    f"key_points[{place}].must_mention[{number}]: none of {_quoted(alternatives)} "
                    "is in the report, so no brief could satisfy it."
                )


def _of_meta(labels: Labels) -> Iterator[str]:
    for name in ("written_on", "published_on"):
        value = getattr(labels.meta, name)
        if value is not None and not _DATE.fullmatch(value):
            yield f"meta.{name} is {value!r}; a date is written YYYY-MM-DD."
    for name in ("period", "plan_period"):
        value = getattr(labels.meta, name)
        if value is not None and not _PERIOD.fullmatch(value):
            yield f"meta.{name} is {value!r}; a period is written 2019, 2020-H1, 2020-Q3 or 2020-01/2020-09."


def _of_figure(at: str, figure: LabelledFigure, report: str) -> Iterator[str]:
    name = f"{at} ({figure.name})"
    quote = squash(figure.quote)
    yield from _absent(f"{name}.quote", figure.quote, report)
    if figure.value is None and figure.change is None:
        yield f"{name} has neither a value nor a change."
    if (figure.value is None) != (figure.unit is None):
        yield f'{name}: value and unit are null together; a rank without a unit has the unit "".'
    for part, value in (("value", figure.value), ("change.value", figure.change and figure.change.value)):
        if value and squash(value) not in re.sub("[至~—–]", "-", quote) and not _NUMERAL.search(quote):
            yield f"{name}.{part} is {value!r}, which is not in its quote 「{figure.quote}」."
    for word in filter(None, figure.qualifier.split("/")):
        if word not in _QUALIFIERS:
            yield f"{name}.qualifier has {word!r}; use one of {' '.join(sorted(_QUALIFIERS))}, joined by /."
    if figure.period is not None and not _PERIOD.fullmatch(figure.period):
        yield f'{name}.period is {figure.period!r}; write 2019, 2020-H1, 2020-01/2020-09 or "as of 2020-06".'
    if not figure.name.strip():
        yield f"{at}.name is empty."


def _absent(at: str, words: str, report: str) -> Iterator[str]:
    """Say that words are not in the report, and how far they are."""
    wanted = _plain(words)
    if not wanted:
        yield f"{at} is empty."
    elif wanted not in report:
        held = next((end for end in range(len(wanted), 0, -1) if wanted[:end] in report), 0)
        hint = (
            f"it agrees up to 「{wanted[max(0, held - _SHOWN) : held]}」 and then differs"
            if held
            else "not even its beginning is there"
        )
        yield f"{at} is not in the report: 「{words}」; {hint}. Copy it from `summarizer clean REPORT`."


def _twice(figures: Sequence[LabelledFigure]) -> Iterator[str]:
    seen: dict[tuple[Any, ...], int] = {}
    for place, figure in enumerate(figures):
        change = figure.change and (figure.change.value, figure.change.unit)
        same = (figure.name, figure.value, figure.unit, change, figure.period, figure.quote)
        if same in seen:
            yield f"figures[{place}] ({figure.name}) says the same as figures[{seen[same]}]."
        seen.setdefault(cast("tuple[Any, ...]", same), place)


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"「{word}」" for word in words) or "an empty list"
