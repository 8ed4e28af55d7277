"""Says a figure in words: its name, level and change, with the report's own digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.schemas import Figure

_PRECEDING = {"约", "近", "超", "不低于", "不少于", "不超过", "累计"}


def say(figure: Figure) -> str:
    """Say a figure: name, level and change, with the report's own digits."""
    told = f"预计{figure.name}" if figure.status == "forecast" else figure.name
    change = ""
    if figure.change is not None:
        change = f"{_change_word(figure)}{figure.change.value}{figure.change.unit}"
    if figure.value is None:
        # A limit (8%以上) belongs to the change where there is no level.
        return f"{told}{_qualified(figure.qualifier, change)}"
    level = _qualified(figure.qualifier, f"{figure.value}\0{figure.unit or ''}").replace("\0", "")
    return f"{told}{level}（{change}）" if change else f"{told}{level}"


def _qualified(qualifier: str, number: str) -> str:
    before, after = "", ""
    for word in qualifier.split("/") if qualifier else ():
        if word == "余":
            number = number.replace("\0", "余") if "\0" in number else number
        elif word in _PRECEDING:
            before += word
        else:
            after += word
    return f"{before}{number}{after}"


def _change_word(figure: Figure) -> str:
    if figure.change is None:
        return ""
    up = figure.change.direction == "up"
    if figure.change.unit == "%":
        return "增长" if up else "下降"
    if "百分点" in figure.change.unit:
        return "提高" if up else "下降"
    return "增加" if up else "减少"


def agrees(figure: Figure, word: str) -> bool:
    """Tell whether a word of growth or decline goes the way the figure went."""
    if figure.change is None:
        return False
    return (figure.change.direction == "up") == (word in {"增长", "上升", "增加", "提高", "提升"})


def is_literal(figure: Figure) -> bool:
    """Tell whether a figure's digits stand in its passage as they are, so that a sentence may hold them."""
    passage = figure.evidence.clean
    numbers = [figure.value] if figure.value is not None else []
    if figure.change is not None:
        numbers.append(figure.change.value)
    held = set(re.findall(r"\d+(?:\.\d+)?", passage))
    unit = figure.unit if figure.value is not None else figure.change and figure.change.unit
    return bool(unit) and all(number in held for number in numbers)
