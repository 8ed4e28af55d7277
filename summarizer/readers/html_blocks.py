"""The blocks of an HTML page in reading order, each with what tells text from page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readers.extracted import one_line
from summarizer.readers.html_tables import BREAK, Table, is_layout
from summarizer.readers.numerals import enumerator

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INVISIBLE = _words("head script style template iframe svg select option button input textarea datalist map")
"""Their contents are never text of the page."""
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "noscript", "object", "video", "audio", "canvas"})
_FURNITURE_NAMES = _words(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs weizhi share bdshare sharebox"
    " bdsharebuttonbox footer foot copyright sidebar pager pagination toolbar related recommend login qrcode"
    " ewm"
)
"""Words in class and id that name furniture; what they hold is dropped only if no sentence is in it."""
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLOCK_TAGS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav noframes noscript"
    " ol p pre section summary table tbody td tfoot th thead tr ul"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PREFORMATTED = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十①-⑳]+[）)、.．:：]|第[\d一二三四五六七八九十]+[章节条]")
_CHINESE_LIST = re.compile(r"list-style[^;]*(?:cjk-ideographic|(?:simp|trad)-chinese)", re.IGNORECASE)
_PLAIN_LIST = re.compile(r"list-style[^;]*none", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row."""

    text: str
    heading: int
    """1 to 6, or 0."""
    linked: int
    """Characters of it that are a link to another page."""
    furniture: int | None
    """Number of the outermost element around it that looks like page furniture."""


@dataclass(slots=True)
class _List:
    style: str | None
    """Kind of number (the ``type`` of ``ol``), None without numbers."""
    number: int


class Walk:
    """Walks a page once, without recursion, and collects its blocks."""

    def __init__(self, root: LexborNode) -> None:
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._linked = 0
        self._links = 0
        self._heading = 0
        self._preformatted = 0
        self._furniture: list[int] = []
        self._containers = 0
        self._tables: list[Table] = []
        self._lists: list[_List] = []
        self._marker: str | None = None
        self._walk(root)

    def _walk(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
                continue
            if node is not root and (following := node.next) is not None:
                stack.append((following, False))
            if node.is_text_node:
                self._add(node.text_content or "")
            elif node.is_element_node and node.tag not in _INVISIBLE:
                stack.append((node, True))
                self._enter(node)
                if (child := node.first_child) is not None:
                    stack.append((child, False))
        self._flush()

    def _add(self, text: str) -> None:
        cell = self._tables[-1].cell if self._tables else None
        if cell is not None:
            cell.append(text)  # links in a table of data are part of it
            return
        if self._preformatted:
            first, *rest = text.split("\n")
            self._text.append(first)
            for line in rest:
                self._flush()
                self._text.append(line)
        else:
            self._text.append(text)
        if self._links:
            self._linked += len(text.strip())

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        attributes = node.attributes
        style = attributes.get("style") or ""
        if tag in _BLOCK_TAGS or tag == "br":
            self._break()
        if _is_furniture(tag, attributes, style):
            if not self._furniture:
                self._containers += 1
            self._furniture.append(node.mem_id)
        if _is_link(tag, attributes):
            self._links += 1
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "pre" or _PREFORMATTED.search(style):
            self._preformatted += 1
        elif tag in {"ol", "ul"}:
            self._lists.append(_list(tag, attributes, style))
        elif tag == "li":
            self._start_item(attributes)
        elif tag in {"table", "td", "th"}:
            self._enter_table_part(node)

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in {"td", "th", "tr", "table"} and self._tables:
            self._leave_table_part(node)
        elif tag in _BLOCK_TAGS:
            self._break()
        if tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        elif tag in _HEADINGS:
            self._heading = 0
        elif _is_link(tag, node.attributes):
            self._links -= 1
        elif tag == "pre" or _PREFORMATTED.search(node.attributes.get("style") or ""):
            self._preformatted -= 1
        if self._furniture and self._furniture[-1] == node.mem_id:
            self._furniture.pop()

    def _enter_table_part(self, node: LexborNode) -> None:
        if node.tag == "table":
            self._tables.append(Table(layout=self._in_cell() or is_layout(node)))
        elif self._tables and not self._tables[-1].layout:
            self._tables[-1].cell = []

    def _leave_table_part(self, node: LexborNode) -> None:
        table = self._tables[-1]
        if table.layout:
            self._break()
        elif node.tag == "tr":
            table.end_row()
        elif node.tag != "table":
            table.end_cell(node)
        if node.tag == "table":
            self._tables.pop()
            for line in table.rows():
                self._text.append(line)
                self._flush()

    def _in_cell(self) -> bool:
        return bool(self._tables) and self._tables[-1].cell is not None

    def _start_item(self, attributes: dict[str, str | None]) -> None:
        if not self._lists or self._lists[-1].style is None:
            return
        items = self._lists[-1]
        value = (attributes.get("value") or "").strip()
        if value.isdecimal():
            items.number = int(value)
        self._marker = enumerator(items.number, items.style or "1")
        items.number += 1

    def _break(self) -> None:
        if self._in_cell():
            self._add(BREAK)
        else:
            self._flush()

    def _flush(self) -> None:
        text = one_line("".join(self._text))
        if text:
            if self._marker is not None and not _NUMBERED.match(text):
                text = self._marker + text
            self._marker = None
            self.blocks.append(
                Block(
                    text=text,
                    heading=self._heading,
                    linked=self._linked,
                    furniture=self._containers if self._furniture else None,
                )
            )
        self._text = []
        self._linked = 0


def _is_link(tag: str, attributes: dict[str, str | None]) -> bool:
    """Links within the page (a table of contents, footnotes) do not count."""
    return tag == "a" and not (attributes.get("href") or "#").startswith("#")


def _is_furniture(tag: str, attributes: dict[str, str | None], style: str) -> bool:
    if tag in _FURNITURE_TAGS or "hidden" in attributes or _HIDDEN.search(style):
        return True
    if attributes.get("role") == "navigation":
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return any(part.lower() in _FURNITURE_NAMES for part in _NAME_PARTS.findall(names))


def _list(tag: str, attributes: dict[str, str | None], style: str) -> _List:
    start = (attributes.get("start") or "1").strip()
    kind: str | None = None
    if tag == "ol" and not _PLAIN_LIST.search(style):
        kind = "一" if _CHINESE_LIST.search(style) else attributes.get("type") or "1"
    return _List(style=kind, number=int(start) if start.isdecimal() else 1)
