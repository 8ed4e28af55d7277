"""Metadata of a report, from the page around it and its own first and last lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.structure.dates import find_date, is_date, leading_date
from summarizer.structure.front import DOCUMENT_WORDS, find_front
from summarizer.structure.issuers import is_media, is_organ, issuer_of_title
from summarizer.structure.model import Metadata
from summarizer.structure.report_periods import periods_of_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.cleaning.text import CleanText
    from summarizer.structure.front import Front
    from summarizer.structure.lines import Line

_LABELS = {
    "index_number": "索引号|索取号|信息索引号|信息索引",
    "issuer": "发布机构|发布机关|发文机关|发文单位|发布单位|制发机关|制作机关"
    "|公开机构|公开机关|公开单位|编制机关"
    "|印发机关|责任单位|发文机构|信息提供单位",
    "written_on": "成文日期|成文时间|发文日期|发文时间|生成日期|生成时间|制发日期|印发日期|形成日期"
    "|撰写日期|落款日期|制作日期",
    "published_on": "发布日期|发布时间|公开日期|公开时间|发表时间|发表日期|公布日期|上网日期"
    "|更新时间|信息时间|时间|日期",
    "title": "名称|标题|信息名称|文件名称",
    "document_number": "文号|发文字号|文件编号|文件号|发文号|发布文号",
    "source": "来源|信息来源|稿源|发布人|供稿",
}
_SPACED = {key: "|".join(r"\s?".join(word) for word in words.split("|")) for key, words in _LABELS.items()}
_LABEL = re.compile(
    "(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _SPACED.items())
    + r"|(?<!\S)(?P<other>[\u4e00-\u9fff]{2,8}))\s*:"
)
_BULLETS = " \t\u3000•·●-—*|【】[]<>"
_DOCUMENT_NUMBER = re.compile(r"^[\u4e00-\u9fff]{1,16}[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*\d{1,5}\s*号$")
_ASSEMBLY_DATE = re.compile(r"^[—―─–(-]")
_SPEAKER = re.compile(
    r"^([\u4e00-\u9fff]{2,12}(?:长|主席|主任|书记|代表)):(?P<speech>[^。]{0,40}?)(?:我)?(?:谨|现)?(?P<title>[^,。:我谨]{0,8}《[^》]+》[^,。]{0,10})。"
)
_MEETING = re.compile(r"地点|下午|上午|出席|主持")
_TITLE = re.compile(rf"^[^:。;!?【】|]{{2,56}}(?:{DOCUMENT_WORDS})$")
_TAIL = 4
_LONGEST_NAME = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Metadata as found, with the front of the report they were found in."""

    metadata: Metadata
    front: Front
    told_on: str | None
    """First date before the report proper, of a meeting perhaps: tells the year if nothing else does."""


def find_metadata(clean: CleanText, lines: list[Line]) -> Facts:
    """Find the metadata of a report; periods are those its title names.

    Args:
        clean: The report.
        lines: Its lines.
    """
    page = [piece.text.strip() for piece in clean.furniture]
    labelled = _labelled(page)
    front = find_front(lines, _full_title(labelled.get("title"), lines))
    inside = [line.text for line in front.lines]
    tail = [line.text for line in lines[max(front.body, len(lines) - _TAIL) :]]
    for key, value in _labelled(inside).items():
        labelled.setdefault(key, value)
    speaker = (
        _SPEAKER.match(lines[front.body].text) if front.title is None and front.body < len(lines) else None
    )
    title = front.title if speaker is None else speaker["title"]
    if title is None:
        title = next((text for text in page if _TITLE.match(text)), None)
    written, published = _dates(labelled, [*inside], page, tail)
    issuer = _issuer(labelled, title, inside, tail)
    if issuer is None and speaker is not None:
        issuer = speaker[1]
    # The year in the name of a bill that a speech moves is not the year the speech is about.
    period, plan_period = periods_of_title(title, written) if speaker is None else (None, None)
    metadata = Metadata(
        title=title,
        issuer=issuer,
        index_number=labelled.get("index_number"),
        document_number=labelled.get("document_number") or _first(_DOCUMENT_NUMBER, [*inside, *page]),
        written_on=written,
        published_on=published,
        period=period,
        plan_period=plan_period,
    )
    return Facts(metadata=metadata, front=front, told_on=find_date("\n".join([*inside, *page])))


