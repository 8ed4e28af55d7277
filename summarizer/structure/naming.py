"""Names for figures, made of the words around the number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.structure.words import (
    ATTRIBUTES,
    KEPT_VERBS,
    LEADING,
    LEADING_PARTICLES,
    LINKS,
    PROCESSES,
    TIMES,
)

EXTENTS = frozenset("长宽高深")
"""Measures of one character."""
KINDS = frozenset("牛羊猪鸡鸭鹅鱼虾兔马")
"""Things of one character that are counted."""
_END = 40
LONG_NAME = 16
"""Characters beyond which a name is cut down to its last verb and object."""

_TIME = re.compile(rf"^(?:{TIMES})[,的]?")
_LEADING = re.compile(rf"^(?:{LEADING}|{LEADING_PARTICLES}|其中[,:]?|包括|含)")
# 年度计划投资 keeps its first words, since 投资 alone does not say of what; 其中 and 全年 never say it.
_NOTHING = re.compile(r"^(?:突破|超过|年度|全年|目标|任务|总|将|稳步|再|首次|顺利|提前|达|到|约|近)+$")
_EMPTY_LEAD = re.compile(
    r"^(?:其中|全[年区市县省]|今年|累计|共|实现|完成|达到|有|并|也|均|又|再|拥有|现有|共有)"
)
_ONLY_VERB = re.compile(rf"^(?:未|已|应|被|尚未|正在|分别)?(?:{KEPT_VERBS})$")
# 约 of 签约, 有 of 国有 and their like are no links.
_LINK = re.compile(
    rf"(?:{LINKS})"
    "(?<!签约|集约|节约|预约|合约|履约|违约|存在|收到|受到|得到|许可|认可|国有|成都|首都|附近|赶超|商超|行为|成为|人均|户均|亩均|次均)$"
)
_TAIL = re.compile(
    r"(?:(?:确保|力争|力求)?(?:完成|实现)(?:全年|年度)?(?:目标)?任务|的|了|[\s、,“”:]|"
    r"(?<=.)(?:同比|比上年|较上年|环比|年均|平均|全部|始终|一直|持续|人民币|逆势|逆市|强劲|按年|实质|名义|进一步|只略|略|"
    rf"(?<!\d)(?:在|于)?(?:{TIMES})))+$"
)
VERB = re.compile(KEPT_VERBS)
# 结案率, 联网率: the rate at which something was done, but not to what; 出生率 and 失业率 say it.
_RATE_OF_DOING = re.compile(
    r"^(?:按时|按期|综合|总体|平均)?[一-鿿]{2}率$(?<!出生率)(?<!死亡率)(?<!失业率)(?<!就业率)(?<!贫困率)(?<!入学率)(?<!利润率)(?<!犯罪率)(?<!升学率)(?<!近视率)(?<!发病率)(?<!患病率)(?<!感染率)(?<!增长率)"
)
_PROCESS = re.compile(PROCESSES)
_OF_A_PROCESS = re.compile(
    r"(?:重点|示范)?(?:项目|工程|计划|任务|工作|资金|行动|示范|试点|人员|机制|对象|补贴|补助|[点区班和与、]|(?:开工|竣工|完工)$)"
)
_OF_BODIES = re.compile(r"(?:组织|机构|中心|人员|委员会)$")
"""Bodies and persons called after what they do (人民调解组织)."""
_ATTRIBUTE = re.compile(rf"^(?:{ATTRIBUTES})$")
# Nouns that measure; a name that ends in one is nominal as a whole (专利申请量, 城镇登记失业率).
MEASURE_NOUN = re.compile(
    r"(?:率|量|额|值|数|度|比重|比例|占比|收入|支出|产值|投资|固投|税收|面积|指数|总产|人口|贷款|存款|"
    r"余额|进出口|出口|进口|外贸|用电|外资|就业|产量|零售|利润|GDP|消费价格|客流|人次|旅客|货物|吞吐|"
    r"储蓄|保费|营收|销量|客流量|交易额|里程|产能|规模|价格|标准|消费|浓度|系数|能耗|水平|资金|总投资|时限|时间|天数|成本|引资|费用|经费|预算|决算|存栏|出栏|封顶线|起付线|上限|限额|补差)$"
)
# 各级政府2022年秋季购买学位: when it was is no part of what it is.
_TIME_INSIDE = re.compile(
    r"(?<=.)(?:19|20)\d\d(?:[-—至](?:19|20)?\d\d)?年(?:度)?(?:[春秋]季|[上下]半年|底|末)?"
)
_ENUMERATED = re.compile(r"^.*(?:依次|分别)(?:是|为)(?=.{2})")
# 新增100亩以上的果业面积: what is left out of the count is no part of the name.
_ABOVE_INSIDE = re.compile(r"\d[\d.]*[万亿]?(?:亩|平方米)(?:以上|以下)的")
# 镇区累计栽树: that it is a sum is said by the qualifier.
_SO_FAR_INSIDE = re.compile(
    r"(?<=[一-鿿]{2})(?:累计|共有|现有|(?<=[局院队镇乡道司校团关织伍])共)(?=[一-鿿]{2})"
)
# 为残疾人补助共发放补助金: what is said before is whom it went to.
_IN_ALL = re.compile(r"^.{2,}共(?:计)?(?=(?:发放|拨付|投入|支出|兑现|救助)..)")
_AND_SO_ON = re.compile(r"(?<=[一-鿿]{2}[^平中高对同上初优劣一二三特])等$")
_HELD_INSIDE = re.compile(
    rf"([^,;、“”]{{2,8}}(?:{PROCESSES}|专项|行动|工作|活动))(?:开展|实施|进行)([^,;、]{{3,}})"
)
_LIGHT_INSIDE = re.compile(r"(?:累计实现|累计完成|共实现|共完成|实现|完成|累计)(?=[^,;]{2,}$)")


def strip_front(words: str, *, leave: int = 2) -> str:
    """Drop times, adverbs and verbs that say nothing from the front of a name.

    Args:
        words: The words before a number.
        leave: Characters that must remain after a word is dropped, and they must say of what they are.
    """
    before = None
    while before != words:
        before = words
        words = words.lstrip(" ,、。;:”)")
        words = _TIME.sub("", words)
        cut = _LEADING.sub("", words)
        if len(cut) >= leave and not (leave and needs_owner(cut) and not _EMPTY_LEAD.match(words)):
            words = cut
    return words


def strip_end(words: str) -> str:
    """Drop what links a name to its number: 达到, 为, 累计, 超过."""
    while True:
        # Only the end is looked at, so that a long run of such words costs no more than its length.
        end = words[-_END:]
        cut = _LINK.sub("", _TAIL.sub("", end))
        if cut == end:
            return words
        words = words[: -len(end)] + cut


def core(words: str) -> str:
    """What is left of the words before a number without times, adverbs and links."""
    left = strip_end(strip_front(strip_end(words)))
    # A single character (只, 均) names nothing.
    return left if len(left) > 1 or left in {"男", "女", *EXTENTS, *KINDS} else ""


def strip_link_words(words: str) -> str:
    """Drop 分别 and the like that may stand between 均 and the number."""
    return re.sub(r"(?:分别|同比|比上年|较上年|实现|达|为)+$", "", words)


def balance(words: str) -> str:
    """Drop a quotation mark or bracket whose other half was cut away."""
    for left, right in ("“”", "()", "《》", "「」"):
        if words.count(left) != words.count(right):
            words = words.replace(left, "").replace(right, "")
    return words


_HONOURS = frozenset({"奖项", "称号", "荣誉", "荣誉称号", "奖励"})
"""Kinds that say nothing without what they are illustrated by."""
_LONGEST_HONOUR = 24
_SHORT_EXAMPLE = 6
_WHERE = re.compile(r"^发生在[^,;。]{2,16}?(?:中的|领域的|的)")
_EXAMPLES = re.compile(r"[^、]{2}[、”][^、]+(?:、[^、]+)*$")


def without_examples(words: str) -> str:
    """Leave out what a kind is illustrated by: ``收集企业用工、用地、融资等问题`` → ``收集问题``."""
    examples, _, kind = words.rpartition("等")
    if kind in _HONOURS and len(words) <= _LONGEST_HONOUR:
        return words
    if len(kind) < 2 or "、" in kind or not _EXAMPLES.search(examples):
        return words
    verb = leading_verb(words)
    listed = _WHERE.sub("", examples[len(verb) :]).split("、")
    if not kind.endswith(("犯罪", "案件")):
        listed = listed[:1]
    first = next((example for example in listed if len(example) <= _SHORT_EXAMPLE), "")
    if verb and first:
        # 审结婚姻家庭、继承纠纷等案件 is not 审结故意伤害、强奸等案件: one example tells them apart.
        return verb + first + "等" + kind
    return verb + kind if verb or len(kind) > 2 else words


def without_years(words: str) -> str:
    """Leave out when it was: ``获评2023年度质量奖`` → ``获评质量奖``."""
    return _TIME_INSIDE.sub("", words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words of a clause taken apart around its number."""

    topic: str
    """What stands before the verb that the name starts with."""
    name: str
    how: str


