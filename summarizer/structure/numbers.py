"""Every number of the text, classified: quantities with their units, and what is not a quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.structure.model import Mention, NumberClass
from summarizer.structure.numerals import (
    ARABIC_NUMERAL,
    CHINESE_NUMERAL,
    chinese_to_int,
    fraction_value,
    per_cent_value,
)
from summarizer.structure.units import SCALES, UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.cleaning import CleanText

_SCALE = "|".join(SCALES)
_MORE = "[余多几]"
_DASH = "[-~—–−]+|至|到"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number with its unit, as it stands in the text; ``mention`` is its index in the list of mentions."""

    mention: int
    start: int
    """First character of the numeral."""
    end: int
    """After the unit and a trailing qualifier (以上, 左右…)."""
    value: str
    unit: str
    suffix: str
    """Qualifier that stands behind or inside the number: 余, 以上, 以内, 约 or empty."""
    rank: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """Result of :func:`find_numbers`."""

    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]


_NUMBER = re.compile(
    rf"(?P<num>{ARABIC_NUMERAL})"
    rf"(?:(?P<more>{_MORE})(?=(?:{_SCALE})?(?:{UNIT})))?"
    rf"(?P<scale>{_SCALE})?"
    rf"(?P<more2>{_MORE})?"
    rf"(?P<unit>{UNIT})?"
    rf"(?P<alt>\([台户间人套个]\))?"
    rf"(?:(?P<dash>{_DASH})(?P<num2>{ARABIC_NUMERAL})(?P<scale2>{_SCALE})?(?P<unit2>{UNIT})?)?"
    r"(?P<tail>以上|以下|以内|左右|上下|之内)?(?P<more3>余)?"
)
_COUNTED = (
    "个|家|项|栋|座|条|所|处|轮|批|次|场|名|人|位|支|套|台|艘|架|户|件|宗|间|幢|种|对|艘次|人次|场次|"
    "册|篇|部|张|"
    "成|倍|(?:万|亿)(?:个|家|人|户|亩|次|名|场)|(?:万|亿)?(?:吨|度|方(?!面|向|案|式|针|便)|立方米|"
    "千瓦|斤|人次|人|户|亩|元|美元|平方米|公里|条|套|件|家)|大类|镇|县|乡|村"
)
_CHINESE = re.compile(
    rf"(?P<rank>第{CHINESE_NUMERAL}(?:位|名)?)"
    rf"|(?P<percent>百分之{CHINESE_NUMERAL}(?:点{CHINESE_NUMERAL})?)"
    rf"|(?P<fraction>{CHINESE_NUMERAL}分之{CHINESE_NUMERAL})"
    rf"|(?P<num>{CHINESE_NUMERAL})(?P<more>{_MORE})?(?P<unit>{_COUNTED})(?P<tail>以上|以内|左右)?"
)
_ARABIC_RANK = re.compile(r"第(\d+)(位|名)?|前(\d+)(位|名)")

# A rank is said of a place in an order; 第三届, 第一批, 第一产业 only count occasions and kinds.
_NOT_A_RANK = re.compile(
    r"[届次期批轮个章条款号大类季代场方站阶卷部所中小人民医责实线例现时要产资书动梯家颗张支辆艘台套座种层级步月年"
    r"课堂手把顺位梯起]|方阵|时间|要务|资源|动力|书记|一线|二线|三方|标段|板块|生产力"
)
_RANK_BEFORE = re.compile(
    r"(?:居|列|位|排|名|排名|保持|稳居|跃居|升至|全[市省国区县州球]|世界|亚洲|西部|东部|中部|西北|"
    r"东北|首位|前列|[省市区县州国]|地区|获|夺|评|数量|总量|规模|增速|增幅|指数|产能|为|均|[,、])$"
)