def _labelled(pieces: Iterable[str]) -> dict[str, str]:
    """Read ``label: value`` pairs: several in a line, or a label on one line and its value on the next."""
    found: dict[str, str] = {}
    waiting: str | None = None
    for piece in pieces:
        text = piece.strip(_BULLETS)
        marks = list(_LABEL.finditer(text))
        if waiting is not None and text and not (marks and marks[0].start() == 0):
            found.setdefault(waiting, text)
            waiting = None
            continue
        waiting = None if text else waiting
        for i, mark in enumerate(marks):
            end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
            value = text[mark.end() : end].strip(_BULLETS)
            key = mark.lastgroup or "other"
            if key == "other":
                continue
            if value and not _MEETING.search(text if key == "published_on" else ""):
                found.setdefault(key, value)
            elif not value and i + 1 == len(marks):
                waiting = key
    return {key: value for key, value in found.items() if _is_value(key, value)}


def _is_value(key: str, value: str) -> bool:
    if key in {"written_on", "published_on"}:
        return find_date(value) is not None
    if key == "index_number":
        return any(c.isdigit() for c in value)
    if key == "document_number":
        return "号" in value or any(c.isdigit() for c in value)
    return len(value) > 1


def _full_title(named: str | None, lines: list[Line]) -> str | None:
    """Return the title of the metadata table, unless it was cut short there."""
    if named is None:
        return None
    stem = named.rstrip(".…")
    if stem != named:
        return next((line.text for line in lines[:10] if line.text.startswith(stem)), None)
    return named


def _dates(
    labelled: dict[str, str], inside: list[str], page: list[str], tail: list[str]
) -> tuple[str | None, str | None]:
    """Return the dates of writing and of publication.

    A bare date by the title or under the text is the report's own; one with dashes or a time of day was put
    there by the site.
    """
    written = find_date(labelled.get("written_on", ""))
    published = find_date(labelled.get("published_on", ""))
    for text in inside:
        if written is None and _ASSEMBLY_DATE.match(text) and not is_date(text.strip("—―─–-")):
            written = find_date(text)
    for text in [*inside, *reversed(tail), *page]:
        # A bulletin has its date in brackets below the title.
        bare = text.strip(f"{_BULLETS}()")
        if not is_date(bare):
            if text in tail or (head := leading_date(bare)) is None:
                continue
            bare = head
        if "年" in bare or text in tail:
            written = written or find_date(bare)
        elif text not in tail:
            published = published or find_date(bare)
    if written is None:
        # A page header repeated on every page of a printed record.
        headers = [
            text for text in page if find_date(text) and len(text) < _LONGEST_NAME and not _LABEL.search(text)
        ]
        repeated = next((t for t, count in Counter(headers).items() if count > 1 and "年" in t), None)
        written = find_date(repeated) if repeated else None
    return written, published


def _issuer(labelled: dict[str, str], title: str | None, inside: list[str], tail: list[str]) -> str | None:
    named = labelled.get("issuer")
    if named:
        return named
    alone = [
        t.replace(" ", "")
        for t in inside
        if is_organ(t) and t != title and ":" not in t and not any(c.isdigit() for c in t)
    ]
    if alone:
        return alone[0]
    of_title = issuer_of_title(title, "\n".join(inside))
    if is_organ(of_title):
        return of_title
    signature = [
        t for t, after in pairwise(tail) if is_organ(t) and is_date(after) and len(t) < _LONGEST_NAME
    ]
    if signature:
        return signature[0]
    source = labelled.get("source")
    if source and is_organ(source) and not is_media(source):
        return source
    return of_title


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str | None:
    return next((t for t in texts if pattern.match(t)), None)
