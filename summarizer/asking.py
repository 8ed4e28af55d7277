"""What one chunk asks the model: a closed list of items, each known by words of the source.

A headline is asked for every point, a name only where the rules are not sure of theirs, a status
likewise. The key of an item is the source's own wording, because small models lose count of ids but
copy words well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer import headlines
from summarizer.chunking import LARGE, SMALL, ancestors, innermost
from summarizer.exchange import HOST_OF_EMBEDDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.chunking import Budget, Chunk
    from summarizer.exchange import Asker
    from summarizer.structure.model import Figure, Outline, Point, Status

Encoding = Literal["keyed", "fixed"]
ItemKind = Literal["headline", "name", "status"]

STATUS_WORDS: Mapping[str, Status] = {"已完成": "actual", "目标": "target", "预计": "forecast"}

HEAD_KEY = 12
"""Characters of a headline's key beyond its label: the model has to write every one of them."""
ANCHOR_KEY = 24
"""Characters of a figure's key."""

_SPECIAL = str.maketrans(
    {"<": "〈", ">": "〉", "【": "〖", "】": "〗", '"': "”", "\\": "/", "{": "(", "}": ")"}
)
_TURN_MARKS = str.maketrans({"<": "〈", ">": "〉"})
_INSTRUCTION_MARK = re.compile(r"\[(/?)([A-Za-z]?[A-Z][A-Z_]+|inst|sys|system|user|assistant)\]")
"""Any word in capitals: Mistral has ``[TOOL_CALLS]`` and a dozen more, GLM has ``[gMASK]``."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_BORDER = re.compile(r"[,;。:!?\n]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing asked of the model."""

    kind: ItemKind
    target: str
    """Id of the point or figure."""
    key: str
    """Words of the source, unique within the chunk."""
    choices: tuple[str, ...]
    """The only values allowed; empty for a text that is written freely and checked."""
    passage: str
    """Clean text that a free answer is checked against: the point or sentence, and the headings above it."""
    hints: tuple[str, ...] = ()
    """Names to start from, where the answer is free."""
    numbers: tuple[str, ...] = ()
    """The figure's own numbers, which do not belong into its name."""


def spoken(answer: str) -> str:
    """Return what a model said so that it can be shown to it again: a report may have had it write marks."""
    return _INSTRUCTION_MARK.sub(r"〔\1\2〕", answer.translate(_TURN_MARKS))


