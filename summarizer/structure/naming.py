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
    MODIFIERS,
    TIMES,
)

LONG_NAME = 16
"""Characters beyond which a name is cut down to its last verb and object."""

_TIME = re.compile(rf"^(?:{TIMES})[,的]?")
_LEADING = re.compile(rf"^(?:{LEADING}|{LEADING_PARTICLES}|其中[,:]?|包括|含)")
# 年度计划投资 keeps its first words, since 投资 alone does not say of what; 其中 and 全年 never say it.
_NOTHING = re.compile(r"^(?:突破|超过|年度|全年|目标|任务|总|将|稳步|再|首次|顺利|提前|达|到|约|近)+$")
_EMPTY_LEAD = re.compile(
    r"^(?:其中|全[年区市县省]|今年|累计|共|实现|完成|达到|有|并|也|均|又|再|拥有|现有|共有)"
)
_ONLY_VERB = re.compile(rf"^(?:{KEPT_VERBS})$")
_LINK = re.compile(rf"(?:{LINKS})$")
_TAIL = re.compile(
    r"(?:(?:确保|力争|力求)?(?:完成|实现)(?:全年|年度)?(?:目标)?任务|的|地|得|了|[\s、,“”:]|"
    r"(?<=.)(?:同比|比上年|较上年|环比|年均|平均|全部))+$"
)
VERB = re.compile(KEPT_VERBS)
_ATTRIBUTE = re.compile(rf"^(?:{ATTRIBUTES})$")
_MODIFIER = re.compile(rf"^(?:{MODIFIERS}|.{{0,6}}级(?:以上)?(?:各类)?)+")
# Nouns that measure; a name that ends in one is nominal as a whole (专利申请量, 城镇登记失业率).
MEASURE_NOUN = re.compile(
    r"(?:率|量|额|值|数|度|比重|比例|占比|收入|支出|产值|投资|税收|面积|指数|总产|人口|贷款|存款|"
    r"余额|进出口|出口|进口|外贸|用电|外资|就业|产量|零售|利润|GDP|消费价格|客流|人次|旅客|货物|吞吐|"
    r"储蓄|保费|营收|销量|客流量|交易额|里程|产能|规模|价格|标准|消费|浓度|系数|能耗|水平|资金|总投资)$"
)
_LIGHT_INSIDE = re.compile(r"(?:累计实现|累计完成|共实现|共完成|实现|完成|累计)(?=[^,;]{2,}$)")
# A predicate behind the counted noun: 15家企业通过国高认定.
_PREDICATE = re.compile(
    r"(?:全部|基本|均|已|先后|陆续|正式|分别|成功|顺利)*"
    r"(?P<verb>通过|实现|进行了?|开展了?|完成了?|得到|获得|获评|荣获|获批|获(?![奖得评批])|列入|"
    r"纳入|入选|入围|晋级|进入|当选|达到|接通|用上|享受|参加|参与|落户|落地|加入|"
    r"建成(?:投用)?|开工|竣工|投产|投用|出列|摘帽|脱贫|上市|挂牌|升级|升规|与|在|受到|被|喜获|签约|"
    r"签订|集中开工|有序推进|加快推进|加快建设|加速推进|扎实推进|稳步推进|顺利推进|推进|超额完成|"
    r"居(?![民住家])|位居|位列|跻身)"
)
_LIGHT_PREDICATE = frozenset(
    {
        "实现",
        "进行",
        "进行了",
        "完成",
        "完成了",
        "开展",
        "开展了",
        "得到",
        "达到",
        "有序推进",
        "加快推进",
        "加快建设",
        "加速推进",
        "扎实推进",
        "稳步推进",
        "顺利推进",
        "推进",
        "与",
        "在",
        "被",
        "居",
        "位居",
        "位列",
    }
)


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
    before = None
    while before != words:
        before = words
        words = _TAIL.sub("", words)
        cut = _LINK.sub("", words)
        words = cut
    return words


def core(words: str) -> str:
    """What is left of the words before a number without times, adverbs and links."""
    return strip_end(strip_front(strip_end(words)))


def strip_link_words(words: str) -> str:
    """Drop 分别 and the like that may stand between 均 and the number."""
    return re.sub(r"(?:分别|同比|比上年|较上年|实现|达|为)+$", "", words)


def balance(words: str) -> str:
    """Drop a quotation mark or bracket whose other half was cut away."""
    for left, right in ("“”", "()", "《》", "「」"):
        if words.count(left) != words.count(right):
            words = words.replace(left, "").replace(right, "")
    return words


_EXAMPLES = re.compile(r"^(?P<front>.*?)(?P<list>[^、]{2,}(?:[、”][^、]+)+?)等(?P<kind>[^、等]{2,})$")


