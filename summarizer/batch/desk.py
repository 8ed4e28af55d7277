"""What the processes of one machine have in common, kept in one of them: permits to call, and a recording.

Every thread of the others has a connection of its own, on which it asks and waits. So who waits for a permit
holds up nobody else, and when a connection ends, what was held through it is given back, however its process
died.
"""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from summarizer.batch.permits import Permits
    from summarizer.recording import Entry

_HEAR, _END = "hear", "end"
_WAITING = 128
"""Connections that may be waiting to be taken."""
_CLOSING_SECONDS = 1.0
"""How long the end waits for somebody who has connected and says nothing."""
_own = threading.local()


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Where another process turns to; it is pickled."""

    address: str
    key: bytes = field(repr=False)
    """Without it nobody is heard."""

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - as the method called
        """Call a method of the permits by its name, and return what it returns.

        Of a permit that is given back there is nothing to hear, and that is not waited for.
        """
        connections: dict[str, Connection] | None = getattr(_own, "connections", None)
        if connections is None:
            connections = _own.connections = {}
        if self.address not in connections:
            connections[self.address] = Client(self.address, authkey=self.key)
        connection = connections[self.address]
        connection.send((name, arguments))
        return None if name == _END else connection.recv()

    def hear(self, entry: Entry) -> None:
        """Have a question written down with its answer."""
        self.call(_HEAR, entry)


class Desk:
    """Serves windows; a context manager.

    Args:
        permits: What calls have to pass; safe to use from many threads.
        hear: Takes down questions with their answers; None where nothing is recorded.
    """

    def __init__(self, permits: Permits, hear: Callable[[Entry], None] | None) -> None:
        self._permits = permits
        self._hear = hear
        self._key = secrets.token_bytes(32)
        self._is_closed = False

    def __enter__(self) -> Self:
        self._listener = Listener(backlog=_WAITING, authkey=self._key)
        self._porter = threading.Thread(target=self._accept, daemon=True)
        self._porter.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closed = True
        # Not from this thread: one that finds the porter gone already waits for an answer until the end.
        threading.Thread(target=self._wake, daemon=True).start()
        self._porter.join(_CLOSING_SECONDS)
        self._listener.close()

    @property
    def window(self) -> Window:
        """Where other processes turn to."""
        address = self._listener.address
        if not isinstance(address, str):
            raise TypeError("on one machine an address is a name")
        return Window(address=address, key=self._key)

    def _wake(self) -> None:
        """Connect once more, so that the porter looks whether the desk is still open."""
        with suppress(OSError, EOFError):
            Client(self._listener.address, authkey=self._key).close()

    def _accept(self) -> None:
        while not self._is_closed:
            # Whoever does not know the key, or dies before he has told it, is nobody's business.
            with suppress(OSError, EOFError, AuthenticationError):
                connection = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: Connection) -> None:
        held: set[int] = set()
        try:
            with connection, suppress(OSError, EOFError):
                while True:
                    name, arguments = connection.recv()
                    answer = self._answer(name, arguments)
                    if name == _END:
                        held.discard(arguments[0])
                        continue
                    if isinstance(answer, int):
                        held.add(answer)
                    connection.send(answer)
        finally:
            self._permits.take_back(held)

    def _answer(self, name: str, arguments: tuple[Any, ...]) -> object:
        if name != _HEAR:
            return getattr(self._permits, name)(*arguments)
        if self._hear is not None:
            self._hear(*arguments)
        return None
