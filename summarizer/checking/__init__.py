"""Decides which of a model's answers may stand: closed-set checks, wording checks, the list to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import wording
from .english import translation_fault
from .reading import Read, objects, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.asking import Encoding, Item

__all__ = ["MISSING", "Checked", "Read", "check", "fault", "objects", "read", "translation_fault"]

MISSING = "没有回答"


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """The items of an answer, sorted."""

    accepted: Mapping[Item, str]
    faults: Mapping[Item, str]
    """What is wrong with each other item, in words that can be put to the model."""
    whole: bool
    """The answer was one complete JSON object."""


def check(
    text: str,
    asked: Sequence[Item],
    encoding: Encoding,
    *,
    examples: frozenset[str] = frozenset(),
    document: str = "",
) -> Checked:
    """Sort the items of a raw answer into those that may stand and those that may not.

    Args:
        text: The raw answer.
        asked: Every item the request asked.
        encoding: How the answer is written.
        examples: Values of the worked examples; a copy of one is not an answer.
        document: Folded text of the whole report; words it has elsewhere are no inventions.
    """
    answer = read(text, asked, encoding)
    accepted: dict[Item, str] = {}
    faults: dict[Item, str] = dict.fromkeys(answer.missing, MISSING)
    for item, value in answer.values.items():
        problem = fault(item, value, examples=examples, document=document)
        if problem is None and item.kind == "headline" and value in accepted.values():
            problem = "与另一项重复"
        if problem is None:
            accepted[item] = value if item.choices else wording.fold(value).rstrip("。,;")
        else:
            faults[item] = problem
    return Checked(accepted=accepted, faults=faults, whole=answer.whole)


def fault(
    item: Item, value: str, *, examples: frozenset[str] = frozenset(), document: str = ""
) -> str | None:
    """Say what is wrong with the value of one item, or return None."""
    if item.choices:
        return None if value in item.choices else "只能从所列的词中选"
    text = wording.fold(value)
    if text in examples and text not in wording.fold(item.passage):
        return "照抄了示例"
    if item.kind == "name":
        return wording.name_fault(value, item.passage, item.numbers, document)
    return wording.headline_fault(value, item.passage, document)
