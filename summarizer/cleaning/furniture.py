"""Page furniture: what a web page puts around a report, set apart line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.cleaning import vocabulary as words
from summarizer.cleaning.draft import Edit
from summarizer.cleaning.head import body_start, find_title
from summarizer.cleaning.spam import is_spam

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft, Line

FURNITURE: Final = "furniture"
SPAM: Final = "spam"

_LONGEST_ROW = 300
_LONGEST_LINE = 200
_LONGEST_VALUE = 80
_LONGEST_LINK = 80
_SHORTEST_TITLE = 4
_STAMP = re.compile(r"\d{4} ?[-/.年] ?\d{1,2}.{0,16}")
_COUNT = re.compile(r"[-\d, ]*(?:次|人次)?")
_VALUE = re.compile(r"[^。;!?:]{1,40}")
_ENTRY = re.compile(
    r"(?:[(\[]?\d{1,3}[)\].、:]|[①-⑳•*【“《])? ?[^。,;]{1,40}:|.{1,40}(?:是指|指的?是|即|简称)"
    r"|[(\[]?\d{1,3}[)\].、]"
)
_ATTACHMENT = re.compile(r"附(?:件|表|录) ?[\d一二三四五六七八九]{0,2}:?$")


class Page:
    """The lines of a draft and what each of them is taken for."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.kinds: list[str | None] = [None] * len(lines)
        self.follows: set[int] = set()
        """Lines that belong to the piece of furniture above them, as a value to its label."""

    def mark(self, index: int, kind: str = FURNITURE) -> None:
        """Take a line for furniture or spam."""
        self.kinds[index] = kind

    def is_free(self, index: int) -> bool:
        """Whether a line has text and is not taken for anything yet."""
        return self.kinds[index] is None and bool(self.lines[index].text)

    def next_line(self, index: int) -> int | None:
        """The next line with text, at most two blank ones further."""
        for place in range(index + 1, min(index + 4, len(self.lines))):
            if self.lines[place].text:
                return place
        return None


def drop_furniture(draft: Draft) -> None:
    """Set furniture and spam apart, and join a title that stands on several lines."""
    page = Page(draft.lines())
    _mark_anywhere(page)
    _mark_values(page)
    _mark_button_blocks(page)
    start = body_start(page.lines, page.kinds)
    _mark_head(page, start)
    title = find_title(page.lines, page.kinds, start)
    if title:
        _mark_around_title(page, title, start)
    _mark_tail(page)
    _mark_glossary(page, len(draft.text))
    joined = range(title.start, title.stop - 1) if title else range(0)
    _apply(draft, page, joined)


def _is_row(line: Line, pattern: re.Pattern[str]) -> bool:
    """Whether a line is labels with short values."""
    if len(line.text) > _LONGEST_ROW or "。" in line.text or not pattern.match(line.text):
        return False
    return all(len(value) <= _LONGEST_VALUE for value in words.LABEL.split(line.text))


def _mark_anywhere(page: Page) -> None:
    """Lines that cannot be anything else, wherever they stand."""
    for index, line in enumerate(page.lines):
        text = line.text
        if not text or len(text) > _LONGEST_ROW + _LONGEST_LINE:
            continue
        if is_spam(text):
            page.mark(index, SPAM)
        elif _is_row(line, words.SURE_ROW) or (len(text) <= _LONGEST_LINE and _is_sure(text)):
            page.mark(index)


def _is_sure(text: str) -> bool:
    if words.HEADING.match(text):
        return False
    if words.WIDGETS.fullmatch(text):
        return words.SURE_WIDGET.search(text) is not None
    return any(
        pattern.fullmatch(text) is not None
        for pattern in (words.CREDIT, words.COUNTER, words.SCAN, words.PATH, words.PAYWALL)
    )


def _mark_values(page: Page) -> None:
    """Values that stand on the line below their label (``• 索引号:`` and ``• 2102/2020`` below it)."""
    for index, line in enumerate(page.lines):
        if page.kinds[index] or (words.BULLET.match(line.text) and words.LABEL_ALONE.fullmatch(line.text)):
            page.mark(index, page.kinds[index] or FURNITURE)
            _mark_value(page, index)


def _mark_value(page: Page, index: int) -> None:
    """Mark the line below a label that stands alone, if it is the value."""
    text = page.lines[index].text
    label = words.LABEL_ALONE.fullmatch(text)
    value = page.next_line(index)
    if (
        label
        and value is not None
        and page.is_free(value)
        and _is_value(text, label["label"], page.lines[value].text)
    ):
        page.mark(value)
        page.follows.add(value)


