"""What makes two questions the same: the key under which an answer is kept and recorded.

A key holds everything that can change an answer and nothing else. Its first part, the question, is what is
asked and of which model; the second, the place, is the address that was asked. The cache goes by both, a
recording by the question alone: the same model behind another gateway gives the same recording.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, cast

from summarizer.endpoint.schema import wire_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.exchange import Request

KEY_LENGTH = 64
"""Hexadecimal digits of a key, as many as a SHA-256 has."""
QUESTION_LENGTH = 48
"""Digits of a key that are the question's; the rest are those of the place."""
_SECRET_FIELDS = frozenset(
    {"apikey", "authorization", "accesstoken", "authtoken", "bearer", "password", "secret"}
)


def request_key(
    request: Request, *, model: str, host: str, extra_body: Mapping[str, object] | None = None
) -> str:
    """Return the key of an answer in the cache, which is also its ``custom_id`` in batch files.

    Args:
        request: The request; its label does not count.
        model: What answers; for the embedded engine the SHA-256 of the model file, as a path is no identity.
        host: Where it answers, ``host:port``, or the fixed word of the embedded engine.
        extra_body: Fields added to every request.
    """
    return question_key(request, model=model, extra_body=extra_body) + place_key(host)


def question_key(request: Request, *, model: str, extra_body: Mapping[str, object] | None = None) -> str:
    """Return the key of an answer in a recording; arguments as for :func:`request_key`."""
    parts = {
        "messages": [[message.role, message.content] for message in request.messages],
        "schema": wire_schema(request.answer_model),
        "model": model,
        "temperature": request.temperature,
        "seed": request.seed,
        "repeat": request.repeat,
        "max_tokens": request.max_tokens,
        "extra_body": json.dumps(without_secrets(extra_body), ensure_ascii=False, sort_keys=True),
    }
    # Not sorted as a whole: the order of the schema's properties is enforced, so it is part of the question.
    return _digest(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))[:QUESTION_LENGTH]


def place_key(host: str) -> str:
    """Return the second part of a key."""
    return _digest(host)[: KEY_LENGTH - QUESTION_LENGTH]


def without_secrets(extra_body: Mapping[str, object] | None) -> dict[str, object]:
    """Return the fields added to every request without those that hold keys, which change no answer."""
    return cast("dict[str, object]", _open(dict(extra_body or {})))


def _open(value: object) -> object:
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        return {
            name: _open(field)
            for name, field in fields.items()
            if name.lower().replace("_", "").replace("-", "").removeprefix("x") not in _SECRET_FIELDS
        }
    if isinstance(value, list):
        return [_open(each) for each in cast("list[object]", value)]
    return value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
