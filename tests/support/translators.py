"""Models that translate: one as well as can be, others that fail in the ways models do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.support.askers import properties

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.exchange import Request

TRANSLATIONS = {
    "砚溪县水务局": "Yanxi County Water Bureau",
    "砚溪县水务局2023年工作总结和2024年工作计划": "Yanxi County Water Bureau: work in 2023, plan for 2024",
    "2023年全县水利投资6.42亿元，增长18.5%": (
        "in 2023 the county invested 6.42亿元 (642 million yuan) in water works, up 18.5%"
    ),
    "自来水普及率97.3%": "97.3% of households have tap water",
    "下一步建好水网、管好河湖": "next come the water network and the care of rivers and lakes",
    "水利投资": "investment in water works",
    "自来水普及率": "tap water coverage",
    "沱岭水库投资": "investment in Tuoling Reservoir",
    "水利投资总量全市排名": "rank of investment in the city",
    "万元产值用水量": "water use per ten thousand yuan of output",
    "用水总量": "total water use",
    "河长巡河": "river patrols",
    "新增受益群众": "people newly served",
    "沱岭水库主体完工": "main works of Tuoling Reservoir completed",
    "抓项目补短板": "projects",
    "推进城乡供水一体化，新增受益群众1.6万人": (
        "water supply of town and country joined, 1.6万人 (16,000 people) newly served"
    ),
    "砚溪县河道采砂管理办法": "Measures for sand mining in the rivers of Yanxi",
}
"""English of some words of the record made by hand."""

_MARK = re.compile(r"\{[A-Z]\}")


def texts(request: Request) -> list[str]:
    """Return the Chinese texts a request asks for, in either encoding."""
    keys = list(properties(request))
    if keys != ["translations"]:
        return keys
    rows = re.search(r"(?:词条|格式不变)：\n(.*)\n答：$", request.messages[-1].content, re.DOTALL)
    assert rows is not None
    return [re.sub("（上次[^（）]*）$", "", row) for row in rows[1].split("\n")]


def english(text: str) -> str:
    """Return something that passes for the English of a text: its marks, its Latin words, and others."""
    own = "".join(chr(ord("a") + ord(char) % 26) for char in text if not char.isascii())
    latin = re.findall(r"[A-Za-z][A-Za-z0-9.]*", _MARK.sub(" ", text))
    said = f"not up down {own} {' '.join(latin)} {' and '.join(_MARK.findall(text))}"
    return re.sub(r"\s+", " ", said).strip()


def translator(say: Callable[[str], str] = english) -> Callable[[Request], str]:
    """Return a play that answers every text with what ``say`` makes of it."""

    def play(request: Request) -> str:
        made = {text: say(text) for text in texts(request)}
        if "translations" not in properties(request):
            return json.dumps(made, ensure_ascii=False)
        listed = [{"anchor": text, "english": said} for text, said in made.items()]
        return json.dumps({"translations": listed}, ensure_ascii=False)

    return play
