"""Markdown: the marks go, the words, the numbers of lists and the lines stay.

Headings of both kinds come out as ``## heading``, table rows as cells between bars, front matter as label
lines. Line breaks inside a paragraph are kept: Chinese authors mostly mean them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from summarizer.readers.encodings import Decoded, undecodable_warning
from summarizer.readers.extracted import Extracted, row

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)
_LABELS = {
    "date": "发布日期: ",
    "pubdate": "发布日期: ",
    "published": "发布日期: ",
    "author": "作者: ",
    "source": "来源: ",
    "keywords": "关键词: ",
    "tags": "关键词: ",
}
_STRAY_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
"""Emphasis beside Chinese punctuation is no emphasis to CommonMark, but was meant."""
_MANY_BRACKETS = 10_000
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(decoded: Decoded) -> Extracted:
    """Take the text out of Markdown."""
    source = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    title, labels, unread = "", list[str](), 0
    if front := _FRONT_MATTER.match(source):
        title, labels, unread = _labels(front[1])
        source = source[front.end() :]
    # Indented code is off: authors indent paragraphs, and the marks in them are meant as marks.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    if source.count("[") > _MANY_BRACKETS:
        parser.disable(["link", "image"])  # the search for their ends is quadratic
    lines = _lines(parser.parse(source))
    if title and title not in {line.lstrip("# ") for line in lines}:
        labels.append(title)
    warnings = undecodable_warning(decoded)
    if unread:
        warnings += (f"文首格式说明中的{unread}行未计入正文。",)
    return Extracted(
        text="\n".join(labels + lines),
        media_type="text/markdown",
        encoding=decoded.encoding,
        warnings=warnings,
    )


def _labels(front: str) -> tuple[str, list[str], int]:
    """Return the title, the label lines, and how many lines of front matter say nothing of the report."""
    title = ""
    lines: list[str] = []
    unread = 0
    for line in front.splitlines():
        key, colon, value = line.partition(":")
        key, value = key.strip().lower(), value.strip().strip("\"'")
        if not colon or not value:
            unread += bool(line.strip())
        elif key in {"title", "标题"}:
            title = value
        elif key in _LABELS or not key.isascii():
            lines.append(_LABELS.get(key, f"{key}: ") + value)
        else:
            unread += 1
    return title, lines, unread


def _lines(tokens: list[Token]) -> list[str]:
    lines: list[str] = []
    cells: list[str] | None = None
    mark = ""
    for token in tokens:
        if token.type == "heading_open":
            mark = "#" * int(token.tag[1]) + " "
        elif token.type == "list_item_open" and token.info:
            mark = f"{token.info}{token.markup} "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            lines.append(row(cells))
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(" ".join(_inline(token).split("\n")))
        elif token.type == "inline":
            lines.extend((mark + _inline(token)).split("\n"))
            mark = ""
        elif token.type in {"fence", "code_block", "html_block"}:
            text = token.content
            if token.type == "html_block":
                text = _TAGS.sub("", _BREAK.sub("\n", text))
            lines.extend(line for line in text.splitlines() if line.strip())
    return lines


def _inline(token: Token) -> str:
    out: list[str] = []
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"} or _BREAK.fullmatch(child.content):
            out.append("\n")
        elif child.type == "text":
            out.append(_STRAY_EMPHASIS.sub("", child.content))
        elif child.type != "html_inline":
            out.append(child.content)
    return "".join(out)
