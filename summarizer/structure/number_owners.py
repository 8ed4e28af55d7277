"""What a number can be part of that makes it no quantity: titles, dates, durations, references, codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure.model import NumberClass
from summarizer.structure.numerals import CHINESE_NUMERAL

if TYPE_CHECKING:
    from collections.abc import Sequence


def _beginning(first: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile a pattern whose every match begins with one of some characters, given as in a class.

    To look for those first spares most places of a text all the alternatives.
    """
    return re.compile(f"(?=[{first}])(?:{pattern})", flags)


_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_QUOTED = re.compile(r"[“\"「][^“”\"「」\n]{1,24}[”\"」]")
_MONTHS = r"(?:1[0-2]|0?[1-9])"
_DATES = _beginning(
    r"\d一二",
    r"(?:19|20)\d\d(?:届|级(?=[一-鿿]))|(?:19|20)\d\d(?:[-~—–/至]+(?:19|20)?\d\d)?(?:年度?|财年|财政年度)(?:底|末|初|前)?"
    rf"(?:[前上下]?[一二三四1-4]个?季度|"
    rf"{_MONTHS}(?:[-~—至]+{_MONTHS})?月份?(?:\d{{1,2}}[日号])?(?:底|末|初|前|上旬|中旬|下旬)?|"
    rf"上半年|下半年)?"
    r"|(?<![\d.])(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d)"
    rf"|"
    rf"(?<![\d.]){_MONTHS}(?:[-~—至到、]+{_MONTHS})?月份?(?:(?:\d{{1,2}}[-~—至到])?\d{{1,2}}[日号])?(?:底|"
    rf"末|初|前|上旬|中旬|下旬)?(?!度)"
    r"|(?<![\d.])\d{1,2}日(?![均产])|(?<![\d.:])(?:[01]?\d|2[0-3])[::][0-5]\d(?::[0-5]\d)?(?![\d.:])"
    r"|(?<=\()(?:19|20)\d\d(?:[-~—–至]+(?:19|20)\d\d)?(?=\))|(?<=[至到—~-])(?:19|20)\d\d(?=年)"
    r"|"
    r"[二一][〇零九○0][〇零一二三四五六七八九○]{2}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
    r"|(?<![\d.])[\d]{2}年代",
)
_DURATIONS = _beginning(
    r"\d首连近过未历为这半零〇一二两三四五六七八九十百千",
    rf"首[1-4]季|(?:连续|近|过去|未来|历时|为期|这)?(?:(?<!\d)\d+(?:\.\d+)?|{CHINESE_NUMERAL}|半)(?:多|余|个多)?"
    r"(?:周年|年(?!产|均|度|[12]\d|级|薪)|个半月|个月|个季度|个学年|学年|星期|周(?!岁|边|期)|小时|"
    r"次(?=[位排列居获入])|届(?=[位排列居获入])|分钟|秒钟|秒(?!差)|昼夜|天(?!数)|个工作日)(?:以上|以内|左右)?",
)
# A shortened procedure is a result, not a length of time that merely passes.
_TIME_IS_RESULT = re.compile(
    r"(?:压缩|缩短|提速|减少|降|达|为|天数|时长|时限|时间|用时|提前|增加|控制在)[^,;。:\n]{0,8}$|住院[日天]数?$"
)
_ROUGHLY = re.compile(r"(?:以上|以内|左右)$")
_RATIO_BEFORE = re.compile(
    r"(?:(?:比|比例|比重|结构)(?:[由从][^,;。:]{0,8}的|[由为是达])?|:\d+(?:\.\d+)?)(?:调整|优化)?[到至为]?$"
)
_REFERENCES = _beginning(
    r"\dA-Z〔\[电热专传邮编证文索帐账微",
    r"(?<=注)\d{1,2}(?=[,。;、)\s]|$)|"
    r"(?<=[表图])\d{1,2}(?=[\s:、.]|$)|(?<=附[件表录图])\d{1,2}(?!\d|\.\d)"
    r"|[〔\[]\s*(?:19|20)\d\d\s*[〕\]]\s*第?\d+号?"
    r"|(?:电话|热线|专线|传真|邮编|邮政编码|编号|证号|文号|索引号|帐号|账号|微信|QQ)[:为是]?\s*[\dA-Za-z/-]+"
    r"(?![\d.]*(?:[余多]|[万亿]?[个件次人条起宗项元]))"
    r"|(?<![\d.,])\d+号(?!召)(?:文件?|令|公告|院|楼|线|公路|国道|省道|高速|泊位|地块|建议|提案)?"
    r"|(?<![\d.,])1\d{10}(?!\d)|(?<![\d.,])\d{7,}+(?![\d.]*(?:[余多]|万|亿|[元人名户吨件个台辆平公立亩株头只次份项条座所处栋套升千]))"
    r"|(?<!\d)[A-Z]?\d+(?:国道|省道|县道|高速)",
    re.MULTILINE,
)
_ASPECTS = re.compile(r"(?<![\d.])\d{1,2}方面")
_CODES = _beginning(
    r"\dA-Za-z“\"世中全民亚三一二四五六七八九十",
    # An engine, a grade, a virus: digits that are part of a word. Measures written in Latin are not.
    r"(?<![A-Za-z])[A-Za-z]+[-‑]?\d+(?:\.\d+)?(?:[A-Za-z][A-Za-z\d]*)?(?![\d.]*(?:[余多]?[万亿千百]?(?:个|家|项|台|套|座|"
    r"处|人|元|件|名)))"
    r"|(?<!\d)\d+(?:\.\d+)?(?!(?:km|kg|kW|kWh|MW|GW|TB|PB|GB|m2|m3|P|TEU|Mbps|mm|cm|m|t|"
    r"g)(?![A-Za-z]))[A-Za-z]+(?:[+-]?\d+)*(?:级|类)?"
    r"|(?<!\d)\d+(?:\.\d+)?(?:kV|KV)"
    r"|(?<!\d)\d+(?:\s*[++]\s*[\dNnXx]+)+|(?<!\d)[“\"]?\d+\s*\+\s*[A-Za-z一-鿿]+"
    r"|(?:世界|中国|全国|全球|民企|民营企业|亚洲)?(?<!\d)\d+强(?!化|大)|(?<!\d)\d+(?:\.\d+)?(?:千伏|伏)(?:及以上)?(?!安)"
    r"|(?<!\d)(?:\d+(?:\.\d+)?[万亿]*元(?:以上)?、){1,6}(?=规模以上|规上|限额以上|限上)"
    r"|三次产业|[一二三四五六七八九十]+项规定|[一二三四五六七八九十]+次(?:全会|会议|全体会议|党代会|"
    r"代表大会|创业|分配)"
    r"|十[一二三四五六七]五|\d{3}(?:工程|计划|行动|平台)|12345|(?<!\d)\d+\.\d+版"
    r"|(?<!\d)\d+(?:[/·]\d+){1,4}(?=工程|计划|行动|事件|专案|就业)",
)


