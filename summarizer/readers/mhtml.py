"""Web pages that a browser saved as one file (.mht, .mhtml)."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.readers.html import read_html

if TYPE_CHECKING:
    from summarizer.readers.extracted import Extracted
    from summarizer.readers.limits import Limits


def read_mhtml(data: bytes, name: str, limits: Limits) -> Extracted | None:
    """Read the first HTML part.

    Raises:
        InputError: There is none, or it shows no text.
    """
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return read_html(page, name, limits, declared=part.get_content_charset())
    raise InputError(f"{name} is a saved web page without its HTML.", hint="Save the page or its text again.")
