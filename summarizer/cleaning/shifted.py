"""Text whose GBK bytes were read one byte out of step.

How it comes about: a program drops or spoils one byte of a two-byte character, and the reader pairs the
second byte of every character with the first byte of the next. ``（一）持續`` is ``A3A8 D2BB A3A9 B3D6
C06D``; behind a stray ``A1`` it reads ``A1A3 A8D2 BBA3 A9B3 D6C0 6D``, which is ``。ㄒ唬┏掷m``. The reading
falls into step again where a second byte is a letter of ASCII (the ``6D`` is an ``m``), or where the last
byte finds no partner and becomes ``?``.

The way back: encode the run, drop the first byte or put the lost one back, decode. Only a result without the
rare signs that give the damage away, and made of everyday characters, is believed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.cleaning.draft import Edit
from summarizer.cleaning.pinyin import SYLLABLE, readings
from summarizer.cleaning.simplify import to_simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.cleaning.draft import Draft

_CODEC = "gb18030"
_WIDE = 2
_RARER_ROWS = 0xD8
"""First byte from which GB 2312 holds its rarer characters."""

# （ and ） become bopomofo, accented letters and box drawings, 、 a numbered sign, ， a private character.
_TELLTALES = "\u3105-\u3129\u2500-\u254b\ue000-\ue765\u0101-\u01dc\u2160-\u216b\u2460-\u249b\u3220-\u3229"
_TELLTALE = re.compile(f"[{_TELLTALES}]")
_RARE = re.compile(f"[{_TELLTALES}\u00e0-\u00fc\u02c7-\u02d9\u0391-\u0451\u3041-\u30fe\u2200-\u22ff〓-〕]")
_RUN = re.compile(r"[^\x00-\x7f\s\ufffd？]+")
_LOST = re.compile(r"[?？\ufffd]{1,2}$")
# 強(qiáng) at the end of a run: its second byte took the bracket with it.
_CUT_READING = re.compile(rf"[?？\ufffd][(（]?{SYLLABLE}[)）]")
_MARKS = frozenset("，。、；：！？（）“”‘’《》〈〉％—…·－．")
_NUMBER = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|第[一二三四五六七八九十]{1,3}[章节部]|[（(]?[0-9０-９]{1,2}[）)、．]"
)
_CUT_NUMBER = re.compile(r"(?:[（(]|第)?[一二三四五六七八九十]{0,2}")
_NUMERALS = {numeral.encode(_CODEC)[0]: numeral for numeral in "一二三四五六七八九十"}
_AFTER_NUMBER = "）)、章节部"
_HEADING_LEADS = bytes({word.encode(_CODEC)[0] for word in "（第一二三四五六七八九十"})
_SHORTEST = 6
"""Characters that a result must have if it does not begin with the number of a heading."""
_EVERYDAY = 0.85
_SOUND = 0.75
"""Share of everyday characters around a telltale from which it is taken for meant."""
_LONGEST = 2000
_MOST_BACK = 8
"""How far before the first telltale a run may begin that has no mark of a lost byte."""


class _Result(NamedTuple):
    """A run put back into step."""

    text: str
    spans: list[tuple[int, int]]
    end: int
    """Where the repaired run ends in the draft."""


def unshift(draft: Draft) -> None:
    """Put runs of text that were read one byte out of step back into step."""
    edits: list[Edit] = []
    for run in _RUN.finditer(draft.text):
        telltale = _TELLTALE.search(draft.text, run.start(), run.end())
        if telltale is None:
            continue
        start, place, end = run.start(), telltale.start(), min(run.end(), run.start() + _LONGEST)
        beside = draft.text[max(start, place - 3) : min(end, place + 4)]
        if place < end and _everyday(beside) < _SOUND and (edit := _repair(draft.text, start, place, end)):
            edits.append(edit)
    draft.apply("shifted", edits)


def _repair(text: str, start: int, telltale: int, end: int) -> Edit | None:
    """The first believable reading of the run ``text[start:end]``."""
    lost = _LOST.search(text, max(0, start - _WIDE), start)
    opens_line = not text[max(0, start - 20) : lost.start() if lost else start].rpartition("\n")[2].strip()
    last_telltale = max(match.start() for match in _TELLTALE.finditer(text, start, end)) + 1
    starts = [start] if lost else range(max(start, telltale - _MOST_BACK), telltale + 1)
    for first in starts:
        for result in _readings(text, first, end, last_telltale, opens_line=opens_line and first == start):
            if _believable(text[first : result.end], result.text):
                begin = lost.start() if lost else first
                return Edit(begin, result.end, result.text, result.spans)
    return None


def _readings(text: str, start: int, end: int, last_telltale: int, *, opens_line: bool) -> Iterator[_Result]:
    """Every way to put a run back into step, the likeliest first."""
    leads = [bytes([lead]) for lead in _HEADING_LEADS] if opens_line else []
    for spelled in dict.fromkeys((text[start:end], to_simplified(text[start:end]))):
        units = [character.encode(_CODEC, errors="replace") for character in spelled]
        places = [start + index // _WIDE for index in range(_WIDE * len(units))]
        for stop in _stops(units, start, last_telltale):
            code = b"".join(units[: stop - start])
            if len(code) != _WIDE * (stop - start):
                continue
            for lead in leads:
                for result in _decoded(text, lead + code, [start, *places[: len(code)]], stop):
                    if _NUMBER.match(result.text) or _CUT_NUMBER.fullmatch(result.text):
                        yield result
            yield from _decoded(text, code[1:], places[1 : len(code)], stop)


def _stops(units: list[bytes], start: int, last_telltale: int) -> list[int]:
    """Where a run may fall back into step: at its end, where its number ends, behind a swallowed letter."""
    swallowed = [start + index + 1 for index, unit in enumerate(units) if unit[-1] < ord("\x80")]
    return list(dict.fromkeys([start + len(units), last_telltale, *swallowed[:_MOST_BACK]]))


def _decoded(text: str, code: bytes, places: list[int], end: int) -> Iterator[_Result]:
    """Decode an odd number of bytes: the last one needs the character that follows the run."""
    following = text[end : end + 1]
    suffix, place = "", places[-1]
    if "@" <= following <= "~":
        code, places, end = code + following.encode(), [*places, end], end + 1
    elif code[-1] >= ord("\x80"):
        orphan, code, places = code[-1], code[:-1], places[:-1]
        gap = _LOST.match(text[end : end + 1])
        cut = _CUT_READING.match(text, end)
        closes = text[end + 1 : end + 2] if gap else following
        if cut and (named := _read_as(orphan, cut["syllable"])):
            suffix, end = named, cut.end()
        elif orphan in _NUMERALS and closes and closes in _AFTER_NUMBER and _cut_number(code):
            suffix = _NUMERALS[orphan]
            end += bool(gap)
        elif not gap:
            suffix = text[place]
    try:
        decoded = code.decode(_CODEC)
    except UnicodeDecodeError:
        return
    spans: list[tuple[int, int]] = []
    byte = 0
    for character in decoded:
        width = 1 if character.isascii() else len(character.encode(_CODEC))
        spans.append((places[byte], places[byte + width - 1] + 1))
        byte += width
    if suffix:
        spans.append((place, end))
    yield _Result(decoded + suffix, spans, end)


@cache
def _read_as(lead: int, syllable: str) -> str:
    """The one everyday character with this first byte and this reading, or nothing."""
    found: dict[str, str] = {}
    for trail in range(0x40, 0xFF):
        character = bytes([lead, trail]).decode("gbk", errors="ignore")
        if len(character) == 1 and _everyday(character) == 1 and syllable in readings(character):
            found.setdefault(to_simplified(character), character)
    return next(iter(found.values())) if len(found) == 1 else ""


def _cut_number(code: bytes) -> bool:
    """Whether a heading number lacks its last numeral."""
    return _CUT_NUMBER.fullmatch(code.decode(_CODEC, errors="replace")) is not None


def _everyday(text: str) -> float:
    """Share of a text that is everyday Chinese: the common rows of GB 2312 and punctuation."""
    words = [character for character in to_simplified(text) if not character.isascii()]
    common = 0
    for character in words:
        code = character.encode("gb2312", errors="ignore")
        common += character in _MARKS or (len(code) == _WIDE and ord("\xb0") <= code[0] < _RARER_ROWS)
    return common / max(1, len(words))


def _believable(before: str, after: str) -> bool:
    """Whether a reading looks like a report where the text before did not."""
    words = after.strip("\u3000")
    if _RARE.search(words) or _everyday(words) < _EVERYDAY:
        return False
    if _NUMBER.match(words) or (_CUT_NUMBER.fullmatch(words) and words[-1:] in _NUMERALS.values()):
        return True
    return len(words) >= _SHORTEST and _everyday(before) < _EVERYDAY - 0.1
