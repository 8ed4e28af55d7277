"""Rule-made headlines: what a point says, in its own words, in at most thirty characters.

Used where no model is asked, and where the model's headline was refused. A point usually opens with a heading
("3.招商引资有新成效。"). If that heading names the deed, it is the headline; if it only praises, the first
clause behind it that holds a figure or a deed says more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure.kinds import is_generic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.structure.model import Figure, Point

LIMIT = 30
_SHORTEST_CHOICE = 12
"""Characters; shorter clauses say too little to stand for a point."""

_NUMBER_OF_POINT = (
    r"[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]|\d{1,2}[.、](?!\d)|\d{1,2}(?:\.\d{1,2}){0,3}\s|"
    r"[一二三四五六七八九十]{1,3}[、.]|"
    r"第[一二三四五六七八九十]{1,3}[,、是]|[一二三四五六七八九十]{1,2}(?:是|要)(?:要)?|[①-⑳]|[-•·●◆]"
)
LABEL = re.compile(rf"\A\s*(?:#{{1,6}}\s+(?:{_NUMBER_OF_POINT})?|{_NUMBER_OF_POINT})\s*")
"""The label of an enumerated point: ``1.``, ``(二)``, ``一是``, ``第三,``… and the mark of a heading."""

_PRAISE = re.compile(
    r"(?:有(?:了)?(?:新|力|序|效|保障|成效|进展|突破|特色|亮点)|取得|不断|(?<!可)持续|稳步|明显|显著|扎实|全面|日益|日趋|逐步|较快|"
    r"良好|向好|加速|深入|新(?:成效|进展|突破|台阶|提升)|卓有成效|强劲|有力|到位|见效|提档升级|齐升|提速)"
)
_DEED = re.compile(
    r"^(?:完成|实现|出台|印发|制定|编制|建立|建成|建设|开展|推动|推进|组织|启动|引进|新引进|新增|获|签订|签署|发放|举办|"
    r"打造|落实|加强|加快|提高|壮大|学习|实施|强化|加大|增强|抓好|坚持|夯实|补齐|改造|编印|健全|构建|创建|成功|探索|谋划|整治|搭建|争取|培育|制发|开通|办好|做好|完善|深化|优化|提升|规划)"
)
_FILLER = re.compile(
    r"^(?:(?:以|围绕|按照|坚持|聚焦|根据|在|为)[^,]{2,40}(?:为[^,]{2,12}|下|要求|精神|目标|中心|导向|抓手|原则)?,|"
    r"(?:进一步|切实|认真|扎实|积极|大力|着力|深入|全力|精心|坚定不移|持续|不断|同时|此外|另外|其中|我局|我区|全区|全市|我们)(?!大))"
)
_INTRODUCTION = re.compile(r"^[^,。:]{0,8}(?:问题|不足|如下|短板)[^,。:]{0,6}:")
_DATE = re.compile(r"\d{4}年|\d{1,2}[月日号]")
_DEPENDENT = re.compile(r"^(?:总数|其中|增|下降|达|占|同比|较|比|居|排|均|分别|总投资|金额|面积|增速|降幅)")
"""Openings of a clause whose subject stands in an earlier one."""
_OPENING = "《“‘(【[<"
_CLOSING = "》”’)】]>"
_BORDERS = ",;。、:!?"
_DANGLING = re.compile(r"(?:[和与及或的并在对向以为把将、,;:。!?~]|以及|通过|其中|包括|[一-龥]{0,0})+$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def cut(text: str, limit: int = LIMIT) -> str:
    """Shorten a text to a limit without cutting a number, a 《title》, a quotation or a bracket.

    Cuts at the last clause border that leaves at least a third of the limit, else between two words as
    far as code can tell, else before the piece that cannot be cut.
    """
    text = text.strip().rstrip(_BORDERS)
    if len(text) <= limit:
        return text
    safe = _safe_places(text)
    borders = [place for place in safe if place <= limit and text[place] in ",;。:!?"]
    if borders and borders[-1] * 3 >= limit:
        return _trim(text[: borders[-1]])
    listed = [place for place in safe if place <= limit and text[place] == "、"]
    if listed and listed[-1] * 2 >= limit:
        return _trim(text[: listed[-1]])
    inside = [place for place in safe if 0 < place <= limit]
    return _trim(text[: inside[-1]]) if inside else ""


def headline(text: str, point: Point, figures: Sequence[Figure]) -> str:
    """Make the headline of a point from its own words.

    Args:
        text: ``CleanText.text``.
        point: The point.
        figures: Figures that stand in it, in reading order.

    Returns:
        At most :data:`LIMIT` characters, never empty for a point that holds a word.
    """
    body = LABEL.sub("", text[point.start : point.end], count=1).replace("\n", "。")
    sentences = [part for part in _split(body, "。;!?") if part]
    if not sentences:
        return cut(text[point.start : point.end].replace("\n", " "))
    if len(sentences) > 1 and is_generic(sentences[0]):
        del sentences[0]  # it names a part of the report (存在问题), and no point
    head = _INTRODUCTION.sub("", sentences[0], count=1)
    plain = _without_filler(head)
    if len(sentences) == 1:
        return _lead(plain)
    praise = point.kind == "achievement" and _PRAISE.search(plain) is not None and len(head) <= LIMIT
    if praise and not _DEED.search(plain):
        return _joined(_telling(text, sentences[1:], figures, room=LIMIT)) or _lead(plain)
    lead = _lead(plain)
    more = _telling(text, sentences[1:], figures, room=LIMIT - len(lead) - 1) if lead else []
    return _joined([lead, *more[:1]])


def choices(text: str, point: Point, figures: Sequence[Figure], *, most: int = 3) -> tuple[str, ...]:
    """Return headlines a weak model can choose among: the rules' own first, then telling clauses.

    Args:
        text: ``CleanText.text``.
        point: The point.
        figures: Figures that stand in it, in reading order.
        most: Size of the choice; of more the model picks worse than the rules do.

    Returns:
        At most ``most`` different headlines of at most :data:`LIMIT` characters.
    """
    first = headline(text, point, figures)
    body = LABEL.sub("", text[point.start : point.end], count=1).replace("\n", "。")
    found: dict[str, None] = {}
    for sentence in _split(body, "。;!?"):
        clauses = [_without_filler(clause).rstrip(_BORDERS) for clause in _split(sentence, ",")]
        for clause in (cut(sentence), *clauses):
            fits = _SHORTEST_CHOICE <= len(clause) <= LIMIT and not _DEPENDENT.search(clause)
            if fits and clause not in first and (_DEED.search(clause) or _NUMBER.search(clause)):
                found[clause] = None
    longest = sorted(found, key=len, reverse=True)
    return (first, *longest)[:most]


def _lead(sentence: str) -> str:
    """Keep as many of a sentence's first clauses as fit."""
    return cut(sentence) or cut(sentence.replace("“", "").replace("”", ""))


