"""Names in the form in which they are compared: what reports call differently is called alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from summarizer.structure.words import TIMES

Aspect = Literal["flow", "total", ""]
"""``flow`` is what was added (新增), ``total`` what there is (总数), empty where the words leave it open."""

_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NOISE: Final = re.compile(r"[^\w.]|[的了]")
_FRONT: Final = re.compile(
    rf"^(?:{TIMES}|[全我本][省市州盟县区旗镇乡]|年度|累计|共计?|实现|达到?|完成(?!率|度)|力争|确保|预计|其中|"
    r"[省市州县区]本?级(?=一般公共预算)|地方(?:级|财政)?(?=一般公共预算|财政)|财政(?=一般公共预算)|全社会(?!消费))"
)
_BACK: Final = re.compile(
    r"(?:增长率?|增速|增幅|涨幅|上涨|降幅|下降|(?:年度)?(?:目标|任务)数?|总[数量]|数量?|总额|(?<!生产)总值|人数|(?<=[入出亿])额)+$"
)
_RATE_NAME: Final = re.compile(r"(?:增长率?|增速|增幅|涨幅|降幅)$")

# What is called in several ways, with the one way it is compared in. In order: what replaces may be replaced.
_SYNONYMS: Final = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"规模以上|规上企业|规模上", "规上"),
        (r"限额以上", "限上"),
        (r"国内生产总值|地区生产总值|(?:全[省市州县区])?生产总值|GDP|地区产总值", "生产总值"),
        (r"(?:公共财政预算|公共预算|财政预算)收入|一般预算收入", "一般公共预算收入"),
        (r"一般一般公共", "一般公共"),
        (r"(?:公共财政预算|公共预算)支出", "一般公共预算支出"),
        (r"一般一般公共", "一般公共"),
        (r"社会消费品零售|社零|社消零", "社零"),
        (r"(?:全社会)?固定资产投资|固投", "固定资产投资"),
        (r"(?:使用|利用|到账|到位)外(?:商直接投)?资(?:金额?)?", "利用外资"),
        (r"(?:外贸|对外贸易|货物)(?:进出口贸易|进出口)", "进出口"),
        (r"(?:外贸|货物)(?=出口|进口)", ""),
        (r"(出口|进口|进出口)(?:总|金)?[额值]", r"\1"),
        (r"技术改造|技改", "技改"),
        (r"城镇常住居民", "城镇居民"),
        (r"农村常住居民|农民(?=人均)", "农村居民"),
        (r"居民人均|常住居民人均", "居民人均"),
        (r"居民消费价格(?:总?指数)?|CPI", "居民消费价格"),
        (r"粮食总产量?|粮食产量", "粮食产量"),
        (r"细颗粒物|PM2\.?5", "PM25"),
        (r"年?平?均浓度", "浓度"),
        (r"空气质量优良|空气优良|环境空气质量优良", "空气优良"),
        (r"天数(?:比[例率]|占比|率)", "天数比例"),
        (r"高企", "高新技术企业"),
        (
            r"(?:全社会)?(?:研究与试验发展|RD|研发)(?:经费|投入|经费投入|经费支出)*(?:强度|占生产总值(?:的?比[重例]|比重)?)",
            "研发强度",
        ),
        (r"(?:单位|万元)生产总值(?:综合)?能耗", "单位生产总值能耗"),
        (r"常住人口城镇化率", "城镇化率"),
        (r"市场主体|经营主体", "经营主体"),
        (r"每万人", "万人"),
        (r"每千人口?", "千人"),
        (r"千人口", "千人"),
        (r"占一般公共预算支出(?:的?比[重例])?", "占比"),
        (r"占(?:规上工业总产值|生产总值)(?:的?比[重例])?$|占[比例]重?$|比重$", "占比"),
        (r"新改建|新建改建|新建和改建|新建改扩建|新改扩建|改扩建", "新改建"),
        (r"(?:计划|协议|合同)?总投资额?", "总投资"),
        (r"拥有量?|保有量", ""),
        (r"公共(?=停车)|城市(?=公园|绿地)|公园(?=绿地)|城镇(?=老旧)|国内(?=游客)", ""),
        (r"绿地面积", "绿地"),
        (r"普惠性", "普惠"),
        (r"平均$", ""),
        (r"工业企业(?=产值|总产值|增加值)", "工业"),
        (r"(?<=工业)总产值", "产值"),
        (r"泊位", "车位"),
        (r"床位数", "床位"),
        (r"旅游(?:业)?(?:综合|总)收入", "旅游综合收入"),
        (r"游客接待量|游客人数|接待游客(?:量|人次)?|旅游人次", "游客"),
    )
)
_ADDED: Final = re.compile(
    r"新增加?|净增|新认定|新培育|新登记|新设立?|新评定|新建成?(?!改)|新开(?!工)|新签约?|新引进|新开工|新招引|增加(?!值)|"
    r"建成(?!区)|建设(?=[^用])|认定|培育|评定|(?<=..)开行|开行(?=.)|(?<=班列)开行"
)
_SIGNED: Final = re.compile(r"新?签约?(?=.)")
_TOTAL: Final = re.compile(
    r"(?:总[数量]|累计|总计|共有?|现有|存量|保有量|拥有)[已达到至突破超过约近]*$|(?:增加|增至|提高|提升)到$"
)
_KINDS_OF_DIFFERENCE: Final = (
    (True, ("城镇", "农村")),
    (True, ("进出口", "出口", "进口")),
    (True, ("支出", "收入", "利润", "投资", "增加值", "产值", "产量", "零售", "余额", "面积", "人均")),
    (True, ("存款", "贷款")),
    (True, ("登记失业", "调查失业")),
    (True, ("第一产业", "第二产业", "第三产业")),
    (True, ("工业", "农业", "服务业", "建筑业", "旅游", "制造业")),
    (True, ("小学", "中学", "高中", "幼儿园", "托位", "养老")),
    (True, ("老旧小区", "农村危房", "棚户区", "公路")),
    (True, ("国家级", "省级", "市级", "县级")),
    (False, ("税收", "预算")),
    (False, ("夏粮", "秋粮", "早稻")),
    (False, ("民间", "技改", "基础设施", "房地产")),
    (False, ("规上", "限上", "占比", "亿元以上")),
    (False, ("总投资", "资金", "合同金额", "惠及", "受益")),
)
"""Words that tell indicators apart; where the first field is set, having one and having none are near enough to ask."""
_MISSING_ONE: Final = 0.18
_MISSING_TELLING: Final = 0.3


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it is compared."""

    text: str
    aspect: Aspect
    kinds: tuple[frozenset[str], ...]


