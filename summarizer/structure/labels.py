"""Numbering as reports write it: 一、 （一） 1. （1） ① 第一章 第一, 一是/一要 —— and markdown marks.

Patterns are for clean text, in which width is folded (``（一）`` is ``(一)``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CN = "[一二三四五六七八九十百]{1,4}"
_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_ORDINARY_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

RANK = {
    "part": 1,
    "chapter": 2,
    "article": 3,
    "cn": 4,
    "cn-paren": 5,
    "ar": 6,
    "ar-dun": 6,
    "ar-bare": 6,
    "ar-deep": 7,
    "ar-paren": 8,
    "ar-half": 8,
    "circle": 9,
}
"""Styles that have a rank by convention; the others (一是, ——, unnumbered) nest as they occur."""

LISTS = frozenset({"is", "must", "nth", "first"})
"""Enumerations that run on inside a paragraph."""

# What follows a bare number decides whether it is a label: 1.5亿元, 1、2号楼 and 一、二月份 are none.
_STYLES = (
    ("md", r"#{1,6}\s+(?=\S)"),
    ("part", rf"第\s?(?P<part>{_CN}|\d{{1,2}})\s?(?:部分|篇|编)[\s、,:.]*"),
    ("chapter", rf"第\s?(?P<chapter>{_CN}|\d{{1,2}})\s?章[\s、,:.]*"),
    ("article", rf"第\s?(?P<article>{_CN}|\d{{1,2}})\s?节[\s、,:.]*"),
    ("nth", rf"第(?P<nth>{_CN})(?:是|方面)?\s?(?:[,:]|、(?!{_CN}))\s?|第(?P<nth2>{_CN})是"),
    ("cn", rf"(?P<cn>{_CN})\s?[、.]\s?(?!{_CN}[、月季产批期类次级])"),
    ("cn-paren", rf"\(\s?(?P<cnparen>{_CN})\s?\)[、.]?\s?|〔(?P<cnbracket>{_CN})〕|(?P<cnhalf>{_CN})\)"),
    ("ar-deep", r"(?P<ardeep>\d{1,2}(?:\.\d{1,2}){1,3})\.?[\s、](?=\D)"),
    ("ar", r"(?P<ar>\d{1,2})\s?\.\s?(?!\d)|(?P<aryear>\d{1,2})\.(?=\d{4}年)"),
    ("ar-dun", r"(?P<ardun>\d{1,2})\s?、\s?(?!\d{1,2}[、,号月季楼至-])"),
    ("ar-bare", r"(?P<arbare>\d{1,2})\s(?=[\u4e00-\u9fff][^。;,:!?|\n]{1,30}$)"),
    ("ar-paren", r"\(\s?(?P<arparen>\d{1,2})\s?\)[、.]?\s?"),
    ("ar-half", r"(?P<arhalf>\d{1,2})\)\s?"),
    ("circle", rf"(?P<circle>[{_CIRCLED}])\s?"),
    ("is", rf"(?P<is>{_CN})是|其(?P<its>[一二三四五六])\s?[,、:是]"),
    ("must", rf"(?P<must>{_CN})要(?!求|点|素|务)"),
    ("first", r"(?P<first>首先|其次|再次|再者|最后)\s?[,:]\s?"),
    ("dash", r"[—―─–-]{2,}\s?(?=\S)|[—―]\s?(?=\S)|[●■◆★▲•]\s?(?=\S)|[-*+]\s+(?=\S)"),
)
_PATTERN = re.compile("|".join(f"(?P<s{i}>{pattern})" for i, (_, pattern) in enumerate(_STYLES)))
_INLINE = re.compile(
    rf"(?<=[。;:,!?\s”’》)])(?:{_CN}[是要]|其[一二三四五六][,、:是]|第{_CN}(?:是|方面)?[,、:]|(?:首先|其次|再次|再者|最后)[,:]"
    rf"|\(\s?(?:{_CN}|\d{{1,2}})\s?\)|[{_CIRCLED}]|\d{{1,2}}(?:[.](?!\d)|、(?!\d)|\))|{_CN}、)"
)
_BOUNDARY = {"is": "。;:,!?", "must": "。;:,!?", "nth": "。;:!?", "first": "。;:!?"}
_LONGEST_JUMP = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """The number in front of a heading."""

    style: str
    number: int
    """0 for styles that do not count."""
    start: int
    end: int


def numeral(word: str) -> int:
    """Return the value of a section numeral: ``十二`` is 12, ``3.2`` is 2; 0 where it is none."""
    if word in _ORDINARY_WORDS:
        return _ORDINARY_WORDS[word]
    if word in _CIRCLED:
        return _CIRCLED.index(word) + 1
    if word[-1].isdigit():
        return int(word.rpartition(".")[2])
    total = digit = 0
    for c in word:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(c, 0)
    return total + digit


def label_at(text: str, start: int, end: int) -> Label | None:
    """Return the label that stands at ``start``, or None."""
    match = _PATTERN.match(text, start, end)
    if match is None:
        return None
    style = next(name for i, (name, _) in enumerate(_STYLES) if match[f"s{i}"] is not None)
    word = next(
        (w for key, w in match.groupdict().items() if w is not None and not re.fullmatch(r"s\d+", key)), None
    )
    if style == "md":
        return Label(style=f"md{match[0].count('#')}", number=0, start=start, end=match.end())
    return Label(style=style, number=numeral(word) if word else 0, start=start, end=match.end())


def enumerations(text: str, start: int, end: int, opening: Label | None) -> list[list[Label]]:
    """Return the enumerations inside the paragraph ``text[start:end]``, in order of their first label.

    An enumeration counts up from one and has at least two members, or goes on from the label that opens
    the paragraph (which is then not in the list). Slips of the writer (jumps, repeated numbers) are allowed.

    Args:
        text: The whole text.
        start: Where to begin to look.
        end: End of the paragraph.
        opening: The label that opens the paragraph, if any.
    """
    finished: list[list[Label]] = []
    running: dict[str, list[Label]] = {}
    if opening is not None and opening.number:
        running[opening.style] = [opening]
    for match in _INLINE.finditer(text, start, end):
        label = label_at(text, match.start(), end)
        if label is None or not _may_stand(text, label):
            continue
        members = running.get(label.style)
        if label.number == 1:
            members = running[label.style] = [label]
            finished.append(members)
        elif members is not None and 0 <= label.number - members[-1].number <= _LONGEST_JUMP:
            if len(members) == 1 and members[0] is opening:
                finished.append(members)
            members.append(label)
    lists = [[m for m in members if m is not opening] for members in finished if len(members) > 1]
    return [members for members in lists if members]


def _may_stand(text: str, label: Label) -> bool:
    """Say whether a label inside a paragraph stands where an item can begin."""
    place = label.start - 1
    while place >= 0 and text[place] in " \u3000":
        place -= 1
    before = text[place] if place >= 0 else "。"
    return before == "\n" or before in _BOUNDARY.get(label.style, "。;:!?")
