"""A finding of the doctor's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One line of the doctor's, with what belongs to it."""

    name: str
    ok: bool
    detail: str
    hint: str | None = None
    """What to do where it is not ok."""
    known: tuple[str, ...] = ()
    """What is known of servers of this kind: the row of the compatibility matrix."""
