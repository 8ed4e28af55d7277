"""Names: of reports in a batch, of the files made for them, and of paths in messages."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_REFUSED = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"\\|?*\ud800-\udfff]')
"""Characters that some file system or terminal does not take in a name."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that mean a device on Windows, whatever stands behind their first point."""
_LONGEST = 160
"""Bytes of UTF-8; most file systems take 255, and a suffix and a temporary name need some of them."""


def printable(text: str) -> str:
    """Return a path or name as it can be shown and written: undecodable bytes and controls are escaped."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text
    )


def file_stem(name: str) -> str:
    """Return a relative path without suffix that any file system takes, for the files made of a report.

    What was changed gets a digest of the name as it was, so that different names stay different. Slashes
    stay: a tree of reports gives a tree of files. Nothing leads upwards or to a root.
    """
    parts = [part for part in unicodedata.normalize("NFC", name).split("/") if part]
    safe = [_safe(part) for part in parts]
    if safe == parts and safe:
        return "/".join(safe)
    return f"{'/'.join(safe) or 'report'}-{short_digest(name)}"


def short_digest(text: str) -> str:
    """Return eight hexadecimal digits that tell one text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _safe(part: str) -> str:
    kept = _REFUSED.sub("_", part).strip(". ")
    kept = kept.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").rstrip(". ")
    return f"_{kept}" if not kept or _DEVICES.fullmatch(kept) else kept
