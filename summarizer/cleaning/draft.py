"""The text while it is being cleaned: characters, where each came from, and what was done to them."""

from __future__ import annotations

import re
from array import array
from itertools import compress, pairwise
from operator import ne
from typing import TYPE_CHECKING, NamedTuple

from summarizer.cleaning.text import Furniture, Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BULLETS = re.compile(r"(?:^|(?<= ))[•·●■◆▪○◇□►▶] *")


class Edit(NamedTuple):
    """Replace ``text[start:end]`` of a draft."""

    start: int
    end: int
    after: str
    spans: Sequence[tuple[int, int]] | None = None
    """For each character of ``after`` the interval of the draft it was made from, where the edit knows it."""


class Line(NamedTuple):
    """A line of a draft, without its line end."""

    start: int
    end: int
    text: str
    """Stripped of spaces at both ends."""
    indent: int
    """Spaces in front of it."""


class Draft:
    """Text under repair together with the map back to the source.

    Every pass is an edit of the draft; the offsets are carried along in two arrays, so that a pass costs
    slices and no objects for the characters it leaves alone.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source
        self.starts = array("I", range(len(source)))
        self.ends = array("I", range(1, len(source) + 1))
        self.repairs: list[Repair] = []
        self.furniture: list[Furniture] = []
        self._lines: tuple[str, list[Line]] | None = None

    def interval(self, start: int, end: int) -> tuple[int, int]:
        """Source interval of ``text[start:end]``."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else len(self.source)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def log(self, kind: str, start: int, end: int, after: str) -> None:
        """Write down that ``text[start:end]`` becomes ``after``, without what was cut out of it before."""
        pieces = [self.interval(start, end)]
        if not after and pieces[0][1] - pieces[0][0] > end - start:
            cuts = [place for place in range(start + 1, end) if self.starts[place] > self.ends[place - 1]]
            pieces = [self.interval(*piece) for piece in pairwise([start, *cuts, end])]
        self.repairs.extend(
            Repair(kind=kind, start=first, end=last, before=self.source[first:last], after=after)
            for first, last in pieces
        )

    def rewrite(self, kind: str, new: str) -> None:
        """Take over a text of the same length, character for character."""
        start = end = -1
        for place in compress(range(len(new)), map(ne, self.text, new)):
            if place != end or self.starts[place] > self.ends[place - 1]:
                if end > 0:
                    self.log(kind, start, end, new[start:end])
                start = place
            end = place + 1
        if end > 0:
            self.log(kind, start, end, new[start:end])
        self.text = new

    def substitute(
        self, kind: str, pattern: re.Pattern[str], after: str | Callable[[re.Match[str]], str]
    ) -> None:
        """Replace every match of ``pattern``; a function may return the match unchanged."""
        edits: list[Edit] = []
        for match in pattern.finditer(self.text):
            new = after if isinstance(after, str) else after(match)
            if new != match.group():
                edits.append(Edit(match.start(), match.end(), new))
        self.apply(kind, edits)

    def apply(self, kind: str, edits: Sequence[Edit], *, silent: bool = False) -> None:
        """Carry out edits that are in order and do not overlap.

        Args:
            kind: The kind of the repairs logged.
            edits: What to replace.
            silent: Do not log: the caller has logged the change in its own words.
        """
        if not edits:
            return
        parts: list[str] = []
        starts, ends = array("I"), array("I")
        place = 0
        for edit in edits:
            if not silent:
                self.log(kind, edit.start, edit.end, edit.after)
            parts.append(self.text[place : edit.start])
            starts.extend(self.starts[place : edit.start])
            ends.extend(self.ends[place : edit.start])
            if edit.after:
                parts.append(edit.after)
                spans = edit.spans or self._spread(edit)
                starts.extend(self.interval(*span)[0] for span in spans)
                ends.extend(self.interval(*span)[1] for span in spans)
            place = edit.end
        parts.append(self.text[place:])
        starts.extend(self.starts[place:])
        ends.extend(self.ends[place:])
        self.text, self.starts, self.ends = "".join(parts), starts, ends

    @staticmethod
    def _spread(edit: Edit) -> list[tuple[int, int]]:
        """Character for character where the lengths agree, else everything from everything."""
        if len(edit.after) == edit.end - edit.start:
            return [(place, place + 1) for place in range(edit.start, edit.end)]
        return [(edit.start, edit.end)] * len(edit.after)

    def lines(self) -> list[Line]:
        """The lines of the text, blank ones too; made anew only when the text has changed."""
        if self._lines is not None and self._lines[0] is self.text:
            return self._lines[1]
        found: list[Line] = []
        start = 0
        for text in self.text.split("\n"):
            bare = text.lstrip(" \t")
            found.append(Line(start, start + len(text), bare.rstrip(" \t"), len(text) - len(bare)))
            start += len(text) + 1
        self._lines = (self.text, found)
        return found

    def set_apart(self, kind: str, start: int, end: int) -> None:
        """Keep ``text[start:end]`` as furniture; taking it out of the text is the caller's edit."""
        first, last = self.interval(start, end)
        self.furniture.append(
            Furniture(start=first, end=last, text=_BULLETS.sub("", " ".join(self.text[start:end].split())))
        )
        before = self.source[first:last]
        self.repairs.append(Repair(kind=kind, start=first, end=last, before=before, after=""))
