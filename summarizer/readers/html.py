"""HTML pages: the text of the article, what the head says about it, nothing of the site around it.

What is dropped is counted in a warning. A part of the page that may belong to the article stays: cleaning
knows single lines of furniture, and keeps them apart for metadata and the number ledger.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from summarizer.errors import InputError
from summarizer.readers.encodings import decode, undecodable_warning
from summarizer.readers.extracted import Extracted, one_line
from summarizer.readers.html_blocks import Block, Walk

if TYPE_CHECKING:
    from summarizer.readers.limits import Limits

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096
"""Browsers look for the encoding in the first 1024; Word's pages say it later."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_UNNESTED = frozenset(
    re.findall(
        r"\w+",
        "area base br col dd dt embed hr img input li link meta option p param source tbody td"
        " tfoot th thead tr",
    )
)
"""Elements that cannot hold themselves: a parser closes them without being told."""

_LABELS = {
    "sitename": "网站名称",
    "columnname": "栏目",
    "pubdate": "发布日期",
    "contentsource": "来源",
    "author": "作者",
    "keywords": "关键词",
}
"""Page tags of the standard for government sites (国办发〔2017〕47号), and what a reader calls them."""
_SENTENCE = re.compile(r"[。；！？]")
_PROSE = 30
"""Characters from which a block with a full stop is a paragraph of the article."""
_LINKED = 0.8
_HEADING = 60
"""A longer heading is a paragraph in a heading's clothes."""
_NEIGHBOURS = re.compile(r"(?:上|下)(?:一篇|一条|一页|篇)(?:[:：\s]|$)|分享(?:到|至|本文)|扫一扫|打开微信")
_NEIGHBOUR_LENGTH = 100
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]*(?:网|政府|门户|局|委员会)\s*$")


def read_html(data: bytes, name: str, limits: Limits, *, declared: str | None = None) -> Extracted | None:
    """Read an HTML page, or return None where the bytes are not text.

    Raises:
        InputError: Elements are nested absurdly deep, or the page shows no text.
    """
    match = _DECLARED.search(data[:_HEAD_BYTES])
    decoded = decode(data, declared=match[1].decode("ascii") if match else declared)
    if decoded is None:
        return None
    if _depth(decoded.text) > limits.html_depth:
        raise InputError(
            f"{name} nests HTML elements more than {limits.html_depth} deep.",
            hint="Open it in a browser and save the text.",
        )
    parser = LexborHTMLParser(decoded.text)
    root = parser.root
    blocks = Walk(root).blocks if root is not None else []
    kept, dropped = _sort(blocks)
    if not any(map(_has_words, kept)):
        kept, dropped = blocks, []
    if not any(map(_has_words, kept)):
        raise InputError(
            f"{name} is an HTML page without text.",
            hint="Its text may be put there by a script: open it in a browser and save the text.",
        )
    warnings = undecodable_warning(decoded)
    if dropped:
        characters = sum(len(block.text) for block in dropped)
        warnings += (f"网页的导航、页脚等{len(dropped)}行（{characters}字）未计入正文。",)
    lines = _labels(parser, kept) + _lines(kept)
    return Extracted(
        text="\n".join(lines), media_type="text/html", encoding=decoded.encoding, warnings=warnings
    )


def _depth(text: str) -> int:
    """Bound the depth of the tree from above, before a parser spends quadratic time on it."""
    open_tags: Counter[str] = Counter()
    depth = deepest = 0
    for closing, tag in _TAG.findall(text):
        lower = tag.lower()
        if lower in _UNNESTED:
            continue
        if not closing:
            open_tags[lower] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif open_tags[lower]:
            open_tags[lower] -= 1
            depth -= 1
    return deepest


def _sort(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Part the article from the site."""
    prose = [index for index, block in enumerate(blocks) if _is_prose(block)]
    speaking = {blocks[index].furniture for index in prose}
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
    kept: list[Block] = []
    dropped: list[Block] = []
    for index, block in enumerate(blocks):
        outside = bool(prose) and not first <= index <= last
        contained = block.furniture is not None and block.furniture not in speaking
        # A page without any sentence is a table or a list: only what is surely furniture may go.
        gone = contained and (bool(prose) or _is_link(block))
        gone = gone or _is_neighbour(block) or (outside and _is_link(block))
        (dropped if gone else kept).append(block)
    return kept, dropped


def _is_prose(block: Block) -> bool:
    text = block.text
    return len(text) >= _PROSE and block.linked < len(text) / 2 and bool(_SENTENCE.search(text))


def _is_link(block: Block) -> bool:
    if block.heading == 1 or "附件" in block.text:
        return False
    return block.linked >= _LINKED * len(block.text.replace(" ", ""))


def _is_neighbour(block: Block) -> bool:
    return len(block.text) <= _NEIGHBOUR_LENGTH and bool(_NEIGHBOURS.match(block.text))


def _has_words(block: Block) -> bool:
    return any(char.isalnum() for char in block.text)


def _lines(blocks: list[Block]) -> list[str]:
    """Write headings with their marks, unless the page sets most of its text in heading elements."""
    headed = sum(len(block.text) for block in blocks if block.heading)
    marked = headed * 2 < sum(len(block.text) for block in blocks)
    return [
        f"{'#' * block.heading} {block.text}"
        if marked and block.heading and len(block.text) <= _HEADING
        else block.text
        for block in blocks
    ]


def _labels(parser: LexborHTMLParser, blocks: list[Block]) -> list[str]:
    """Write what the head says: label lines, and the title where the body does not show it."""
    found: dict[str, str] = {}
    for node in parser.css("meta"):
        attributes = node.attributes
        key = (attributes.get("name") or "").lower()
        value = one_line(attributes.get("content") or "")
        if value and key not in found:
            found[key] = value
    lines = [f"{label}: {found[key]}" for key, label in _LABELS.items() if key in found]
    title = found.get("articletitle") or ""
    if not title and (element := parser.css_first("title")) is not None:
        title = _SITE.sub("", one_line(element.text()))
    shown = {re.sub(r"\s", "", block.text) for block in blocks}
    if title and re.sub(r"\s", "", title) not in shown:
        lines.append(title)
    return lines