def _is_value(line: str, label: str, text: str) -> bool:
    """Whether a line can be the value of the label above it; a title or a heading never is."""
    if words.LABEL_ALONE.fullmatch(text) or words.WIDGETS.fullmatch(text):
        return False
    bullet = words.BULLET.match(line)
    if bullet:
        return text.startswith(bullet.group())
    if re.search("日期|时间", label):
        return _STAMP.fullmatch(text) is not None
    if re.search("次数|量|数$|率$|浏览|阅读|点击|人气", label):
        return _COUNT.fullmatch(text) is not None
    return (
        _VALUE.fullmatch(text) is not None
        and not words.HEADING.match(text)
        and not words.TITLE_TAIL.fullmatch(text)
        and not text.startswith(("—", "(", "《"))
    )


def _mark_button_blocks(page: Page) -> None:
    """``大``, ``中`` and brackets by themselves, beside lines that are furniture for sure."""
    order = list(range(len(page.lines)))
    for direction in (order, order[::-1]):
        beside = False
        for index in direction:
            text = page.lines[index].text
            if not text:
                continue
            if page.kinds[index] is None and beside and words.WIDGETS.fullmatch(text):
                page.mark(index)
            beside = page.kinds[index] == FURNITURE and (
                words.WIDGETS.fullmatch(text) is not None or words.LABEL_ALONE.fullmatch(text) is not None
            )


def _mark_head(page: Page, start: int) -> None:
    """Rows and site names before the report begins."""
    minutes = any(words.MEETING.search(page.lines[index].text) for index in range(start))
    for index in range(start):
        text = page.lines[index].text
        if not page.is_free(index):
            continue
        if (_is_row(page.lines[index], words.LIKELY_ROW) and not minutes) or any(
            pattern.fullmatch(text)
            for pattern in (words.SITE_PARTS, words.STAMP_ALONE, words.BYLINE, words.COLOPHON)
        ):
            page.mark(index)
            _mark_value(page, index)


def _mark_around_title(page: Page, title: range, start: int) -> None:
    """What stands above the title, and the title again (or its last words) below it."""
    text = "".join(page.lines[index].text for index in title)
    for index in range(start):
        if page.is_free(index) and (
            index < title.start
            or (
                index >= title.stop
                and len(page.lines[index].text) >= _SHORTEST_TITLE
                and text.endswith(page.lines[index].text)
                and not _has_subtitle(page, index)
            )
        ):
            page.mark(index)


def _has_subtitle(page: Page, index: int) -> bool:
    """Whether a line is the report's own title: where and when it was delivered stands below it."""
    below = page.next_line(index)
    return below is not None and words.SUBTITLE.match(page.lines[below].text) is not None


def _is_colophon(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and words.COLOPHON.fullmatch(text) is not None


def _mark_tail(page: Page) -> None:
    """Rows, links and the colophon after the last sentence of the report."""
    last = len(page.lines) - 1
    while last >= 0 and not (
        page.is_free(last)
        and not _is_colophon(page.lines[last].text)
        and ("。" in page.lines[last].text or len(page.lines[last].text) > _LONGEST_LINK)
    ):
        last -= 1
    if last < 0:
        return
    links = False
    for index in range(last + 1, len(page.lines)):
        line = page.lines[index]
        if not page.is_free(index):
            continue
        links = links or words.LINKS.fullmatch(line.text) is not None
        if (
            links
            or _is_row(line, words.LIKELY_ROW)
            or words.BYLINE.fullmatch(line.text)
            or _is_colophon(line.text)
        ):
            page.mark(index)


def _mark_glossary(page: Page, length: int) -> None:
    """A list that explains words of the report, in its second half and up to the next attachment."""
    for index, line in enumerate(page.lines):
        if not page.is_free(index) or line.start < length // 2 or not words.GLOSSARY.fullmatch(line.text):
            continue
        entries = [place for place in range(index + 1, len(page.lines)) if page.is_free(place)]
        stop = next(
            (place for place in entries if _ATTACHMENT.match(page.lines[place].text)), len(page.lines)
        )
        entries = [place for place in entries if place < stop]
        explaining = sum(_ENTRY.match(page.lines[place].text) is not None for place in entries)
        if entries and explaining * 2 >= len(entries):
            for place in [index, *entries]:
                page.mark(place)
        return


def _apply(draft: Draft, page: Page, joined: range) -> None:
    """Carry out what was decided."""
    edits: list[Edit] = []
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        kind = page.kinds[index]
        if kind is not None:
            end = line.end
            while (value := page.next_line(index)) is not None and value in page.follows:
                index, end = value, page.lines[value].end
            draft.set_apart(kind, line.start, end)
            edits.append(Edit(line.start, end, ""))
        elif index in joined:
            following = page.lines[index + 1]
            seam = Edit(line.start + line.indent + len(line.text), following.start + following.indent, "")
            draft.log("join", seam.start, seam.end, "")
            edits.append(seam)
        index += 1
    draft.apply(FURNITURE, edits, silent=True)
