"""Lists of things whose numbers follow in the same order (申请量、授权量分别增长76.9%、29.3%)."""

from __future__ import annotations

import re

from summarizer.structure import naming

_LISTED = re.compile(r"、|以及|(?<=[^参温谐缓])(?:和|与|(?<![惠普涉触危遍波])及)(?=[^谐时])")
_DONE = re.compile(r"^(?:累计)?(?:完成|实现|达到?)(?:了)?")
_SECTORS = re.compile(
    r"(?P<front>.{0,8}?)(?P<which>第[一二三](?:产业)?(?:(?:、|和)第?[一二三](?:产业)?)+)(?P<measure>.*)"
)


def distribute(words: str, count: int) -> list[str] | None:
    """Split a list of ``count`` things that share a beginning or an end.

    ``专利申请量、授权量`` → ``专利申请量``, ``专利授权量``.
    ``5亿元、规模以上企业覆盖率`` → ``5亿元企业覆盖率``, ``规模以上企业覆盖率``.
    None where the words hold no such list.
    """
    things, said, tail = words.partition("分别")
    if said and tail:
        # 甲镇、乙镇分别完成投资: what they all did stands behind the list.
        several = distribute(things, count)
        return None if several is None else [thing + _DONE.sub("", tail) for thing in several]
    sectors = _SECTORS.fullmatch(words)
    if sectors is not None and len(sectors["which"].replace("第", "").replace("产业", "")) == 2 * count - 1:
        return [f"{sectors['front']}第{c}产业{sectors['measure']}" for c in sectors["which"] if c in "一二三"]
    items = [i for i in _LISTED.split(words) if i]
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
    if naming.MEASURE_NOUN.search(last) and not any(naming.MEASURE_NOUN.search(i) for i in items[:-1]):
        # 城镇、农村居民人均可支配收入: the earlier items are shorter modifiers of the same noun.
        longest = max(len(i) for i in items[:-1])
        if len(last) > longest + 2:
            return last[longest:] if longest >= 2 else ""
    return ""


def _shared_front(first: str, item: str) -> str:
    """Front of the first item that a later one lacks: 专利 in ``专利申请量、授权量``."""
    if (
        naming.MEASURE_NOUN.search(first)
        and naming.MEASURE_NOUN.search(item)
        and first[-1] == item[-1]
        and len(item) < len(first)
    ):
        return first[: len(first) - len(item)]
    return ""
