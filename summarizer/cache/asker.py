"""The cache in front of something that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keys import request_key
from summarizer.recording.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from summarizer.cache.answers import AnswerCache
    from summarizer.exchange import Answer, Asker, Request


class CachedAsker:
    """Puts the cache in front of something that answers.

    Args:
        cache: Where answers are kept.
        asker: What answers where nothing is kept; it is not asked before.
        identity: What stands for the model in the key; the SHA-256 of an embedded model, None for its name.
        extra_body: Fields added to every request.
        secrets: Keys that must not lie on a disk, should an answer repeat them.
    """

    def __init__(
        self,
        *,
        cache: AnswerCache,
        asker: Asker,
        identity: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        secrets: Collection[str] = (),
    ) -> None:
        self._cache = cache
        self._asker = asker
        self._identity = identity
        self._extra_body = extra_body
        self._secrets = secrets

    @property
    def model(self) -> str:
        """Model name as sent to the endpoint."""
        return self._asker.model

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint, or the fixed word of the embedded engine."""
        return self._asker.host

    def ask(self, request: Request) -> Answer:
        """Return the kept answer, or ask and keep it.

        Raises:
            EndpointError: Nothing was kept and asking failed.
        """
        model, host, extra_body = self.model, self.host, self._extra_body
        identity = self._identity or model
        kept = self._cache.get(request_key(request, model=identity, host=host, extra_body=extra_body))
        if kept is not None:
            return kept
        answer = self._asker.ask(request)
        self._cache.put(
            Entry.of(
                request,
                answer,
                model=model,
                identity=identity,
                host=host,
                extra_body=extra_body,
                secrets=self._secrets,
            )
        )
        return answer
