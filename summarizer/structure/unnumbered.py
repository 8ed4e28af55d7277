"""Headings without a number: short lines between paragraphs, run-in slogans, labels such as ``存在问题:``."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.structure.dates import find_date
from summarizer.structure.front import SALUTATION
from summarizer.structure.kinds import generic_kind
from summarizer.structure.labels import label_at
from summarizer.structure.lines import first_stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.structure.lines import Line

Style = Literal["line", "run-in", "label"]

_LONGEST_LINE = 40
_LONGEST_SENTENCE = 20
_LONGEST_SLOGAN = 16
_SHORTEST_SLOGAN = 5
_SHORTEST_PARAGRAPH = 40
_MOST_DIGITS = 0.3
_FEWEST_CHARACTERS = 2
_SAME_LENGTH = 3
_LABEL = re.compile(r"[\u4e00-\u9fff、和与及“”\d]{2,14}:")
_NO_HEADING = re.compile(
    r"\t|\||^(?:单位|图|表|注|附|来源|作者|编辑|责任编辑|审核|记者|联系|电话|上一[篇条]|下一[篇条])[\s:一二三四五六七八九十\d]|[摄]$|^附件\d*$|^[\W\d_]+$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年")
_APPENDIX = re.compile(r"^附[件录表]?\s?\d{0,2}:?$")
_NO_LABEL = re.compile(
    r"^(?:[上下]一[篇条页]|注|来源|作者|编辑|审核|时间|地点|日期|联系|电话|附件|附|主办|承办|单位)|[是为]:$|如下:$|(?:主席|议员|司长|先生|女士|主持人|发言人):$"
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_NO_SLOGAN = re.compile(
    r"^(?:今年|去年|同时|此外|另外|一年来|五年来|我|本|这|其|在|当前|目前|截至|近年来|过去|刚刚|以上|下面|总的|各位|现将|为|根据|按照|全年|会议|年末|《)|[\d]|[,:;]"
)
_LISTING = re.compile(r"(?:如下|方面|工作|有|是|下|做到|要|即|包括|指出|强调|认为|表示|项|点)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Unnumbered:
    """A heading found without a number."""

    line: int
    style: Style
    start: int
    end: int
    """End of the heading's words."""
    repeated: bool = False
    """The same label occurs again: it belongs to the section it stands in, not to the report."""
    appended: bool = False
    """The title of an appendix: on a level with the main headings."""


def find_unnumbered(text: str, lines: list[Line], first: int, labelled: set[int]) -> dict[int, Unnumbered]:
    """Find the headings that have no number.

    Args:
        text: The clean text.
        lines: All its lines.
        first: Index of the first line after the front.
        labelled: Indices of the lines that open with a number.

    Returns:
        Line index → heading.
    """
    found: dict[int, Unnumbered] = {}
    for line in lines[first:]:
        if line.index in labelled:
            continue
        following = lines[line.index + 1] if line.index + 1 < len(lines) else None
        if _is_heading_line(line, following, labelled) or _is_heading_sentence(line, following, labelled):
            end = line.end - len(line.text) + len(line.text.rstrip("。:;,、"))
            appended = bool(line.index and _APPENDIX.match(lines[line.index - 1].text))
            found[line.index] = Unnumbered(
                line=line.index, style="line", start=line.start, end=end, appended=appended
            )
    for heading in [
        *_labels(lines[first:], labelled),
        *_slogans(text, lines[first:], labelled | set(found)),
    ]:
        found.setdefault(heading.line, heading)
    return found


def _is_heading_line(line: Line, following: Line | None, labelled: set[int]) -> bool:
    """A short line without punctuation at its end, before a paragraph or another heading."""
    text = line.text
    if following is None or not _may_be_heading(text):
        return False
    if following.index in labelled:
        return True
    if len(following.text) > 2 * len(text) and _is_paragraph(following.text, _SHORTEST_PARAGRAPH // 2):
        return True
    return _is_paragraph(following.text) or (generic_kind(text) is not None and "。" in following.text)


def _may_be_heading(text: str) -> bool:
    if len(text) > _LONGEST_LINE or text[-1] in "。;,、!?…":
        return False
    if text[-1] == ":" and (generic_kind(text) is None or SALUTATION.match(text)):
        return False
    bare = _YEAR.sub("", text)
    return not (
        _NO_HEADING.search(text)
        or find_date(text)
        or len(_CJK.findall(text)) < _FEWEST_CHARACTERS
        or sum(c.isdigit() for c in bare) > _MOST_DIGITS * len(bare)
        or text.count(" ") > 1
    )


def _is_heading_sentence(line: Line, following: Line | None, labelled: set[int]) -> bool:
    """A slogan with its full stop on a line of its own, before a paragraph."""
    return (
        following is not None
        and following.index not in labelled
        and line.text.endswith("。")
        and len(line.text) <= _LONGEST_SENTENCE
        and len(following.text) >= _SHORTEST_PARAGRAPH
        and _is_slogan(line.text[:-1])
        and _is_paragraph(following.text)
    )


def _labels(lines: list[Line], labelled: set[int]) -> Iterator[Unnumbered]:
    """Paragraphs that open with a label and a colon: a word of kind, or any word where several do."""
    words: dict[int, str] = {}
    for line in lines:
        match = None if line.index in labelled else _LABEL.match(line.text)
        if match is None or match.end() == len(line.text):
            continue
        if not _NO_LABEL.search(match[0]) and not SALUTATION.match(line.text):
            words[line.index] = match[0][:-1]
    counts = Counter(words.values())
    for line in lines:
        word = words.get(line.index)
        if word is None:
            continue
        generic = generic_kind(word) is not None
        in_a_row = (line.index - 1 in words or line.index + 1 in words) and not _LISTING.search(word)
        if generic or (in_a_row and len(line.text) > 2 * len(word) and _CJK.match(word)):
            yield Unnumbered(
                line=line.index,
                style="label",
                start=line.start,
                end=line.start + len(word),
                repeated=counts[word] > 1 or not generic,
            )


def _slogans(text: str, lines: list[Line], taken: set[int]) -> Iterator[Unnumbered]:
    """Neighbouring paragraphs that all open with a short sentence of about the same length."""
    sizes: dict[int, int] = {}
    for line in lines:
        if line.index in taken:
            continue
        stop = first_stop(text, line.start, min(line.end, line.start + _LONGEST_SLOGAN + 1), "。")
        words = text[line.start : stop]
        if text.startswith("。", stop) and line.end - stop > _SHORTEST_PARAGRAPH and _is_slogan(words):
            sizes[line.index] = len(words)
    for index, size in sizes.items():
        beside = [sizes[i] for i in (index - 1, index + 1) if i in sizes]
        if any(abs(size - other) <= _SAME_LENGTH for other in beside):
            start = lines[index - lines[0].index].start
            yield Unnumbered(line=index, style="run-in", start=start, end=start + size)


def _is_slogan(words: str) -> bool:
    return (
        _SHORTEST_SLOGAN <= len(words) <= _LONGEST_SLOGAN
        and not _NO_SLOGAN.search(words)
        and label_at(words, 0, len(words)) is None
    )


def _is_paragraph(text: str, shortest: int = _SHORTEST_PARAGRAPH) -> bool:
    return len(text) >= shortest and any(mark in text for mark in "。;,")
