"""Quantities that only say which things are meant: 5亿元以上项目, 60岁以上老人, 南网720兆瓦储能电站."""

from __future__ import annotations

import re

# The threshold of a class of things: 5亿元以上项目, 规上; the number belongs to the name.
_THRESHOLD_NOUN = (
    r"(?:的?(?:大型|重大|较大|重点|工业|产业|先进|在建|新开工|续建|签约)*(?:企业|项目|工程|单位|人口|人员|"
    r"人群|老人|老年人|儿童|学历|输电|线路|机组|锅炉|河流|耕地|坡耕地|水库|贷款|法人|产业|园区|用户|集群|"
    r"县|区|镇|村|农户|家庭|事故))"
)
_THRESHOLD = re.compile(rf"(?:及)?(?:以上|以下|级|及以上|及以下|级以上){_THRESHOLD_NOUN}")

# 新增100亩以上的果业面积1.8万亩: what is counted comes behind.
_OF_THOSE_ABOVE = re.compile(r"(?:以上|以下)的?[^,;。、:\d占增]{2,12}\d")
# 培育年产值超10亿元企业3家, 5-10亿元项目6个
_MORE_THAN = re.compile(r"(?:超过?|突破|不足)$")
_MORE_OF = re.compile(r"的?(?:企业|项目|村|园区|产业|集群|单位|大户)(?:约|达|超)?\d")
# 60岁以上老人, 40岁至49岁23人
_OF_AN_AGE = re.compile(r"(?:及)?(?:以上|以下|以内)?(?:[的一-鿿]|\d[\d.,]*万?[人名位户])")
# 600分以上52人, 90分以上学生12名
_OF_A_SCORE = re.compile(r"以[上下](?:的?[一-鿿]{1,4})?\d")
_TIMES_BEFORE = re.compile(r"\d ?[×xX*] ?$")
_ONE_OF_THEM = re.compile(r"[^,;。、\d]{1,24}之一")

_CAPACITY = ("千瓦", "兆瓦", "吉瓦", "吨", "标箱", "伏安", "千瓦时")
_PLANT = re.compile(r"[^,。;、\d]{0,16}(?:项目|电站|电厂|基地|生产线|工程|储能|转型|厂)")
_DONE_TO = re.compile(
    r"(?:开工|投产|建成|建设|新增|完成|并网|改造|实施|推进|累计|约|超|近|达|的|和|与|共|年产|等|实现|"
    r"引进|投资|总投资|签约|启动|淘汰|关停|布局|谋划|储备|产能|规模|装机)(?:了|共)?$"
)


def is_name_part(text: str, match: re.Match[str], unit: str) -> bool:
    """Tell whether a number with its unit is part of the name of a thing or of a class of things."""
    if _TIMES_BEFORE.search(text, max(0, match.start() - 4), match.start()):
        # 2×100万千瓦: units of a plant
        return True
    after = max(match.end(group) for group in ("scale", "unit", "scale2", "unit2"))
    if unit in {"岁", "周岁"}:
        # An age says who is meant.
        return bool(_OF_AN_AGE.match(text, after))
    if unit == "分":
        return bool(_OF_A_SCORE.match(text, after))
    if unit.endswith(_CAPACITY) and _PLANT.match(text, after):
        # 南网720兆瓦储能电站: a capacity between a proper name and a plant is part of the name.
        return bool(
            re.match(r"[一-鿿]", text[max(0, match.start() - 1) : match.start()])
        ) and not _DONE_TO.search(text[max(0, match.start() - 8) : match.start()])
    more = _MORE_THAN.search(text, max(0, match.start() - 4), match.start())
    if (more is not None or match["num2"] is not None) and _MORE_OF.match(text, after):
        return True
    above = _OF_THOSE_ABOVE.match(text, after) if unit.endswith(("元", "亩", "米")) else None
    return bool(above or _THRESHOLD.match(text, after) or _ONE_OF_THEM.match(text, after))
