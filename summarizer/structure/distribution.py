"""Lists of things whose numbers follow in the same order (申请量、授权量分别增长76.9%、29.3%)."""

from __future__ import annotations

import re

from summarizer.structure import naming

_LISTED = re.compile(r"、|以及|(?<=[^参温谐缓])(?:和|与|(?<![惠普涉触危遍波])及)(?=[^谐时])")
_COMMA = re.compile("、")
_COUNT_OF = re.compile(r"[两二三四五六七八九十]大(?:主导|重点|支柱|特色|优势|传统|新兴)*(?=产业|行业|集群)")
_MEASURED = re.compile(rf"(?:{naming.MEASURE_NOUN.pattern}|案件$|事故$|车速$|时速$)")
_OF_RATES = re.compile(r"率|比[重例]?$|度$|[值额量]$|(?:收入|支出|投资|出口|进口)$")
_CLASS = re.compile(r"(?:规模|限额)以上|[规限]上")
# Where what the items of a list share begins.
_HEAD = re.compile(
    r"常住居民|居民|常住人口|人口|产业|行业|企业|集群|项目|案件|事故|人均|户均|次均|平均|增加值|总产值|产值|"
    r"营业收入|营业额|销售额|零售额|投资|产量|收入|支出|余额|费用|贷款|存款|价格|用电量|覆盖率|满意率|增速|数量|参保|参合|人数"
)
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
    items = _items(_COUNT_OF.sub("", words), count)
    if items is None:
        pair = re.match(r"^(.*?)(城乡|进出口|男女|南北|东西)(.*)$", words)
        if count == 2 and pair is not None and pair[2] == "城乡":
            return [f"{pair[1]}城镇{pair[3]}", f"{pair[1]}农村{pair[3]}"]
        return None
    first, last = items[0], items[-1]
    carried_end = _shared_end(items)
    if carried_end:
        front = _CLASS.match(first)
        items = [i if i.endswith(carried_end) else i + carried_end for i in items]
        if front is not None and not any(_CLASS.match(i) for i in items[1:]):
            # 限额以上批发业、零售业营业额: both are above the limit.
            items = [items[0], *(front[0] + i for i in items[1:])]
    elif len(first) > 2:
        for k in range(1, len(items)):
            prefix = _shared_front(first, items[k])
            if prefix:
                items[k] = prefix + items[k]
    return items if last else None


def _items(words: str, count: int) -> list[str] | None:
    """Items of a list of ``count``: with 和 as one more comma, else inside the last (社会保障和就业支出)."""
    for marks in (_LISTED, _COMMA):
        items = [i for i in marks.split(words) if i]
        if len(items) == count:
            return items
    return None


def _shared_end(items: list[str]) -> str:
    """End of the last item that the others lack: 企业覆盖率 in ``3亿元、规模以上企业覆盖率``."""
    last = items[-1]
    found = re.search(r"(?:以上|以下)(.{3,})$", last)
    if found is not None and all(re.search(r"\d", i) for i in items[:-1]):
        return found[1]
    rates = last.endswith("率") and not any(_OF_RATES.search(i) for i in items[:-1])
    if rates or (_MEASURED.search(last) and not any(_MEASURED.search(i) for i in items[:-1])):
        if any(len(i) == 1 for i in items[:-1]):
            # 早、晚高峰平均车速
            return last[1:]
        head = next((m.start() for m in _HEAD.finditer(last) if m.start() > 1), None)
        if head is not None:
            return last[head:]
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
