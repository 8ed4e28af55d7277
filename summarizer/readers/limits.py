"""How much a reader takes in before it refuses: a report is text, not an archive or a disk image."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Upper bounds; each is checked before the work it bounds is done."""

    file_bytes: int = 64 * _MIB
    """Size of the file or of what comes from standard input."""
    html_depth: int = 20_000
    """Elements within elements (unclosed ones count); parsing time grows with the square of it."""
    expanded_bytes: int = 256 * _MIB
    """What the parts of a DOCX file may come to when unpacked."""
    xml_depth: int = 200
    """Elements within elements in a part of a DOCX file."""
    pages: int = 1000
    """Pages of a PDF file; a page of text takes half a megabyte while it is laid out."""


DEFAULT_LIMITS = Limits()
