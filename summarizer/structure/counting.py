"""Chinese numerals with a measure word: counts (四轮), sums of a list (三项任务), ways of speaking."""

from __future__ import annotations

import re

from summarizer.structure.numerals import chinese_to_int

_NOT_COUNTED_AFTER = re.compile(
    r"方面|方向|层面|维度|环节|阶段|领域|坚持|确保|着力|维护|自信|意识|必须|清单|集中|更加|提升|转变|"
    r"注重|统筹|结合|"
    r"中心|根本|百年|务必|不动摇|毫不|规律|全面|布局|关键|战场|支柱|优先|要点|重大意义|问题导向|"
    r"老大难|文明|共同体|率先|振兴|服务[:,。]|指[标数](?:均|都|全面|全部|同比|分别|全部)|[百千万]*亿元?(?:台阶|大关)|台阶|[^,;。]{0,6}中[列排居位]"
)
_SECOND = frozenset({"次", "轮", "期", "级", "类", "手"})
_ONE_OF = frozenset("栋座所幢艘架")
_LIST_LENGTH = 80
_AROUND = re.compile(r"(?:近|超|逾|达|过|突破|新增|约|难题|问题)$")
_THING = re.compile(r"[一-鿿](?:[一-鿿](?<![这那哪以下有的为分是])|等)$")


def counts(text: str, match: re.Match[str]) -> bool:
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
    if numeral == "零" or unit in {"度", "大类"} or (numeral == "二" and unit in _SECOND):
        # 零部件, 两度推出, 十大类, 二次排队, 二轮延包: parts of words.
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