def without_examples(words: str) -> str:
    """Leave out what a kind is illustrated by: ``收集企业用工、用地、融资等问题`` → ``收集问题``."""
    found = _EXAMPLES.match(words)
    if found is None:
        return words
    verb = leading_verb(words)
    kind = found["kind"]
    return verb + kind if verb or len(kind) > 2 else words


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words of a clause taken apart around its number."""

    topic: str
    """What stands before the verb that the name starts with."""
    name: str
    how: str


def name_before(before: str) -> Words:
    """Name from the words before a number that nothing follows: ``全年完成工业投资`` → ``工业投资``."""
    words = strip_end(strip_front(strip_end(before)))
    words = re.sub(r"^(?:其中|包括|含)[,:]?", "", words)
    words = balance(words)
    if _NOTHING.match(words):
        words = ""
    words = without_examples(words)
    light = _LIGHT_INSIDE.search(words)
    if light is not None and light.start() >= 2:
        owner, rest = words[: light.start()], words[light.end() :]
        if MEASURE_NOUN.search(rest) and len(owner) <= LONG_NAME:
            return Words(topic=owner, name=owner + rest, how="joined")
    if len(words) <= LONG_NAME and (MEASURE_NOUN.search(words) or VERB.match(words) or len(words) <= 6):
        return Words(topic="", name=words, how="plain" if words else "empty")
    topic, name = split_at_verb(words)
    if topic:
        return Words(topic=topic, name=name, how="verb")
    if len(words) > LONG_NAME + 8:
        tail = re.split(r"[、的和及与]", words)[-1]
        if len(tail) >= 4:
            return Words(topic=words[: -len(tail)], name=tail, how="tail")
    return Words(topic="", name=words, how="plain" if len(words) <= LONG_NAME else "long")


def split_at_verb(words: str) -> tuple[str, str]:
    """Cut before the last verb that still has an object of two characters or more."""
    best = 0
    for match in VERB.finditer(words):
        if (
            match.start() >= 2
            and len(words) - match.end() >= 2
            and (not best or len(words) - best > LONG_NAME)
        ):
            best = match.start()
    return (words[:best], words[best:]) if best else ("", words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Name of something counted, with the noun behind the number."""

    verb: str
    noun: str
    predicate: str
    name: str
    how: str


def name_around(before: str, after: str) -> Counted:
    """Name from the verb before and the noun behind a number: ``新引进26个项目``, ``15家企业通过认定``."""
    after = balance(after.lstrip("的各以上左右余多 "))
    verb_words = balance(strip_end(strip_front(strip_end(before), leave=0)))
    verb = ""
    for match in VERB.finditer(verb_words):
        # The last verb that ends where the number begins, or nearly so.
        if len(verb_words) - match.end() <= 1:
            verb = verb_words[match.start() :]
            break
    if (
        not verb
        and 0 < len(verb_words) <= 6
        and not verb_words.endswith(("等", "和", "与", "及", "、", "共", "的"))
    ):
        verb = verb_words
    after = without_examples(after)
    at_once = _PREDICATE.match(after)
    if at_once is not None:
        # 935人基本实现脱贫: nothing is counted but people; what they did is the name.
        name = after[at_once.end() :] if at_once["verb"] in _LIGHT_PREDICATE else after
        return Counted(verb=verb, noun="", predicate=name, name=name[:LONG_NAME], how="predicate")
    noun, predicate = after, ""
    found = next((m for m in _PREDICATE.finditer(after) if m.start() >= 1), None)
    if found is not None:
        noun, rest = after[: found.start()], after[found.start("verb") :]
        if found["verb"] in _LIGHT_PREDICATE:
            rest = after[found.end() :].lstrip("了")
        predicate = rest if 2 <= len(rest) <= 12 else ""
    how = "counted"
    if predicate and not VERB.match(verb) and len(verb) < 2:
        return Counted(verb="", noun=noun, predicate=predicate, name=predicate + noun, how="predicate")
    if len(noun) > LONG_NAME + 4:
        noun, how = noun[-LONG_NAME:], "counted-long"
    return Counted(verb=verb, noun=noun, predicate=predicate, name=verb + noun, how=how)


def needs_owner(name: str) -> bool:
    """Tell whether a name measures something without saying of what (总数, 金额, 增速)."""
    return not name or bool(_ATTRIBUTE.match(name)) or len(name) == 1


def is_bare_verb(name: str) -> bool:
    """Tell whether a name is a verb that lacks its object (累计建成)."""
    return bool(_ONLY_VERB.match(name))


def leading_verb(name: str) -> str:
    """Verb that a name starts with, if an object follows it; else empty."""
    match = VERB.match(name)
    return match[0] if match is not None and len(name) - match.end() >= 2 else ""


_MEASURED = re.compile(
    r"(?:社会消费品零售总额|固定资产投资额?|增加值|总产值|产值|营业收入|销售额|营业额|贷款余额|"
    r"存款余额|可支配收入|进出口总?[额值]|出口总?[额值]|进口总?[额值]|价格|.{2}[率量额值])$"
)


