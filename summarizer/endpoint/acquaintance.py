"""What is known of one endpoint in this run: remembered, found out, learnt by the way, and doubted."""

from __future__ import annotations

from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING

from summarizer.endpoint.memory import Known, Memory
from summarizer.endpoint.server import Server, identify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from summarizer.endpoint.dialect import Dialect
    from summarizer.endpoint.server import Get


class Acquaintance:
    """The dialect and the server of one model at one endpoint; safe to use from many threads.

    Args:
        base_url: Address of the endpoint.
        model: Returns the model's name; called when it is first needed.
        given: The dialect, where it is known beforehand; nothing is then remembered.
        directory: Where it is kept between runs; None keeps it for this run only.
        probe: Finds the dialect out.
        get: Fetches JSON from the endpoint's host.
    """

    def __init__(  # noqa: PLR0913 - keyword-only: what it is about, and the two ways to find out
        self,
        *,
        base_url: str,
        model: Callable[[], str],
        given: Dialect | None,
        directory: Path | None,
        probe: Callable[[], Dialect],
        get: Get,
    ) -> None:
        self._base_url = base_url
        self._model = model
        self._directory = directory if given is None else None
        self._probe = probe
        self._get = get
        self._dialect = given
        self._server: Server | None = None
        self._may_probe = given is None
        """Once, and not where the dialect was given: an endpoint is doubted only if a probe can settle it."""
        self._lock = RLock()

    def dialect(self) -> Dialect:
        """Return how the endpoint is asked.

        Raises:
            EndpointError: That is not known, and the endpoint fails whatever it is asked.
        """
        dialect = self._dialect
        if dialect is not None:
            return dialect
        with self._lock:
            if self._dialect is None:
                self._dialect = self._remembered() or self._found_out()
            return self._dialect

    def server(self) -> Server:
        """Return what kind of server it is."""
        with self._lock:
            if self._server is None:
                self._server = identify(self._get, base_url=self._base_url, model=self._model())
            return self._server

    def learn(self, dialect: Dialect) -> None:
        """Keep a dialect that differs from the one found out."""
        with self._lock:
            self._dialect = dialect
            self._memory().save(Known(dialect=dialect, server=self._server or Server()))

    def doubt(self) -> bool:
        """Drop what was remembered of the endpoint, unless just probed; return whether it was dropped."""
        with self._lock:
            if not self._may_probe:
                return False
            self._may_probe = False
            self._dialect = None
            self._memory().forget()
            return True

    def _remembered(self) -> Dialect | None:
        """Return the dialect learnt in an earlier run, if the server is still the same."""
        known = self._memory().load() if self._may_probe else None
        if known is None:
            return None
        self._server = known.server
        if known.server.version is not None:
            # Only servers that tell their version are asked again whether they still are what they were.
            now = identify(self._get, base_url=self._base_url, model=self._model())
            if now.is_other_than(known.server):
                self._server = now
                return None
            if now.version is not None and now != known.server:
                self._server = replace(known.server, context_length=now.context_length)
        return known.dialect

    def _found_out(self) -> Dialect:
        self._may_probe = False
        dialect = self._probe()
        self._memory().save(Known(dialect=dialect, server=self.server()))
        return dialect

    def _memory(self) -> Memory:
        return Memory(self._directory, base_url=self._base_url, model=self._model())