_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_QUOTED = re.compile(r"[“\"「][^“”\"「」\n]{1,24}[”\"」]")
_MONTHS = r"(?:1[0-2]|0?[1-9])"
_DATES = re.compile(
    r"(?:19|20)\d\d(?:[-~—–/至]+(?:19|20)?\d\d)?(?:年度?|财年|财政年度)(?:底|末|初|前)?"
    rf"(?:[前上下]?[一二三四1-4]个?季度|"
    rf"{_MONTHS}(?:[-~—至]+{_MONTHS})?月份?(?:\d{{1,2}}[日号])?(?:底|末|初|前|上旬|中旬|下旬)?|"
    rf"上半年|下半年)?"
    r"|(?<![\d.])(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d)"
    rf"|"
    rf"(?<![\d.]){_MONTHS}(?:[-~—至到]+{_MONTHS})?月份?(?:(?:\d{{1,2}}[-~—至到])?\d{{1,2}}[日号])?(?:底|"
    rf"末|初|前|上旬|中旬|下旬)?(?!度)"
    r"|(?<![\d.])\d{1,2}日(?![均产])|(?<![\d.:])(?:[01]?\d|2[0-3])[::][0-5]\d(?::[0-5]\d)?(?![\d.:])"
    r"|(?<=\()(?:19|20)\d\d(?:[-~—–至]+(?:19|20)\d\d)?(?=\))|(?<=[至到—~-])(?:19|20)\d\d(?=年)"
    r"|"
    r"[二一][〇零九○0][〇零一二三四五六七八九○]{2}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
    r"|(?<![\d.])[\d]{2}年代"
)
_DURATIONS = re.compile(
    rf"(?:连续|近|过去|未来|历时|为期|这)?(?:\d+(?:\.\d+)?|{CHINESE_NUMERAL}|半)(?:多|余|个多)?"
    r"(?:周年|年(?!产|均|度|[12]\d|级|薪)|个半月|个月|个季度|个学年|学年|星期|周(?!岁|边|期)|小时|"
    r"分钟|秒钟|秒(?!差)|昼夜|天(?!数)|个工作日)(?:以上|以内|左右)?"
)
# A shortened procedure is a result, not a length of time that merely passes.
_TIME_IS_RESULT = re.compile(
    r"(?:压缩|缩短|提速|减少|降|达|为|天数|时限|时间|用时|提前|增加)[^,;。:\n]{0,8}$"
)
_REFERENCES = re.compile(
    r"[〔\[]\s*(?:19|20)\d\d\s*[〕\]]\s*第?\d+号?"
    r"|(?:电话|热线|专线|传真|邮编|邮政编码|编号|证号|文号|索引号|帐号|账号|微信|QQ)[:为是]?\s*[\dA-Za-z/-]+"
    r"|(?<![\d.,])\d+号(?!召)(?:文件?|令|公告|院|楼|线|公路|国道|省道|高速|泊位|地块|建议|提案)?"
    r"|(?<![\d.,])1\d{10}(?!\d)|(?<![\d.,])\d{7,}(?![\d.]*(?:[余多]|万|亿|[元人名户吨件个台辆平公]))"
    r"|[A-Z]?\d+(?:国道|省道|县道|高速)"
)
_CODES = re.compile(
    # An engine, a grade, a virus: digits that are part of a word. Measures written in Latin are not.
    r"[A-Za-z]+[-‑]?\d+(?:\.\d+)?(?:[A-Za-z]+\d*)*(?![\d.]*(?:[余多]?[万亿千百]?(?:个|家|项|台|套|座|"
    r"处|人|元|件|名)))"
    r"|\d+(?:\.\d+)?(?!(?:km|kg|kW|kWh|MW|GW|TB|PB|GB|m2|m3|P|TEU|Mbps|mm|cm|m|t|"
    r"g)(?![A-Za-z]))[A-Za-z]+(?:[+-]?\d+)*(?:级|类)?"
    r"|\d+(?:\.\d+)?(?:kV|KV)"
    r"|\d+(?:\s*[++]\s*[\dNnXx]+)+|[“\"]?\d+\s*\+\s*[A-Za-z一-鿿]+"
    r"|(?:世界|中国|全国|全球|民企|民营企业|亚洲)?\d+强(?!化|大)|\d+(?:\.\d+)?(?:千伏|伏)(?:及以上)?(?!安)"
    r"|(?:\d+(?:\.\d+)?[万亿]*元(?:以上)?、)+(?=规模以上|规上|限额以上|限上)"
    r"|三次产业|[一二三四五六七八九十]+项规定|[一二三四五六七八九十]+次(?:全会|会议|全体会议|党代会|"
    r"代表大会|创业|分配)"
    r"|十[一二三四五六七]五|\d{3}(?:工程|计划|行动|平台)|12345|8\.0版|\d+\.\d+版"
    r"|\d+(?:[/·]\d+)+(?=工程|计划|行动|事件|专案|就业)"
)
# The threshold of a class of things: 5亿元以上项目, 规上; the number belongs to the name.
_THRESHOLD_NOUN = (
    r"(?:的?(?:大型|重大|重点|工业|产业|先进|在建|新开工|续建|签约)*(?:企业|项目|工程|单位|人口|人员|"
    r"人群|老人|老年人|儿童|学历|输电|线路|机组|锅炉|河流|耕地|坡耕地|水库|贷款|法人|产业|园区|用户|集群|"
    r"县|区|镇))"
)
_THRESHOLD = re.compile(rf"(?:及)?(?:以上|以下|级|及以上|及以下|级以上){_THRESHOLD_NOUN}")
_NOT_COUNTED_AFTER = re.compile(
    r"方面|方向|层面|维度|环节|阶段|领域|坚持|确保|着力|维护|自信|意识|必须|清单|集中|更加|提升|转变|"
    r"注重|统筹|结合|"
    r"中心|根本|百年|务必|不动摇|毫不|规律|全面|布局|关键|战场|支柱|优先|要点|重大意义|问题导向|"
    r"老大难|文明|共同体|率先|振兴|服务[:,。]"
)


