"""What stands before the report proper: its title, bylines, dates, the salutation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.structure.dates import leading_date
from summarizer.structure.labels import label_at

if TYPE_CHECKING:
    from summarizer.structure.lines import Line

DOCUMENT_WORDS = (
    "总结|报告|计划|打算|安排|思路|要点|公报|纪要|方案|汇报|规划|通报|综述"
    "|情况|意见|简报|白皮书|展望|讲话|致辞|述职|规程|说明|任务"
)
_TITLE_END = re.compile(rf"(?:{DOCUMENT_WORDS})(?:\([^()]{{1,12}}\))?$")
_UNFINISHED = re.compile(r"(?:[和及与暨的、,年度]|以及|关于)$")
SUBTITLE = re.compile(
    r"^[—―─–-]+.*(?:会议|大会|全会|会)上?$|^[((]?[^。]{0,40}(?:会议|大会)(?:上|审议通过|通过)[))]?$"
)
SALUTATION = re.compile(r"^(?:尊敬的|各位|同志们|女士们|先生们|主席|主任|代表们|委员们)[^。]{0,30}[:!]$")
ORGAN = (
    "人民政府|管理委员会|工作委员会|委员会|管委会|党工委|党委|局|厅|部|处|科|办公室|办事处|法院|检察院|中心|公司|集团|学校|中学|小学|幼儿园"
    "|大学|学院|医院|研究院|研究所|研究室|协会|学会|商会|联合会|总会|科协|文联|侨联|残联|工商联|工会|妇联|团委|政协|人大|调查队|总队|支队|大队|中队|消防队|银行|馆|站|所|社|院"
)
_BYLINE_ORGAN = re.compile(rf"^[\u4e00-\u9fff、\s()]{{2,40}}(?:{ORGAN}|政府)$")
_BYLINE_PERSON = re.compile(
    r"^[\u4e00-\u9fff]{0,16}(?:长|主席|书记|主任|代表|记者)[\s:]+[\u4e00-\u9fff]{1,4}(?:[\s·][\u4e00-\u9fff]{1,6})?$"
    r"|^[\u4e00-\u9fff]{0,12}(?:[省市区县州盟旗镇乡局院厅部司署]长|主席|主任|书记)[\u4e00-\u9fff]{2,3}$"
)
_FIELD = re.compile(r"^[\u4e00-\u9fff ]{2,8}:")
_LONGEST_TITLE = 60
_SHORTEST_TITLE = 2
_SHORTEST_FULL = 5
_MOST_LINES = 25


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """The lines before the report proper."""

    title: str | None
    lines: tuple[Line, ...]
    """All lines of the front, the title's included."""
    body: int
    """Index of the first line of the report proper."""


def find_front(lines: list[Line], named: str | None) -> Front:
    """Find the front of a report.

    Args:
        lines: All lines of the clean text.
        named: The title that the page's metadata give, if any.
    """
    titles: list[Line] = []
    index = 0
    for index, line in enumerate(lines[:_MOST_LINES]):  # noqa: B007 - the index is used after the loop
        if _is_byline(line.text):
            continue
        if _opens_report(line, titles, named):
            break
        titles.append(line)
    else:
        index = min(len(lines), _MOST_LINES)
    # A report whose first words are not a title, and pages of short lines only, have no front.
    return Front(title=named or _title(titles), lines=tuple(lines[:index]), body=index)


def _is_byline(text: str) -> bool:
    text = text.lstrip("•·●【[ ")
    if len(text) > _LONGEST_TITLE:
        return False
    return bool(
        len(text) <= _SHORTEST_TITLE
        or (leading_date(text) is not None and len(text) <= _LONGEST_TITLE and not text.endswith("。"))
        or SUBTITLE.match(text)
        or SALUTATION.match(text)
        or _BYLINE_ORGAN.match(text)
        or _BYLINE_PERSON.match(text)
        or (_FIELD.match(text) and len(text) <= _LONGEST_TITLE and not text.endswith("。"))
    )


def _opens_report(line: Line, titles: list[Line], named: str | None) -> bool:
    """Say whether a line that is no byline belongs to the report proper."""
    text = line.text
    if text[-1] in "。;:!?" or len(text) > _LONGEST_TITLE:
        return True
    label = label_at(text, 0, len(text))
    if label is not None and not label.style.startswith("md"):
        return True
    if not titles:
        return False
    known = named or _title(titles) or ""
    if text.startswith("#"):
        return not _is_fuller(_unmarked(text), known)
    if _same(text, known):
        return False
    last = titles[-1]
    adjacent = last.index == line.index - 1
    return not (adjacent and len(titles) < 3 and not _TITLE_END.search(last.text) and _joins(last.text, text))


def _joins(first: str, second: str) -> bool:
    return bool(_UNFINISHED.search(first) or _TITLE_END.search(second)) and not second.startswith(
        ("“十", "一、")
    )


def _same(text: str, known: str) -> bool:
    return len(text) > 3 and (known.endswith(text) or (known != "" and known in text))


def _unmarked(text: str) -> str:
    return re.sub(r"^#+\s*", "", text)


def _is_fuller(heading: str, title: str) -> bool:
    """Whether a heading is the title again, or goes on where the title of the page was cut short."""
    return len(title) > _SHORTEST_FULL and heading.startswith(title)


def _title(titles: list[Line]) -> str | None:
    if not titles:
        return None
    fuller = [_unmarked(line.text) for line in titles if line.text.startswith("# ")]
    if fuller and _is_fuller(fuller[0], titles[0].text):
        return fuller[0]
    parts = [_unmarked(titles[0].text)]
    for before, line in pairwise(titles):
        if line.index != before.index + 1 or _same(line.text, "".join(parts)):
            break
        parts.append(line.text)
    return "".join(parts)