def name_before(before: str) -> Words:
    """Name from the words before a number that nothing follows: ``全年完成工业投资`` → ``工业投资``."""
    words = _IN_ALL.sub("", core(before))
    words = _AND_SO_ON.sub("", re.sub(r"^(?:其中|包括|含)[,:]?", "", words))
    words = _ENUMERATED.sub("", _ABOVE_INSIDE.sub("", _TIME_INSIDE.sub("", words)))
    words = balance(_SO_FAR_INSIDE.sub("", words))
    if _NOTHING.match(words):
        words = ""
    words = without_examples(words)
    held = _HELD_INSIDE.fullmatch(words)
    if held is not None and len(words) <= LONG_NAME:
        # 流浪犬整治开展集中抓捕80次
        return Words(topic=held[1], name=held[1] + held[2], how="joined")
    light = _LIGHT_INSIDE.search(words)
    if light is not None and light.start() >= 2:
        owner, rest = words[: light.start()], words[light.end() :]
        if MEASURE_NOUN.search(rest) and len(owner) <= LONG_NAME:
            return Words(topic=owner, name=owner + rest, how="joined")
    if len(words) <= LONG_NAME and (
        MEASURE_NOUN.search(words) or VERB.match(words) or len(words) <= 8 or words[:1] == "“"
    ):
        return Words(topic="", name=words, how="plain" if words else "empty")
    topic, name = split_at_verb(words)
    if topic:
        return Words(topic=topic, name=name, how="verb")
    if len(words) > LONG_NAME + 8:
        tail = re.split(r"[、的和及与]", words)[-1]
        if len(tail) >= 4:
            # What was done is said once, before the list.
            verb = "" if leading_verb(tail) else leading_verb(words)
            return Words(topic=words[: -len(tail)], name=verb + tail, how="tail")
    return Words(topic="", name=words, how="plain" if len(words) <= LONG_NAME else "long")