def measure_of(name: str) -> str:
    """What a name measures, without what it measures it of: ``规模以上工业增加值`` → ``增加值``."""
    found = _MEASURED.search(name)
    return found[0] if found is not None else name


def part_of(part: str, whole: str) -> str:
    """Name of a part after its whole: ``国家级`` of ``市级以上各类创新平台`` → ``国家级创新平台``."""
    head = _MODIFIER.sub("", whole) or whole
    verb = VERB.match(head)
    if verb is not None and len(head) - verb.end() >= 2:
        head = head[verb.end() :]
    return part + head


def distribute(words: str, count: int) -> list[str] | None:
    """Split a list of ``count`` things that share a beginning or an end.

    ``专利申请量、授权量`` → ``专利申请量``, ``专利授权量``.
    ``5亿元、规模以上企业覆盖率`` → ``5亿元企业覆盖率``, ``规模以上企业覆盖率``.
    None where the words hold no such list.
    """
    items = [i for i in re.split(r"、|以及|(?<=[^参])(?:和|与|及)(?=[^谐])", words) if i]
    if len(items) != count:
        pair = re.match(r"^(.*?)(城乡|进出口|男女|南北|东西)(.*)$", words)
        if count == 2 and pair is not None and pair[2] == "城乡":
            return [f"{pair[1]}城镇{pair[3]}", f"{pair[1]}农村{pair[3]}"]
        return None
    first, last = items[0], items[-1]
    carried_end = _shared_end(items)
    if carried_end:
        items = [i if i.endswith(carried_end) else i + carried_end for i in items]
    elif len(first) > 2:
        for k in range(1, len(items)):
            prefix = _shared_front(first, items[k])
            if prefix:
                items[k] = prefix + items[k]
    return items if last else None


def _shared_end(items: list[str]) -> str:
    """End of the last item that the others lack: 企业覆盖率 in ``3亿元、规模以上企业覆盖率``."""
    last = items[-1]
    found = re.search(r"(?:以上|以下)(.{3,})$", last)
    if found is not None and all(re.search(r"\d", i) for i in items[:-1]):
        return found[1]
    if MEASURE_NOUN.search(last) and not any(MEASURE_NOUN.search(i) for i in items[:-1]):
        # 城镇、农村居民人均可支配收入: the earlier items are shorter modifiers of the same noun.
        longest = max(len(i) for i in items[:-1])
        if len(last) > longest + 2:
            return last[longest:] if longest >= 2 else ""
    return ""


def _shared_front(first: str, item: str) -> str:
    """Front of the first item that a later one lacks: 专利 in ``专利申请量、授权量``."""
    if (
        MEASURE_NOUN.search(first)
        and MEASURE_NOUN.search(item)
        and first[-1] == item[-1]
        and len(item) < len(first)
    ):
        return first[: len(first) - len(item)]
    return ""


_BODY = re.compile(
    r"^[“]?(?P<topic>[^,;。]{2,18}?(?:园|区|中心|院|局|镇|公司|平台|大赛|论坛|峰会|博览会|展|节|会|"
    r"周|赛|工程|基地|学校|大学|集团|联盟|银行|站|港|机场|街道|社区|村|城|计划|行动|[市县省])[”]?)"
)


def body_of(clause: str) -> str:
    """Body or event that a clause starts with (``共建产业园`` in ``共建产业园新签约项目``); else empty."""
    words = strip_front(clause)
    verb = VERB.search(words, 2) or re.search(
        r"启动|召开|实现|完成|获得|进入|运营|正式|建设|举行|成功|累计|共|全年|有序", words[2:]
    )
    if verb is None:
        return ""
    end = verb.start() if verb.re is VERB else verb.start() + 2
    found = _BODY.fullmatch(words[:end])
    return balance(found["topic"]) if found is not None else ""


_SUBJECT_END = re.compile(
    r"受|一直|自(?!治|主|然|贸|由|来)|由(?!港)|于|以(?!色)|则|亦|也|已|将|会(?!议|展|计)|仍|继续|"
    r"持续|保持|有(?!效|机|限|色)|是|为|表现|出现|呈|总体|较|比|大幅|明显|稳步|不断|进一步|全年|今年|"
    r"去年|在(?![校建线])|(?:19|20)\d\d"
)


def subject_of(clause: str) -> str:
    """What a clause without a number is a statement about (``经济`` in ``经济一直低速增长``); else empty."""
    words = strip_front(clause)
    end = _SUBJECT_END.search(words, 1)
    subject = words[: end.start()] if end is not None else words
    return balance(subject) if 2 <= len(subject) <= LONG_NAME and not VERB.match(subject) else ""


def topic_of(clause: str) -> str:
    """Object of a clause without a number, else all of it; empty where that is too long to be a name."""
    words = balance(strip_front(strip_end(clause)))
    _, name = split_at_verb(words)
    verb = VERB.match(name)
    if verb is not None and len(name) - verb.end() >= 2:
        name = name[verb.end() :]
    return name if 2 <= len(name) <= LONG_NAME else ""