def is_rate(name: str) -> bool:
    """Whether a name says that its number is a growth: 居民消费价格涨幅."""
    return _RATE_NAME.search(name) is not None


def key(name: str, before: str = "", *, place: str = "") -> Key:
    """Bring a name into the form in which it is compared.

    Args:
        name: The name of the record.
        before: The words that stand right before the number, which tell a total (总数达) from an addition.
        place: The name of the reporting body's place, which its report may leave out.
    """
    return _key(name, before, place)


@lru_cache(maxsize=8192)
def _key(name: str, before: str, place: str) -> Key:
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", name))
    text = _NOISE.sub("", text)
    text = text.removeprefix(place) if len(place) > 1 else text
    total = bool(_TOTAL.search(re.sub(r"\s", "", before))) or text.endswith(("总数", "总量"))
    last = None
    while last != text:
        last = text
        cut = _FRONT.sub("", text)
        text = cut if len(cut) > 1 else text
    for pattern, word in _SYNONYMS:
        text = pattern.sub(word, text)
    added = _ADDED.sub("", text)
    aspect: Aspect = "total" if total else "flow" if added != text else ""
    text = added if len(added) > 1 else text
    text = _SIGNED.sub("", text)
    cut = _BACK.sub("", text)
    text = cut if len(cut) > 1 else text
    return Key(
        text=text, aspect=aspect, kinds=tuple(_members(text, words) for _, words in _KINDS_OF_DIFFERENCE)
    )


def likeness(one: Key, other: Key) -> float:
    """Say how sure it is that two names are of the same thing, from 0 to 1."""
    if {one.aspect, other.aspect} == {"flow", "total"}:
        return 0.0
    result = 1.0 if one.text == other.text else _similarity(one.text, other.text)
    for (near, _), mine, theirs in zip(_KINDS_OF_DIFFERENCE, one.kinds, other.kinds, strict=True):
        if mine == theirs:
            continue
        if mine and theirs and not mine & theirs:
            return 0.0
        result -= _MISSING_ONE if near else _MISSING_TELLING
    if one.aspect != other.aspect:
        result -= 0.04 if "total" in {one.aspect, other.aspect} else 0.12
    return max(result, 0.0)


def _members(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return which of the words a name has; a word inside a longer one of them does not count."""
    found: set[str] = set()
    for word in words:
        if word in text:
            found.add(word)
            text = text.replace(word, "\0")
    return frozenset(found)


def _similarity(one: str, other: str) -> float:
    """Average how many characters and how many pairs of characters two texts share (Dice)."""
    return (_dice(Counter(one), Counter(other)) + _dice(_pairs(one), _pairs(other))) / 2


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1)) or Counter([text])


def _dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total() or 1)
