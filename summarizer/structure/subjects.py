"""What a clause is about, and what carries over from it: bodies, subjects, topics, wholes and their parts."""

from __future__ import annotations

import re

from summarizer.structure import naming
from summarizer.structure.words import MODIFIERS

_MODIFIER = re.compile(rf"^(?:{MODIFIERS}|.{{0,6}}级(?:以上)?(?:各类)?)+")
_MEASURED = re.compile(
    r"(?:社会消费品零售总额|固定资产投资额?|增加值|总产值|产值|营业收入|销售额|营业额|贷款余额|"
    r"存款余额|可支配收入|进出口总?[额值]|出口总?[额值]|进口总?[额值]|价格)$"
)
_MEASURED_SHORTLY = re.compile(r".(?!金额).[率量额值]$")


def measure_of(name: str) -> str:
    """What a name measures: ``规模以上工业增加值`` → ``增加值``; empty where that is not known."""
    found = _MEASURED.search(name) or _MEASURED_SHORTLY.search(name)
    return found[0] if found is not None else ""


def part_of(part: str, whole: str) -> str:
    """Name of a part after its whole: ``国家级`` of ``市级以上各类创新平台`` → ``国家级创新平台``."""
    if len(part) > 2 and whole.endswith(part[-2:]):
        return part
    thing = object_of(whole)
    return part + (_MODIFIER.sub("", thing) or thing)


def object_of(name: str) -> str:
    """A name without the verb it begins with, if an object follows: ``受理诉讼案件`` → ``诉讼案件``."""
    verb = naming.VERB.match(name)
    if verb is None or len(name) - verb.end() < 2 or naming.is_process(verb[0]):
        return name
    return name[verb.end() :]


_TOTALS = frozenset({"总数", "总量", "总规模"})
_ONE_OF_SEVERAL = (
    "(?:占地|总?建筑|建设|总?用地|总)面积|(?:计划|协议)?总投资额?|投资总额|总?投资额|[总年]产值|(?:主营业务|营业|销售)总?收入|"
    "利润总额|利税总?额?|税收|利润|注册资本|总?里程|全长|总长|资产总额"
)
_BESIDE = re.compile(_ONE_OF_SEVERAL)
_BESIDE_AT_END = re.compile(rf"(?<=..)(?:{_ONE_OF_SEVERAL})$")
_YIELDS = frozenset({"总产", "总产量", "产量", "单产", "亩产"})
_OF_ALL_KINDS = re.compile(r"^各[类项级种](?=..)")
_COUNTED = re.compile(r"(?<=.)(?:总数|总量|数量)$")
_AREA = re.compile(r"(?<=.)(?:播种|种植|生产)?面积$")
_YIELD = re.compile(r"(?<=.)(?:平均|最高)?(?:单产|亩产|总产量?|产量)$")
_COUNTERPARTS = (("进出口", "出口", "进口"), ("出栏", "存栏"), ("流入", "流出"))
_RATE_AT_END = re.compile(r"(?<=..)(?:按时|综合|平均)?[一-鿿]{2}率$")
_SHORTEST = 2


def joined(owner: str, measure: str) -> str:
    """Name of a measure after its owner, without what both say: ``货物出口`` and ``进口`` → ``货物进口``."""
    if measure in _TOTALS:
        owner = object_of(owner)
    elif measure.endswith("率"):
        # 受理各类案件865件,结案率96%: the rate of the things, not of what was done before.
        owner = _OF_ALL_KINDS.sub("", object_of(_RATE_AT_END.sub("", owner)))
    owner = _COUNTED.sub("", owner)
    if measure in naming.EXTENTS and len(owner) > _SHORTEST and owner[-1] in naming.EXTENTS:
        # 道路长2.2公里、宽17米
        owner = owner[:-1].removesuffix("全")
    if _BESIDE.fullmatch(measure):
        # 医院占地面积26亩,总投资1.7亿元: the one is not of the other.
        owner = _BESIDE_AT_END.sub("", owner)
    if measure == "投资" and (total := _BESIDE_AT_END.search(owner)) is not None:
        # 项目总投资1500万元,已完成投资640万元
        return owner[: total.start()] + "完成投资"
    if measure in _YIELDS:
        owner = _YIELD.sub("", _AREA.sub("", owner))
    for counterparts in _COUNTERPARTS:
        if measure in counterparts:
            owner = owner.removesuffix(next((each for each in counterparts if owner.endswith(each)), ""))
    if owner.startswith(measure[:2]):
        # 入驻企业32家,入驻率80%
        owner = owner[2:] if len(owner) > _SHORTEST + 1 else owner
    elif (begins := owner.find(measure[:2])) > 0:
        # 商品房销售面积92万平方米、销售额56.3亿元
        return owner[:begins] + measure
    shared = next((n for n in range(len(measure), 1, -1) if owner.endswith(measure[:n])), 0)
    return owner + measure[shared:]