def neutral(text: str) -> str:
    """Return text that cannot end its fence, open a chat turn or break a JSON key.

    Chat templates mark turns with ``<|…|>``, ``<start_of_turn>``, ``[INST]``; the fence is made of ``【】``.
    """
    return _CONTROL.sub("", _INSTRUCTION_MARK.sub(r"〔\1\2〕", text.translate(_SPECIAL)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How a model is asked."""

    encoding: Encoding
    with_headlines: bool = True
    budget: Budget = LARGE


def manner_for(asker: Asker | None, encoding: Encoding) -> Manner | None:
    """Return how somebody is asked; None where there is nobody, and rules work alone.

    The embedded model loses count in long passages. Headlines it is not asked for: freely it copies first
    clauses whole, and of three clauses it takes worse ones than the rules do (docs/extraction.md).
    """
    if asker is None:
        return None
    is_embedded = asker.host == HOST_OF_EMBEDDED
    return Manner(encoding=encoding, with_headlines=not is_embedded, budget=SMALL if is_embedded else LARGE)


def items(text: str, outline: Outline, chunk: Chunk, manner: Manner) -> tuple[Item, ...]:
    """List what a chunk asks, in reading order.

    In the keyed encoding a name or a headline is a choice among the rules' candidates, so nothing is
    asked where there is only one; in the fixed encoding the model may word a better one, and checking
    compares it with the passage.
    """
    encoding = manner.encoding
    asked: list[tuple[int, Item]] = []
    taken: set[str] = set()
    for point in chunk.points if manner.with_headlines else ():
        choices: tuple[str, ...] = ()
        if encoding == "keyed":
            inside = [each for each in outline.figures if point.start <= each.anchor_start < point.end]
            choices = tuple(neutral(each) for each in headlines.choices(text, point, inside))
            if len(choices) < 2:  # noqa: PLR2004 - nothing to choose
                continue
        key = _unique(_head_key(text, point), taken)
        passage = _passage(text, outline, point.section, point.start, point.end)
        asked.append(
            (point.start, Item(kind="headline", target=point.id, key=key, choices=choices, passage=passage))
        )
    for figure in chunk.figures:
        wants_name = not figure.name_sure and (encoding == "fixed" or len(set(figure.candidates)) > 1)
        if not (wants_name or not figure.status_sure):
            continue
        anchor = _anchor_key(text, outline, figure)
        passage = _passage(text, outline, figure.section, *_sentence(text, figure))
        numbers = tuple(outline.mentions[each].text for each in figure.mentions)
        if wants_name:
            key = _unique(anchor, taken)
            choices = tuple(dict.fromkeys(neutral(each) for each in figure.candidates))
            item = Item(
                kind="name",
                target=figure.id,
                key=key,
                choices=choices if encoding == "keyed" else (),
                hints=() if encoding == "keyed" else choices[:2],
                passage=passage,
                numbers=numbers,
            )
            asked.append((figure.anchor_start, item))
        if not figure.status_sure:
            # The fixed encoding has a list of its own for each kind; only the flat object needs another key.
            key = _unique(
                f"{anchor}是" if encoding == "keyed" else anchor, taken if encoding == "keyed" else set()
            )
            item = Item(
                kind="status", target=figure.id, key=key, choices=tuple(STATUS_WORDS), passage=passage
            )
            asked.append((figure.anchor_start, item))
    asked.sort(key=lambda pair: pair[0])
    return tuple(item for _, item in asked)


def _head_key(text: str, point: Point) -> str:
    """Return the label and first words of a point, up to the first clause border or :data:`HEAD_KEY`."""
    body = text[point.start : point.end].strip()
    found = headlines.LABEL.match(body)
    label = found.group().strip() if found else ""
    rest = body[found.end() :] if found else body
    first = _BORDER.split(rest, maxsplit=1)[0] or rest[:HEAD_KEY]
    return neutral((label + headlines.cut(first, HEAD_KEY)).strip() or body[:HEAD_KEY]) or point.id


def _anchor_key(text: str, outline: Outline, figure: Figure) -> str:
    """Return the figure's clause, shortened around its own number."""
    anchor = text[figure.anchor_start : figure.anchor_end].strip().replace("\n", "")
    if len(anchor) > ANCHOR_KEY and figure.mentions:
        number = outline.mentions[figure.mentions[0]]
        stop = min(figure.anchor_end, number.end + 4)
        start = max(figure.anchor_start, stop - ANCHOR_KEY)
        anchor = text[start:stop].strip().replace("\n", "")
    return neutral(anchor) or figure.id


def _unique(key: str, taken: set[str]) -> str:
    """Number a key that already stands for another item."""
    found, count = key, 1
    while found in taken:
        count += 1
        found = f"{key}({count})"
    taken.add(found)
    return found


def _sentence(text: str, figure: Figure) -> tuple[int, int]:
    """Return the sentence that holds a figure, with the one before it, in which its subject may stand."""
    start = max(text.rfind(mark, 0, figure.start) for mark in "。\n")
    earlier = max(text.rfind(mark, 0, max(start, 0)) for mark in "。\n")
    ends = [found for mark in "。\n" if (found := text.find(mark, figure.end)) >= 0]
    return earlier + 1, min(ends, default=len(text))


def _passage(text: str, outline: Outline, section: str, start: int, end: int) -> str:
    """Return the passage with the headings that govern it, which a reader would use as well."""
    by_id = {each.id: each for each in outline.sections}
    held = by_id.get(section) or innermost(outline, start)
    headings: Sequence[str] = [each.heading for each in ancestors(outline, held)]
    return "\n".join([*headings, text[start:end]])
