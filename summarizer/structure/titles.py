"""《Titles》 that the reporting body issued, drafted, signed or completed, with the verb of the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure.model import Title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.structure.model import Section

_VERB = (
    "出台|印发|制定|制发|制订|编制|编印|编写|编撰|编修|起草|草拟|拟定|拟订|拟制|发布|公布|颁布|颁发|下发|签署|签订|签定|签|完成|修订|修编|修改|通过|审议"
    "|报送|上报|提交|提请审议|提请|推出|形成|撰写|出版|制作|完善|动议二读|动议|批复|备案|发表|联签|达成|立法"
)
_ADVERB = (
    "原则|审议|联合|正式|研究|起草|牵头|组织|修订|编制|全面|率先|共同|分别|参与|配合|相继|先后|陆续"
    "|印发|提请|首次|完成"
)
_ACT = re.compile(rf"(?:(?:{_ADVERB})(?={_VERB}))*(?:{_VERB})")
_REFERENCE = re.compile(
    r"贯彻|落实|根据|按照|依据|依照|遵照|遵循|学习|宣传|宣讲|执行|围绕|对照|参照|对标|结合|基于|响应|符合|按|依托|培训|解读|普及|遵守|践行|围绕|入选|列入|纳入|写入|刊登|载于"
)
_AFTER = re.compile(
    rf"^(?:[^。;,《》]{{0,6}}?)(?P<after>(?:{_ADVERB}|正式|顺利|已|经|获|编制工作|修订工作|文本|基本|全部|并)*(?P<act>出台|印发|发布|实施|完成|通过|颁布|公布|签署|签订|获批|施行|生效|定稿))"
)
_BOOK = re.compile(r"《([^《》\n]{1,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,60})*)》")
_SUPERIOR = re.compile(
    r"(?:国务院|党中央|中共中央|中央|全国人大|国家[^,。;]{0,12}|[^,。;]{0,6}部委?|最高人民法院|最高法|最高检|最高人民检察院)(?:办公厅|办公室|近日|先后|相继|联合|正式|新|也|已|又|专门)*$"
)
_JOINT = re.compile(r"^[、和与及暨,\s]*(?:以及|并|等)?[、,]?$")
_FUTURE = re.compile(
    r"(?:将|拟|力争|争取|计划|尽快|推动|推进|加快|适时|准备|筹备|抓紧|及早|启动)[^,。;]{0,12}$"
)
_CLAUSE = re.compile(r"[。;!?\n]")
_LONGEST_REACH = 60
_LONGEST_JOINT = 6


def find_titles(text: str, sections: Sequence[Section]) -> tuple[Title, ...]:
    """Return the titles the body itself brought about, in order; the same title only once.

    Args:
        text: The clean text.
        sections: All sections: what a plan says will be issued is not issued yet.
    """
    found: dict[str, Title] = {}
    previous: tuple[int, str] | None = None
    place = 0
    for match in _BOOK.finditer(text):
        while place + 1 < len(sections) and sections[place + 1].start <= match.start():
            place += 1
        act = _act(text, match.start(), match.end(), previous)
        previous = None if act is None else (match.end(), act)
        if act is None or match[1] in found:
            continue
        if sections[place].kind in {"plan", "targets", "requirements"} and not _done(
            text, match.start(), match.end(), act
        ):
            continue
        found[match[1]] = Title(title=match[1], act=act, start=match.start(), end=match.end())
    return tuple(found.values())


def _act(text: str, start: int, end: int, previous: tuple[int, str] | None) -> str | None:
    """Return the verb that governs the title at ``text[start:end]``, or None where it is only referred to."""
    if (
        previous is not None
        and start - previous[0] <= _LONGEST_JOINT
        and _JOINT.match(text[previous[0] : start])
    ):
        return previous[1]
    before = _CLAUSE.split(text[max(0, start - _LONGEST_REACH) : start])[-1]
    clause = before.rpartition(",")[2]
    act = _nearest_act(clause)
    reference = [m.end() for m in _REFERENCE.finditer(clause)]
    if act is not None and (not reference or reference[-1] <= act.start()):
        if _SUPERIOR.search(clause[: act.start()]):
            return None
        return act[0]
    if reference:
        return None
    after = _AFTER.match(text[end : end + _LONGEST_REACH])
    if after is not None and not _SUPERIOR.search(clause):
        return after["act"]
    return None


def _nearest_act(clause: str) -> re.Match[str] | None:
    """Return the last verb before a title; nothing but its object's attributes may stand between."""
    last: re.Match[str] | None = None
    for match in _ACT.finditer(clause):
        last = match
    return last


def _done(text: str, start: int, end: int, act: str) -> bool:
    """Say whether a sentence in a plan tells of something done (编制了, 原则通过, 已印发)."""
    before = text[max(0, start - _LONGEST_REACH) : start]
    clause = _CLAUSE.split(before)[-1].rpartition(",")[2]
    at = clause.rfind(act)
    if at < 0:
        return bool(re.match(r"[^。;,]{0,4}(?:已|经)", text[end : end + 8]))
    if _FUTURE.search(clause[:at]):
        return False
    return clause[at + len(act) :].startswith("了") or bool(re.search(r"已|审议|会议$", clause[:at]))