class Owners:
    """Intervals in which a number is known not to be a quantity, asked for in rising order of offset."""

    def __init__(self, text: str, labels: Sequence[tuple[int, int]]) -> None:
        durations = [s for s in _spans(_DURATIONS, text) if not _is_result(text, s)]
        self._lists = [
            (NumberClass.SECTION, sorted(labels)),
            (NumberClass.NAME, _spans(_TITLE, text)),
            (NumberClass.DATE, [s for s in _spans(_DATES, text) if not _is_ratio(text, s)]),
            (NumberClass.REFERENCE, _spans(_REFERENCES, text)),
            (NumberClass.SUM, _spans(_ASPECTS, text)),
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


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in pattern.finditer(text)]


def _is_ratio(text: str, span: tuple[int, int]) -> bool:
    """A ratio that could be a time of day: 三次产业结构比为5:45:50."""
    return ":" in text[span[0] : span[1]] and bool(_RATIO_BEFORE.search(text[max(0, span[0] - 16) : span[0]]))


def _is_result(text: str, span: tuple[int, int]) -> bool:
    time = _ROUGHLY.sub("", text[span[0] : span[1]])
    return time.endswith(("工作日", "小时", "分钟", "天")) and bool(
        _TIME_IS_RESULT.search(text[max(0, span[0] - 14) : span[0]])
    )
