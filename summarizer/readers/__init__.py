"""Reports of any format as plain characters: ``read`` looks at the content and picks the reader."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

from summarizer.errors import InputError
from summarizer.readers.limits import DEFAULT_LIMITS, Limits
from summarizer.readers.raw import RawText
from summarizer.readers.source import STDIN, load

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.readers.extracted import Extracted

__all__ = ["DEFAULT_LIMITS", "Limits", "RawText", "read", "read_bytes"]


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
    return read_bytes(data, name, limits=limits)


def read_bytes(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> RawText:
    """Read a report that was loaded before.

    Args:
        data: Its bytes.
        name: What its file is called, or ``-``.
        limits: What is refused as too large.

    Raises:
        InputError: It is empty, binary, too large, unreadable or holds no text.
    """
    found = _extract(data, "Standard input" if name == STDIN else name, limits)
    return RawText(
        text=found.text,
        name=name,
        media_type=found.media_type,
        encoding=found.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        warnings=found.warnings,
    )


def _extract(data: bytes, name: str, limits: Limits) -> Extracted:
    """Pick the reader; each is imported only when it is needed, which keeps the start of a command short."""
    from summarizer.readers.sniffing import container_kind  # noqa: PLC0415 - see above

    kind = container_kind(data, name)
    if kind == "pdf":
        from summarizer.readers.pdf import read_pdf  # noqa: PLC0415 - an extra

        return read_pdf(data, name, limits)
    if kind == "docx":
        from summarizer.readers.docx import read_docx  # noqa: PLC0415 - see above

        return read_docx(data, name, limits)
    from summarizer.readers.plain import read_text  # noqa: PLC0415 - see above

    found = read_text(data, name, limits)
    if not found.text.strip():
        raise InputError(f"{name} is empty.", hint="Give a file that holds a report.")
    return found
