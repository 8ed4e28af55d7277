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

from summarizer.atomic import replace_file
from summarizer.errors import OutputError, RecordingError
from summarizer.recording.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_SHORTEST_SHARED = 200
"""Characters; a shorter text is easier read in place."""
_DIGEST_LENGTH = 16
_SHORTEST_SECRET = 8
"""Characters; servers without keys are given words such as ``none`` or ``EMPTY``, which texts may hold."""
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


def write_entries(path: Path, entries: Iterable[Entry], *, secrets: Collection[str] = ()) -> None:
    """Write a file, whole or not at all.

    Args:
        path: The file.
        entries: What to write; of two with one key the last counts.
        secrets: Keys that must not stand in the file, in whatever field they came back.

    Raises:
        OutputError: It cannot be written; an earlier file is untouched.
    """
    data = "".join(f"{line}\n" for line in _lines(entries, secrets)).encode("utf-8", "surrogatepass")
    try:
        replace_file(path.resolve(), data)
    except OSError as error:
        raise OutputError(
            f"The recording could not be written to {path}: {error.strerror or error}.",
            hint="Make room or name another place; the answers are in the cache.",
        ) from error


def _lines(entries: Iterable[Entry], secrets: Collection[str]) -> Iterator[str]:
    hidden = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]
    last = {(entry.key, entry.place): entry for entry in entries}
    made = [last[key].model_dump(mode="json", by_alias=True) for key in sorted(last)]
    counts = Counter(message["content"] for entry in made for message in _messages(entry))
    shared = {
        text: _digest(text) for text, count in counts.items() if count > 1 and len(text) >= _SHORTEST_SHARED
    }
    for text, digest in sorted(shared.items(), key=lambda each: each[1]):
        yield _line({"text": digest, "content": text}, hidden)
    for entry in made:
        for message in _messages(entry):
            if message["content"] in shared:
                message["text"] = shared[message.pop("content")]
        yield _line(entry, hidden)


def _with_texts(made: _Line, shared: dict[str, str]) -> _Line:
    for message in _messages(made):
        if "text" in message:
            message["content"] = shared[message.pop("text")]
    return made


def _messages(made: _Line) -> list[_Line]:
    request = made.get("request")
    return list(request["messages"]) if request else []


def _line(made: _Line, hidden: Collection[str]) -> str:
    return json.dumps(_scrubbed(made, hidden), ensure_ascii=False)


def _scrubbed(value: object, hidden: Collection[str]) -> object:
    """Take keys out of the strings of a value, and only there: the fields must stay what they are."""
    if isinstance(value, str):
        for secret in hidden:
            value = value.replace(secret, "[key]")
        return value
    if isinstance(value, dict):
        return {name: _scrubbed(each, hidden) for name, each in cast("_Line", value).items()}
    if isinstance(value, list):
        return [_scrubbed(each, hidden) for each in cast("list[object]", value)]
    return value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"
    if isinstance(error, KeyError):
        return f"it refers to a text {error} that is not there"
    return str(error)
