"""The scoring that the labels came with: greedy matching, no conversion of units, directions not compared.

Kept as it was, apart from its style, to hold the product's scoring to it; see ``test_agreement.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RIGHT_NAME = 0.65
TABLE = str.maketrans("，。；：、“”‘’（）《》！？", ",.;:,\"\"''()<>!?")
Part = dict[str, Any]


def squash(text: object) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")).translate(TABLE))


def number(text: object) -> str | None:
    plain = squash(text).replace(",", "").lstrip("+-")
    whole = re.fullmatch(r"(\d+(?:\.\d+)?)(?:[-~至](\d+(?:\.\d+)?))?", plain)
    if whole:
        return f"{float(whole[1]):g}" + (f"-{float(whole[2]):g}" if whole[2] else "")
    part = re.search(r"\d+(?:\.\d+)?(?:/\d+)?", plain)
    return part[0] if part else None


def unit(text: object) -> str:
    plain = re.sub(r"[余多]", "", squash(text))
    return {"个点": "个百分点", "百分点": "个百分点", "亿": "亿元"}.get(plain, plain)


def parts(figure: Mapping[str, Any]) -> list[Part]:
    evidence = figure.get("evidence") or {}
    quote = squash(figure.get("quote") or evidence.get("clean") or evidence.get("quote"))
    base = {"name": squash(figure.get("name")), "status": figure.get("status"), "quote": quote}
    found: list[Part] = []
    if figure.get("value") not in {None, ""} and (level := number(figure["value"])):
        found.append({**base, "number": level, "unit": unit(figure.get("unit")), "role": "level"})
    change = figure.get("change")
    if change and (difference := number(change["value"])):
        found.append(
            {**base, "number": difference, "unit": unit(change.get("unit") or "%"), "role": "change"}
        )
    return found


def f1(one: str, other: str) -> float:
    a, b = Counter(one), Counter(other)
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else 0.0


def overlap(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 1.0
    x, y = ({text[i : i + 3] for i in range(max(1, len(text) - 2))} for text in (one, other))
    return len(x & y) / min(len(x), len(y))


def score(labelled: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    gold = [part for figure in labelled for part in parts(figure)]
    found = [part for figure in predicted for part in parts(figure)]
    pairs = sorted(
        (
            (f1(g["name"], p["name"]) + near + 0.3 * (g["role"] == p["role"]), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(found)
            if g["number"] == p["number"]
            and g["unit"] in {"", p["unit"]}
            and (near := overlap(g["quote"], p["quote"])) >= 0.3
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in taken and j not in taken.values():
            taken[i] = j
    strict = sum(
        f1(gold[i]["name"], found[j]["name"]) >= RIGHT_NAME
        and all(gold[i][key] == found[j][key] for key in ("role", "status"))
        for i, j in taken.items()
    )
    everything = len(gold) + len(found)
    return {
        "labelled": len(gold),
        "found": len(found),
        "matched": len(taken),
        "strict": strict,
        "f1": 2 * len(taken) / everything,
        "strict_f1": 2 * strict / everything,
    }
