"""What every reader returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class RawText:
    """A report decoded to characters, before any cleaning.

    ``text`` is "the source" of every evidence offset: for a text file its decoded characters (line ends
    as they are), for Markdown, HTML, PDF and DOCX the text the reader took out: a block a line, headings
    that the format marks as such as ``## heading``, table rows as cells parted by `` | ``, what the head
    of the file says as ``label: value`` lines at the top.
    """

    text: str
    name: str
    """File name for messages and the report record; ``-`` for standard input. Never a full path."""
    media_type: str
    """``text/plain``, ``text/markdown``, ``text/html``, ``application/pdf`` or the DOCX type."""
    encoding: str | None
    """Python name of the encoding, or None where the format carries characters itself."""
    sha256: str
    """Hex digest of the bytes read."""
    warnings: tuple[str, ...] = ()
    """Sentences for the reader of the brief, e.g. bytes that did not decode."""