_BODY = re.compile(
    r"^[“]?(?P<topic>[^,;。]{2,18}?(?:园|区|中心|院|局|镇|公司|平台|大赛|论坛|峰会|博览会|展|节|会|"
    r"周|赛|工程|基地|学校|大学|集团|联盟|银行|站|港|机场|街道|社区|村|城|计划|行动|[市县省])[”]?)"
)


def body_of(clause: str) -> str:
    """Body or event that a clause starts with (``共建产业园`` in ``共建产业园新签约项目``); else empty."""
    words = naming.strip_front(clause)
    verb = naming.VERB.search(words, 2) or re.search(
        r"启动|召开|实现|完成|获得|进入|运营|正式|建设|举行|成功|累计|共|全年|有序", words[2:]
    )
    if verb is None:
        return ""
    end = verb.start() if verb.re is naming.VERB else verb.start() + 2
    found = _BODY.fullmatch(words[:end])
    return naming.balance(found["topic"]) if found is not None else ""


_SUBJECT_END = re.compile(
    r"受|一直|自(?!治|主|然|贸|由|来)|由(?!港)|于|以(?!色)|则|亦|也|已|将|会(?!议|展|计)|仍|继续|"
    r"持续|保持|有(?!效|机|限|色)|是|为|表现|出现|呈|总体|较|比|大幅|明显|稳步|不断|进一步|全年|今年|"
    r"去年|确保|力争|力求|完成|实现|达到|连跨|创(?!新[^高]|[建造业办])|跨上|跨越|迈过|越过|迈上|跃上|站上|突破|务必|加快|在(?![校建线])|(?:19|20)\d\d"
)


def subject_of(clause: str) -> str:
    """What a clause without a number is a statement about (``经济`` in ``经济一直低速增长``); else empty."""
    words = naming.strip_front(clause)
    end = _SUBJECT_END.search(words, 1)
    subject = words[: end.start()] if end is not None else words
    return (
        naming.balance(subject)
        if 2 <= len(subject) <= naming.LONG_NAME and not naming.VERB.match(subject)
        else ""
    )


# 突出惩治涉众型经济犯罪, 严惩暴力犯罪: what is fought is the topic.
_FOUGHT = re.compile(
    r"^(?:依法|从严|严厉|重点|坚决|持续|突出|从重|从快)*(?:惩治|严惩|打击|惩处|防范)(?=.{3})"
)
# 对突发事件家庭实施救助: they are the topic.
_DONE_TO = re.compile(r"^(?:对|为)?因?([^,;。]{3,16}?)(?:实施|进行|开展)[^,;。]{2,6}$")
_LAST_LISTED = re.compile(r"等|、|和|与")


def topic_of(clause: str) -> str:
    """Object of a clause without a number, else all of it; empty where that is too long to be a name."""
    words = _FOUGHT.sub("", naming.balance(naming.strip_front(naming.strip_end(clause))))
    words = _DONE_TO.sub(r"\1", words)
    _, name = naming.split_at_verb(words)
    verb = naming.VERB.match(name)
    if verb is not None and len(name) - verb.end() >= 2:
        name = name[verb.end() :]
    if len(name) > naming.LONG_NAME:
        # 惩治非法集资、诈骗等经济犯罪: the kind, or the last of what is listed.
        name = naming.balance(_LAST_LISTED.split(name)[-1])
    return name if 2 <= len(name) <= naming.LONG_NAME else ""
