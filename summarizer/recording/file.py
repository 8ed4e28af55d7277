"""The file of a recording: JSON Lines in the order of the keys, made to be reviewed and merged.

A text that several questions share, such as the system prompt, stands once, in a line of its own before the
entries: ``{"text": DIGEST, "content": ...}``. A message of an entry then has ``text`` in place of
``content``. Chinese is not escaped, and writing the same entries again gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError

from summarizer.atomic import replace_file, write_failure
from summarizer.errors import RecordingError
from summarizer.recording.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SHORTEST_SHARED = 200
"""Characters; a shorter text is easier read in place."""
_DIGEST_LENGTH = 16
_Line = dict[str, Any]  # JSON that is about to be validated, or has been


def read_entries(path: Path) -> list[Entry]:
    """Return the entries of a file in its order.

    Raises:
        RecordingError: There is no such file, or a line of it is damaged.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RecordingError(
            f"There is no recording {path}.", hint=f"Make one with --record {path}."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RecordingError(f"The recording {path} cannot be read: {error}.") from error
    shared: dict[str, str] = {}
    entries: list[Entry] = []
    for number, line in enumerate(text.split("\n"), start=1):  # U+2028 and its like stand in reports
        if not line.strip():
            continue
        try:
            made = cast("_Line", json.loads(line))
            if "text" in made:
                shared[made["text"]] = made["content"]
            else:
                entries.append(Entry.model_validate(_with_texts(made, shared)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RecordingError(
                f"Line {number} of the recording {path} is damaged: {_reason(error)}.",
                hint="Restore the file from where it is kept, or delete it and record it again.",
            ) from None
    return entries


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Write a file, whole or not at all.

    Args:
        path: The file.
        entries: What to write; of two with one key the last counts.

    Raises:
        OutputError: It cannot be written; an earlier file is untouched.
    """
    try:
        replace_file(path.resolve(), to_text(entries).encode("utf-8"))
    except OSError as error:
        raise write_failure(error, str(path), otherwise="name another place") from error


def to_text(entries: Iterable[Entry]) -> str:
    """Return what a file of these entries holds."""
    last = {entry.cache_key: entry for entry in entries}
    made = [last[key].model_dump(mode="json", by_alias=True) for key in sorted(last)]
    counts = Counter(message["content"] for entry in made for message in _messages(entry))
    shared = {
        text: _digest(text) for text, count in counts.items() if count > 1 and len(text) >= _SHORTEST_SHARED
    }
    ordered = sorted((digest, text) for text, digest in shared.items())
    lines = [_line({"text": digest, "content": text}) for digest, text in ordered]
    for entry in made:
        for message in _messages(entry):
            if message["content"] in shared:
                message["text"] = shared[message.pop("content")]
        lines.append(_line(entry))
    return "".join(lines)


def _with_texts(made: _Line, shared: dict[str, str]) -> _Line:
    for message in _messages(made):
        if "text" in message:
            message["content"] = shared[message.pop("text")]
    return made


def _messages(made: _Line) -> list[_Line]:
    request = made.get("request")
    return list(request["messages"]) if request else []


def _line(made: _Line) -> str:
    return json.dumps(made, ensure_ascii=False) + "\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGEST_LENGTH]


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"
    if isinstance(error, KeyError):
        return f"it refers to a text {error} that is not there"
    return str(error)
