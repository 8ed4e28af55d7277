"""Names of counted things, from the verb before and the noun behind the number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.structure import naming

# A predicate behind the counted noun: 15家企业通过国高认定.
_PREDICATE = re.compile(
    r"(?:全部|年内|年底前|基本|如期|按期|均|已经?|正在|依法|先后|陆续|正式|分别|成功|顺利|优先|安全|有序|自愿|主动)*"
    r"(?P<verb>(?:审议)?通过|保持(?=.{3})|稳定达到?|判处|指定|裁定|实现|进行了?|开展了?|完成了?|得到|获得|获评|荣获|获批|获(?![奖得评批])|列入|"
    r"纳入|入选|入围|晋级|进入|当选|达到|接通|用上|享受|参加|参与|落户|落地(?!项目|企业)|加入|"
    r"建成(?:投用)?|开工(?!项目)|竣工(?!项目)|投产(?!项目|企业)|投用|出列|摘帽|脱贫|上市(?!公司|企业)|挂牌(?!公司|企业)|提[标档质]升级|改造升级|升级|升规|与|(?:尚)?未(?!来|成年)|(?<!所)正?在(?![谈建校册编岗读园职研营线库手训产售])|受到|被(?![告征动申执巡检帮])|喜获|签约|"
    r"签订|集中开工|有序推进|加快推进|加快建设|加速推进|扎实推进|稳步推进|顺利推进|推进|超额完成|死亡|受伤|失踪|实[施行](?:了|(?!的)(?=.{3}))|建立了?(?=.{3})|取得|投入使用|远离|刷新|全面|如期|按期|入驻|进驻|担任|接受|驰援|奔赴|晋升了?|返岗|整理(?=.{3})|领取|前往|平均|"
    r"(?<![安民定永旧宜群新])居(?![民住家证所])|位居|位列|跻身)"
)
_WAY = re.compile(r"(?<=..)(?:从|自|由)[^,。;:从自由]{2,12}?(?:到|至).*")
_A_PLACE = re.compile(r"全[市省区县国州]|[一-鿿]{2,3}[市省区县]")
_GENERAL = re.compile(r"(?:指标|问题|事项|项目|任务|措施|举措|内容|环节|岗位|案件)")
_LIST_OR_VERB = re.compile(r"[、,]|涉及|包括")
_LONGEST_MODIFIER = 12
_WITH_A_NUMBER = frozenset({"实现", "完成", "完成了", "达到"})
_FRONT = re.compile(r"^(?:的|各(?![类项级])|以上|左右|余|多(?![式边元])|\s)+")
_LIGHT_PREDICATE = frozenset(
    {
        "实现",
        "进行",
        "进行了",
        "完成",
        "完成了",
        "保持",
        "稳定达",
        "稳定达到",
        "实施",
        "实行",
        "实施了",
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Name of something counted, with the noun behind the number."""

    verb: str
    noun: str
    predicate: str
    name: str
    how: str


def name_around(before: str, after: str, *, last: bool = True) -> Counted:
    """Name from the verb before and the noun behind a number: ``新引进26个项目``, ``15家企业通过认定``."""
    is_modifier = after.startswith("的")
    # 的产业园从签约到开工仅用60天: the way of what is counted is no part of its name.
    after = _WAY.sub("", naming.balance(naming.without_years(_FRONT.sub("", after))))
    verb_words = naming.balance(naming.strip_end(naming.strip_front(naming.strip_end(before), leave=0)))
    verb = ""
    for match in naming.VERB.finditer(verb_words):
        # The last verb that ends where the number begins, or nearly so.
        if len(verb_words) - match.end() <= 1:
            verb = verb_words[match.start() :]
            break
    if (
        not verb
        and 2 <= len(verb_words) <= 6
        and not verb_words.endswith(("等", "和", "与", "及", "、", "共", "的"))
    ):
        verb = verb_words
    if not verb and before.endswith("的") and _GENERAL.match(after):
        # 评估考核的51项指标: what they are stands before the number.
        told = _LIST_OR_VERB.split(naming.core(before))[-1]
        verb = told if 2 <= len(told) <= _LONGEST_MODIFIER else ""
    # 总投资36亿元的产业园开工建设: a measure of what stands behind the number, whatever became of that.
    measures = is_modifier and naming.MEASURE_NOUN.search(verb) is not None
    after = naming.without_examples(after)
    at_once = _PREDICATE.match(after)
    if at_once is not None:
        # 935人基本实现脱贫: nothing is counted but people; what they did is the name.
        name = after[at_once.end() :] if at_once["verb"] in _LIGHT_PREDICATE else after
        return Counted(verb=verb, noun="", predicate=name, name=name[: naming.LONG_NAME], how="predicate")
    noun, predicate = after, ""
    found = next((m for m in _PREDICATE.finditer(after) if m.start() >= 1), None)
    if found is not None:
        noun, rest = after[: found.start()], after[found.start("verb") :]
        if found["verb"] in _LIGHT_PREDICATE:
            # 254家企业实现营业收入68亿元: what they achieved is the name of the next number.
            its_own = last or found["verb"] not in _WITH_A_NUMBER
            rest = after[found.end() :].lstrip("了") if its_own else ""
        told = (
            2 <= len(rest) <= 12
            and not _A_PLACE.fullmatch(rest)
            and "、" not in rest
            and found["verb"] not in {"平均", "全面", "在", "稳定达", "稳定达到"}
        )
        predicate = rest if told else ""
    how = "counted"
    if predicate and not measures and not naming.VERB.match(verb):
        name = predicate if predicate.endswith(noun) else predicate + noun
        return Counted(verb="", noun=noun, predicate=predicate, name=name, how="predicate")
    if len(noun) > naming.LONG_NAME + 4:
        noun, how = noun[-naming.LONG_NAME :], "counted-long"
    name = noun + verb if measures else verb + noun
    return Counted(verb=verb, noun=noun, predicate=predicate, name=name, how=how)
