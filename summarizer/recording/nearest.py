"""Which recording is nearest to a question that none answers, and where the two part."""

from __future__ import annotations

from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.recording.entry import Asked, Entry

_BEFORE, _AFTER = 8, 24
"""Characters shown around the place where two texts part."""


def nearest(asked: Asked, label: str, entries: Iterable[Entry]) -> Entry | None:
    """Return the entry whose request has most in common with a question."""
    known = [entry for entry in entries if entry.request is not None]
    return max(known, key=lambda entry: _likeness(asked, label, entry), default=None)


def first_difference(asked: Asked, identity: str, entry: Entry) -> str:
    """Say at which place a question first parts from a recorded one, and what stands there in both."""
    request = entry.request
    if request is not None:
        found = _difference(request.model_dump(by_alias=True), asked.model_dump(by_alias=True), "")
        if found:
            return found
    if entry.identity != identity:
        return f"model: recorded {entry.model} ({entry.identity}), asked {identity}"
    return "the key: the recording was made by another version of this program, or changed by hand"


def _likeness(asked: Asked, label: str, entry: Entry) -> tuple[float, bool]:
    request = cast("Asked", entry.request)
    pairs = zip(request.messages, asked.messages, strict=False)
    common = sum(_common(one.content, other.content) for one, other in pairs)
    return common / max(len(request.messages), len(asked.messages)), entry.label == label


def _common(one: str, other: str) -> float:
    """Return the share of two texts that they have in common at their beginnings and ends."""
    longest = max(len(one), len(other))
    if one == other or not longest:
        return 1.0
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    return (start + end) / longest


def _alike(one: str, other: str) -> int:
    """Count the characters two texts have in common at their beginnings."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def _difference(recorded: object, asked: object, path: str) -> str | None:
    """Walk both in parallel; the order of fields counts, as in the key."""
    if recorded == asked and _order(recorded) == _order(asked):
        return None
    if isinstance(recorded, str) and isinstance(asked, str):
        place = _alike(recorded, asked)
        shown = slice(max(0, place - _BEFORE), place + _AFTER)
        return f"{path}, character {place}: recorded {recorded[shown]!r}, asked {asked[shown]!r}"
    one, other = _children(recorded), _children(asked)
    if one is None or other is None:
        return f"{path}: recorded {recorded!r}, asked {asked!r}"
    for (name, before), (now_name, now) in zip(one, other, strict=False):
        if name != now_name:
            return f"{path}: recorded {_step('', name)}, asked {_step('', now_name)}"
        found = _difference(before, now, _step(path, name))
        if found:
            return found
    return f"{path}: recorded {len(one)} of them, asked {len(other)}"


def _children(value: object) -> list[tuple[str | int, object]] | None:
    if isinstance(value, dict):
        return list(cast("dict[str | int, object]", value).items())
    if isinstance(value, list | tuple):
        return list(enumerate(cast("list[object]", value)))
    return None


def _order(value: object) -> list[object]:
    """Return the names of all fields below a value in their order, which == does not compare."""
    children = _children(value) or []
    return [(name, _order(child)) for name, child in children]


def _step(path: str, name: str | int) -> str:
    if isinstance(name, int):
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else name
