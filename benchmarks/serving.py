"""The endpoint under all tools: one the user names, or the embedded engine."""

from __future__ import annotations

import http.client
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from benchmarks.metering import connect
from summarizer.embedded.engine import Engine
from summarizer.embedded.models import DEFAULT_MODEL
from summarizer.embedded.store import ModelStore, default_root
from summarizer.embedded.weights import resolve

if TYPE_CHECKING:
    from collections.abc import Generator

    from summarizer.embedded.weights import ResolvedModel

_NO_KEY = "none"
_NOWHERE = "http://127.0.0.1:9/v1"
_OK = 200
_COUNTING_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """An endpoint that answers."""

    base_url: str
    model: str
    key: str
    endpoint: str | None
    """Its address as the user gave it; None for the embedded engine."""

    def tokens_in(self, text: str) -> int | None:
        """Return how many tokens a text has; None where the server does not say, as only llama.cpp's does."""
        connection = connect(self.base_url, _COUNTING_SECONDS)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        body = json.dumps({"content": text}, ensure_ascii=False).encode()
        path = urlsplit(self.base_url).path.removesuffix("/v1") + "/tokenize"
        try:
            connection.request("POST", path, body=body, headers=headers)
            response = connection.getresponse()
            answer = response.read()
            return (
                len(cast("dict[str, list[int]]", json.loads(answer))["tokens"])
                if response.status == _OK
                else None
            )
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
            return None
        finally:
            connection.close()


class Provider:
    """Gives a server for one run at a time.

    Args:
        base_url: A running endpoint; None for the embedded engine.
        model: Name of the model there, name or GGUF path of an embedded model; None for the default one.

    Raises:
        SummarizerError: The embedded model is not there.
    """

    def __init__(self, base_url: str | None, model: str | None) -> None:
        self._base_url = base_url
        self._embedded: ResolvedModel | None = None
        if base_url is None:
            self._embedded = resolve(ModelStore(default_root()), model or DEFAULT_MODEL)
        self.model = self._embedded.name if self._embedded else model or ""

    @property
    def told(self) -> str:
        """The endpoint in a word or two, for the heading of the result."""
        return urlsplit(self._base_url).netloc if self._base_url else "embedded engine"

    @contextmanager
    def server(self, *, is_asked: bool) -> Generator[Server]:
        """Yield the endpoint; the embedded engine is started here, with nothing in its memory.

        Args:
            is_asked: Whether the run asks a model at all.
        """
        if self._base_url is not None:
            key = os.environ.get("OPENAI_API_KEY") or _NO_KEY
            yield Server(base_url=self._base_url, model=self.model, key=key, endpoint=self._base_url)
        elif not is_asked or self._embedded is None:
            yield Server(base_url=_NOWHERE, model=self.model, key=_NO_KEY, endpoint=None)
        else:
            with Engine(self._embedded.path, model_name=self.model) as engine:
                yield Server(base_url=engine.base_url, model=self.model, key=engine.api_key, endpoint=None)