_Found = tuple[int, int, NumberClass, bool, "Quantity | None"]


def find_numbers(clean: CleanText, labels: Sequence[tuple[int, int]]) -> Numbers:
    """Find and classify every number of the text.

    Args:
        clean: The report.
        labels: Intervals of section numbers (``(一)``, ``3.``, ``二是``) as the headings found them.
    """
    text = clean.text
    owners = _Owners(text, labels)
    found: list[_Found] = []
    done = 0
    matches = [*_NUMBER.finditer(text), *_CHINESE.finditer(text)]
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        if match.start() < done:
            continue
        kind = owners.kind_at(match.start())
        one = _chinese(text, match, kind) if match.re is _CHINESE else _arabic(text, match, kind)
        if one is not None:
            found.append(one)
            done = one[1]
    mentions: list[Mention] = []
    quantities: list[Quantity] = []
    for start, end, kind, sure, quantity in found:
        if quantity is not None:
            quantities.append(replace(quantity, mention=len(mentions)))
        mentions.append(Mention(start=start, end=end, text=text[start:end], kind=kind, sure=sure))
    return Numbers(mentions=tuple(mentions), quantities=tuple(quantities))


class _Owners:
    """Intervals in which a number is known not to be a quantity, asked for in rising order of offset."""

    def __init__(self, text: str, labels: Sequence[tuple[int, int]]) -> None:
        durations = [s for s in _spans(_DURATIONS, text) if not _is_result(text, s)]
        self._lists = [
            (NumberClass.SECTION, sorted(labels)),
            (NumberClass.NAME, _spans(_TITLE, text)),
            (NumberClass.DATE, _spans(_DATES, text)),
            (NumberClass.REFERENCE, _spans(_REFERENCES, text)),
            (NumberClass.NAME, _spans(_QUOTED, text)),
            (NumberClass.NAME, _spans(_CODES, text)),
            (NumberClass.DURATION, durations),
        ]
        self._next = [0] * len(self._lists)

    def kind_at(self, offset: int) -> NumberClass | None:
        """Class of the first list that has an interval over ``offset``."""
        answer: NumberClass | None = None
        for which, (kind, spans) in enumerate(self._lists):
            # Each list moves on at every question, also after an answer is found.
            while self._next[which] < len(spans) and spans[self._next[which]][1] <= offset:
                self._next[which] += 1
            if answer is None and self._next[which] < len(spans) and spans[self._next[which]][0] <= offset:
                answer = kind
        return answer


