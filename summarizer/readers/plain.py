"""Files made of characters: plain text, and the markup languages written in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.readers.encodings import decode, undecodable_warning
from summarizer.readers.extracted import Extracted
from summarizer.readers.html import read_html
from summarizer.readers.markdown import read_markdown
from summarizer.readers.mhtml import read_mhtml
from summarizer.readers.sniffing import text_kind

if TYPE_CHECKING:
    from summarizer.readers.limits import Limits


def read_text(data: bytes, name: str, limits: Limits) -> Extracted:
    """Read a text; plain text stays as it is, line ends included.

    Raises:
        InputError: The bytes are no text, or the markup holds none.
    """
    decoded = decode(data)
    if decoded is None:
        raise InputError(
            f"{name} is not a text file.", hint="Give a report as text, Markdown, HTML, PDF or DOCX."
        )
    kind = text_kind(decoded.text, name)
    found: Extracted | None
    if kind == "mhtml":
        found = read_mhtml(data, name, limits)
    elif kind == "html":
        found = read_html(data, name, limits)
    elif kind == "markdown":
        found = read_markdown(decoded)
    else:
        found = None
    return found or Extracted(
        text=decoded.text,
        media_type="text/plain",
        encoding=decoded.encoding,
        warnings=undecodable_warning(decoded),
    )
