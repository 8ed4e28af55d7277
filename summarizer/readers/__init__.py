"""Reports of any format as plain characters: ``read`` looks at the content and picks the reader."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

from summarizer.errors import InputError
from summarizer.readers.encodings import decode
from summarizer.readers.limits import DEFAULT_LIMITS, Limits
from summarizer.readers.raw import RawText
from summarizer.readers.source import STDIN, load

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT_LIMITS", "Limits", "RawText", "read"]


def read(path: str | Path, *, stdin: BinaryIO | None = None, limits: Limits = DEFAULT_LIMITS) -> RawText:
    """Read a report.

    Args:
        path: A file, or ``-`` for standard input.
        stdin: The binary stream that ``-`` means; the process's own where none is given.
        limits: What is refused as too large.

    Raises:
        InputNotFoundError: There is no such file.
        InputError: It is empty, binary, too large, unreadable or holds no text.
    """
    name, data = load(path, stdin=stdin, limits=limits)
    shown = "Standard input" if name == STDIN else name
    decoded = decode(data)
    if decoded is None:
        raise InputError(
            f"{shown} is not a text file.", hint="Give a report as text, Markdown, HTML, PDF or DOCX."
        )
    if not decoded.text.strip():
        raise InputError(f"{shown} is empty.", hint="Give a file that holds a report.")
    warnings: tuple[str, ...] = ()
    if decoded.undecodable:
        warnings = (f"原文有{decoded.undecodable}处字节无法按{decoded.encoding}解码，以“�”代替。",)
    return RawText(
        text=decoded.text,
        name=name,
        media_type="text/plain",
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        warnings=warnings,
    )