def _joined(clauses: Sequence[str]) -> str:
    """Join clauses as long as they fit."""
    told = ""
    for clause in clauses:
        longer = f"{told},{clause}" if told else clause
        if len(longer) > LIMIT:
            break
        told = longer
    return told


def _telling(text: str, sentences: Sequence[str], figures: Sequence[Figure], *, room: int) -> list[str]:
    """Return the clauses that say most: a figure's clause and the figures after it, else the first deeds."""
    anchors = [text[figure.anchor_start : figure.anchor_end] for figure in figures]
    clauses = [_without_filler(clause).rstrip(_BORDERS) for each in sentences for clause in _split(each, ",")]
    fitting = [clause for clause in clauses if len(clause) <= room]
    figured = [
        clause
        for clause in fitting
        if _NUMBER.search(_DATE.sub("", clause))
        and len(clause) >= 6  # noqa: PLR2004 - "增长5%" alone says nothing
        and not _DEPENDENT.search(clause)
        and (not figures or any(_shares(clause, anchor) for anchor in anchors))
    ]
    if figured:
        place = clauses.index(figured[0])
        rest = [clause for clause in clauses[place + 1 :] if _NUMBER.search(clause)]
        return [figured[0], *rest]
    return [clause for clause in fitting if _DEED.search(clause) and len(clause) >= 6][:2]  # noqa: PLR2004 - same


def _shares(clause: str, anchor: str) -> bool:
    return any(number in anchor for number in _NUMBER.findall(clause))


def _without_filler(clause: str) -> str:
    """Drop an opening that says how or under whom, as long as something is left."""
    shorter = clause
    while (found := _FILLER.match(shorter)) and len(shorter) - found.end() >= 6:  # noqa: PLR2004 - a deed and its object
        shorter = shorter[found.end() :]
    return shorter


def _split(text: str, marks: str) -> list[str]:
    """Split at marks that stand outside brackets, quotations, titles and numbers."""
    parts: list[str] = []
    begin = 0
    safe = set(_safe_places(text))
    for place, character in enumerate(text):
        if character in marks and place in safe:
            parts.append(text[begin:place].strip())
            begin = place + 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part]


def _safe_places(text: str) -> list[int]:
    """Return the places before which a text may be cut."""
    places: list[int] = []
    depth = 0
    numbers = {
        inner for found in _NUMBER.finditer(text) for inner in range(found.start() + 1, found.end() + 3)
    }
    # A number keeps its unit, as far as two characters tell; the end of the number's clause always frees it.
    for place, character in enumerate(text):
        if character in _CLOSING and depth:
            depth -= 1
            if character in _CLOSING:
                continue
        if not depth and (
            place not in numbers or (character in _BORDERS and not _inside_number(text, place))
        ):
            places.append(place)
        if character in _OPENING:
            depth += 1
    return places


def _inside_number(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()


def _trim(text: str) -> str:
    return _DANGLING.sub("", text.strip())