_JUST_LISTED = re.compile(r"(?:[这那]|以下|如下|下列|上述)$")
_RATIO = re.compile(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+")
_RATIO_BEFORE = re.compile(r"\d:(?:\d+(?:\.\d+)?:)*$")
# An index or a coefficient has no unit: 恩格尔系数为0.31, 城乡居民收入比降至2.01.
_BARE_BEFORE = re.compile(r"(?:为|达|达到|降至|降到|升至|提高到|缩小到|缩小至|比|系数|指数)$")
_BARE_BEHIND = re.compile(r"[,。;)]|$", re.MULTILINE)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in pattern.finditer(text)]


def _is_result(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] : span[1]].endswith(("工作日", "小时", "分钟", "天")) and bool(
        _TIME_IS_RESULT.search(text[max(0, span[0] - 14) : span[0]])
    )


def _arabic(text: str, match: re.Match[str], kind: NumberClass | None) -> _Found:
    start, end = match.start("num"), match.end("num")
    if match["num2"] is not None:
        end = match.end("num2")
    if kind is not None:
        # A range such as 2019-2035 belongs to its owner whole; anything longer is looked at again.
        return start, match.end("num"), kind, True, None
    rank = _ARABIC_RANK.search(text, max(0, start - 1), match.end() + 1)
    if rank is not None and rank.start() == start - 1 and text[start - 1] in "第前":
        return _rank(text, rank.start(), rank.end(), rank[1] or rank[3], rank[2] or rank[4] or "")
    unit = match["unit"] or ""
    if unit and _name_part(text, match, unit):
        return start, end, NumberClass.NAME, False, None
    if unit and _JUST_LISTED.search(text[max(0, start - 2) : start]):
        return start, end, NumberClass.SUM, True, None
    value, unit, stop = _value_and_unit(match)
    if not unit and text[match.end("num") : match.end("num") + 2].startswith("/"):
        fraction = re.compile(r"\d+/\d+").match(text, start)
        if fraction:
            one = Quantity(mention=0, start=start, end=fraction.end(), value=fraction[0], unit="", suffix="")
            return start, fraction.end(), NumberClass.FIGURE, True, one
    if not unit:
        if _RATIO.match(text, match.start()) or _RATIO_BEFORE.search(text[max(0, start - 12) : start]):
            one = Quantity(
                mention=0, start=start, end=match.end("num"), value=match["num"], unit="", suffix=""
            )
            return start, match.end("num"), NumberClass.FIGURE, False, one
        bare = _BARE_BEFORE.search(text[max(0, start - 6) : start]) and _BARE_BEHIND.match(text, match.end())
        if not bare:
            return start, end, NumberClass.UNKNOWN, False, None
    more = match["more"] or match["more2"] or match["more3"]
    suffix = "余" if more else _TAILS.get(match["tail"] or "", "")
    one = Quantity(mention=0, start=start, end=stop, value=value, unit=unit, suffix=suffix)
    return start, end, NumberClass.FIGURE, True, one


_TAILS = {"以上": "以上", "以下": "以内", "以内": "以内", "之内": "以内", "左右": "约", "上下": "约"}


def _value_and_unit(match: re.Match[str]) -> tuple[str, str, int]:
    """Value as digits, unit with its scale, and where both end."""
    value = match["num"].replace(",", "")
    scale, unit = match["scale"] or "", match["unit"] or ""
    stop = match.end()
    if match["num2"] is not None:
        value = f"{value}-{match['num2'].replace(',', '')}"
        scale, unit = match["scale2"] or scale, match["unit2"] or unit
    elif match["alt"] is not None:
        unit += match["alt"]
    return value, scale + unit, stop


def _name_part(text: str, match: re.Match[str], unit: str) -> bool:
    after = match.end("unit")
    if unit in {"岁", "周岁"}:
        # An age says who is meant.
        return bool(re.compile(r"(?:及)?(?:以上|以下|以内)?[的一-鿿]").match(text, after))
    if unit.endswith(_CAPACITY) and _PLANT.match(text, after):
        # 南网720兆瓦储能电站: a capacity between a proper name and a plant is part of the name.
        return bool(re.search(r"[一-鿿]$", text[: match.start()][-1:])) and not _DONE_TO.search(
            text[max(0, match.start() - 8) : match.start()]
        )
    return bool(_THRESHOLD.match(text, after))


