"""The counted noun behind a number, and where it ends."""

from __future__ import annotations

import re

from summarizer.structure import naming
from summarizer.structure.words import ATTRIBUTES

SEPARATOR = re.compile(
    r"(?<![省市县区A-Z])、|(?<=[省市县区])、(?![省市县区乡])|以及|(?<![温谐缓])和(?!谐)|(?<!参)与(?!会)|(?<![惠普涉触危遍波])及(?!时)|,|并(?![网购轨])"
)
NO_NOUN = re.compile(
    r"^(?:、|,|和(?!谐)|与|及|以及|并|增长|增加|下降|提高|占|居(?!民)|位居|同比|比上|较|的?(?:基础上|"
    r"任务|目标|水平)?$|左右|以上|以内|(?:已|均|都|也|仍|尚|将)(?![经有])|全部|正在|用于|用来|进行(?=全覆盖|走访)|[”\"》)\]…/—-])"
)
"""What shows that a number ends its phrase."""


# 完成17家培育企业的推荐工作: what is counted is whom the work was for.
# 4个巡察组对4家单位, 27件议案涉及的38个项目: the words lead on to the next number.
_TOWARDS = re.compile(r"(?<=..)(?:[对向给中]|涉及的?)$")
_MEASURE_AT_END = re.compile(
    rf"(?<=..)(?:网上|综合|总体|平均)?(?:{ATTRIBUTES}|[一-鿿]{{2}}率)(?:均|都)?(?:达到?|为|是|约|超)?$"
)
_WITHIN = re.compile(r"(?<=..)(?<![高初])中$")
_BODY_AND_MONEY = re.compile(
    r"([^,;。、]{0,12}(?:企业|机构|单位|学校|医院|合作社|商户|农户|家庭|群众|学生|老人|职工|党员|村))"
    r"[一-鿿]{2,12}(?:资金|补贴|补助|补助金|救助金|奖金|奖补|经费|贷款)$"
)
_WORK_FOR = re.compile(r"(?<=[一-鿿”]{2})的[^的]{0,10}工作$")
GIVES = re.compile(r"(?:免费)?(?:发放|拨付|兑付|兑现|减免|挽回|追回|追讨|垫付|赔付|报销)(?=.{2})")
"""What is given to those whom a number counts; it begins what the next number is about."""
# 行政审批事项, 兼职调解员: what the verb says of a thing or a person, not what they did.
_OF_IT = re.compile(r"事项|业务|服务|人员|机构|制度|机制|平台|系统|中心|[站点室员证书率量额费]")
_DIGIT = re.compile(r"(?<=[一-鿿]{2})\d{2,}(?![\d强”年])")


def verb_inside(words: str) -> int | None:
    """Place of the first verb that has words before it and an object behind it; None if there is none."""
    verb = next(
        (m for m in naming.VERB.finditer(words) if m.start() >= 1 and not _OF_IT.match(words, m.end())), None
    )
    if verb is not None and naming.strip_end(words[verb.end() :]):
        return verb.start()
    return None


def verb_at_end(words: str) -> int | None:
    """Place of a verb whose object the next number counts (``103个部门挂包117个行政村``), or None."""
    verb = next((m for m in naming.VERB.finditer(words) if m.start() > 1 and m.end() == len(words)), None)
    return verb.start() if verb is not None else None


def body_before_money(words: str) -> int | None:
    """Place where a body ends and the money it got begins (``养老机构运营补贴资金``); else None."""
    found = _BODY_AND_MONEY.match(words)
    return found.end(1) if found is not None else None


def noun_behind(behind: str, *, last: bool) -> str:
    """Return the counted noun, or an empty string where the number ends its phrase.

    Args:
        behind: Words between the number and the next one, or the end of the clause.
        last: No number follows in the clause.
    """
    if not behind or NO_NOUN.match(behind):
        return ""
    digit = _DIGIT.search(behind)
    if digit is not None:
        # 33所农村寄宿制学校6997中小学在校生: a number without a unit begins something else.
        behind = behind[: digit.start()]
    behind = behind.removesuffix("的基础上")
    if last:
        return _WITHIN.sub("", _WORK_FOR.sub("", behind))
    cut = max((m.start() for m in SEPARATOR.finditer(behind) if m.start() >= 1), default=None)
    if cut is None:
        measure = _MEASURE_AT_END.search(behind)
        # 836个党组织达标率100%: what is measured of them is the next number.
        cut = measure.start() if measure is not None else verb_inside(behind) or verb_at_end(behind)
        cut = body_before_money(behind) or cut
    return _TOWARDS.sub("", _WORK_FOR.sub("", naming.strip_end(behind[:cut])))
