"""Ranks (居全市第二, 前3名) and the ordinals that are none (第三届, 第一产业)."""

from __future__ import annotations

import re

ARABIC_RANK = re.compile(r"第(\d+)(位|名)?|前(\d+)(位|名)")

# A rank is said of a place in an order; 第三届, 第一批, 第一产业 only count occasions and kinds.
_NOT_A_RANK = re.compile(
    r"[届次期批轮个章条款号大类季代场方站阶卷部所中小人民医责实线例现时要产资书动梯家颗张支辆艘台套座种层级步月年"
    r"课堂手把顺位梯起]|方阵|时间|要务|资源|动力|书记|一线|二线|三方|标段|板块|生产力"
)
_RANK_BEFORE = re.compile(
    r"(?:居|列|位|排|名|排名|保持|稳居|跃居|升至|全[市省国区县州球]|世界|亚洲|西部|东部|中部|西北|"
    r"东北|首位|前列|[省市区县州国]|地区|获|夺|评|数|总量|规模|增速|增幅|指数|产能|为|均|[,、])$"
)


# 第二针累计接种: a place in an order ends its phrase, a number of its kind goes before a noun.
_GOES_ON = re.compile(r"(?![的和与及并且以])[一-鿿]")


def is_rank(text: str, start: int, end: int) -> bool:
    """Tell whether an ordinal without 位 or 名 in ``text[start:end]`` is a place in an order."""
    if _GOES_ON.match(text, end) or _NOT_A_RANK.match(text, end):
        return False
    return bool(_RANK_BEFORE.search(text[max(0, start - 8) : start]))