_CAPACITY = ("千瓦", "兆瓦", "吉瓦", "吨", "标箱", "伏安", "千瓦时")
_PLANT = re.compile(r"[^,。;、\d]{0,16}(?:项目|电站|电厂|基地|生产线|工程|储能|转型)")
_DONE_TO = re.compile(
    r"(?:开工|投产|建成|建设|新增|完成|并网|改造|实施|推进|累计|约|超|近|达|的|和|与|共|年产|等|实现|"
    r"引进|投资|总投资|签约|启动|淘汰|关停|布局|谋划|储备|产能|规模|装机)(?:了|共)?$"
)


def _rank(text: str, start: int, end: int, numeral: str, unit: str) -> _Found:
    value = numeral if numeral.isdigit() else str(chinese_to_int(numeral))
    if not unit and (
        _NOT_A_RANK.match(text, end) or not _RANK_BEFORE.search(text[max(0, start - 8) : start])
    ):
        return start, end, NumberClass.ORDINAL, True, None
    one = Quantity(mention=0, start=start, end=end, value=value, unit=unit, suffix="", rank=True)
    return start, end, NumberClass.FIGURE, True, one


def _chinese(text: str, match: re.Match[str], kind: NumberClass | None) -> _Found | None:
    start, end = match.span()
    if kind is not None:
        return start, end, kind, True, None
    if match["rank"] is not None:
        numeral = match["rank"][1:]
        unit = numeral[-1] if numeral[-1] in "位名" else ""
        return _rank(text, start, end, numeral.rstrip("位名"), unit)
    value = per_cent_value(match[0]) or fraction_value(match[0])
    if value is not None:
        unit = "" if "/" in value else "%"
        one = Quantity(mention=0, start=start, end=end, value=value, unit=unit, suffix="")
        return start, end, NumberClass.FIGURE, True, one
    numeral, unit = match["num"], match["unit"]
    if not _counts(text, match):
        return start, match.end("num"), NumberClass.SUM, False, None
    value, scale = _scaled(numeral)
    suffix = "余" if match["more"] else _TAILS.get(match["tail"] or "", "")
    one = Quantity(mention=0, start=start, end=end, value=value, unit=scale + unit, suffix=suffix)
    return start, end, NumberClass.FIGURE, False, one


def _scaled(numeral: str) -> tuple[str, str]:
    return str(chinese_to_int(numeral)), ""


_ONE_OF = frozenset("栋座所幢艘架")


def _counts(text: str, match: re.Match[str]) -> bool:
    """Tell whether a Chinese numeral with a measure word counts something (四轮) or is a way of speaking."""
    numeral, unit, start, end = match["num"], match["unit"], match.start(), match.end()
    if unit in {"镇", "县", "乡", "村", "处", "名", "位", "人"} and len(numeral) == 1:
        return False
    if text[start - 1 : start] in {
        "第",
        "这",
        "那",
        "每",
        "各",
        "上",
        "下",
        "同",
        "某",
        "任",
        "另",
        "唯",
        "统",
        "不",
        "进",
    }:
        return False
    if numeral == "一":
        return unit in _ONE_OF
    if _sums_up(text, start, numeral):
        return False
    if numeral in {"百", "千"}:
        return bool(_AROUND.search(text[max(0, start - 3) : start]))
    if set(numeral) <= set("百千"):
        return False
    behind = text[end : end + 1]
    if not behind or behind in ",。;:、)":
        # 数字化车间十二个: only where the thing counted stands before it.
        return unit in {"成", "倍"} or bool(_THING.search(text[max(0, start - 2) : start]))
    return not _NOT_COUNTED_AFTER.match(text, end) and behind not in "”》 \n"


def _sums_up(text: str, start: int, numeral: str) -> bool:
    """A count that follows the very things it counts: 稳增长、防风险、保民生三项任务."""
    clause = re.split(r"[,;。:!?\n]", text[max(0, start - _LIST_LENGTH) : start])[-1]
    return "、" in clause and len(re.split(r"、|和|与|及", clause)) == chinese_to_int(numeral)


_LIST_LENGTH = 80
_AROUND = re.compile(r"(?:近|超|逾|达|过|突破|新增|约|难题|问题)$")
_THING = re.compile(r"[一-鿿](?:[一-鿿](?<![这那哪以下有的为分是])|等)$")