def split_at_verb(words: str) -> tuple[str, str]:
    """Cut before the last verb that still has an object of two characters or more."""
    best = 0
    for match in VERB.finditer(words):
        if (
            match.start() >= 2
            and words.count("“", 0, match.start()) == words.count("”", 0, match.start())
            and not (is_process(match[0]) and _OF_A_PROCESS.match(words, match.end()))
            and len(words) - match.end() >= 2
            and not _OF_BODIES.match(words, match.end())
            and (not best or len(words) - best > LONG_NAME)
        ):
            best = match.start()
    return (words[:best], words[best:]) if best else ("", words)


def needs_owner(name: str) -> bool:
    """Tell whether a name measures something without saying of what (总数, 金额, 增速)."""
    return (
        not name
        or bool(_ATTRIBUTE.match(name))
        or (len(name) == 1 and name not in KINDS)
        or bool(_RATE_OF_DOING.match(name))
    )


def is_bare_verb(name: str) -> bool:
    """Tell whether a name is a verb that lacks its object (累计建成)."""
    return bool(_ONLY_VERB.match(name))


def is_process(verb: str) -> bool:
    """Tell whether a verb says of things which they are (改造项目), not what was done to them."""
    return _PROCESS.fullmatch(verb) is not None


def leading_verb(name: str) -> str:
    """Verb that a name starts with, if an object follows it; else empty."""
    match = VERB.match(name)
    return match[0] if match is not None and len(name) - match.end() >= 2 else ""
