"""What is known about endpoints, kept between runs so that each is probed once."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.endpoint.dialect import Dialect, LimitField, Rung
from summarizer.endpoint.server import Server, ServerKind
from summarizer.endpoint.thinking import Switch  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
_VERSION: Literal[2] = 2
"""Part of every record; raised when the ladder or the canary changes, so that endpoints are probed anew."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[2]
    endpoint: str
    """Digest of base URL and model; the address itself may hold what must not lie on a disk."""
    host: str
    model: str
    """Both for whoever reads the file."""
    rung: Rung
    enforced: bool
    limit_field: LimitField
    dropped: tuple[Literal["seed", "temperature"], ...]
    switch: Switch | None
    thinks: bool
    server: ServerKind
    server_version: str | None
    context_length: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of an endpoint."""

    dialect: Dialect
    server: Server
    """As it was when the dialect was learnt."""


class Memory:
    """One small JSON file per base URL and model.

    Args:
        directory: Where the files lie; None remembers nothing.
        base_url: Address of the endpoint.
        model: Model name.
    """

    def __init__(self, directory: Path | None, *, base_url: str, model: str) -> None:
        self._host = urlsplit(base_url).hostname or ""
        self._model = model
        self._digest = hashlib.sha256(json.dumps([base_url, model]).encode()).hexdigest()
        self._path = directory / f"{self._digest[:24]}.json" if directory else None

    def load(self) -> Known | None:
        """Return what is known, or None; a damaged file is unknown."""
        if self._path is None:
            return None
        try:
            record = _Record.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        if record.endpoint != self._digest:
            return None
        dialect = Dialect(
            rung=record.rung,
            enforced=record.enforced,
            limit_field=record.limit_field,
            dropped=record.dropped,
            switch=record.switch,
            thinks=record.thinks,
        )
        server = Server(
            kind=record.server, version=record.server_version, context_length=record.context_length
        )
        return Known(dialect=dialect, server=server)

    def save(self, known: Known) -> None:
        """Remember what is known; where that cannot be written, the next run probes again."""
        if self._path is None:
            return
        dialect, server = known.dialect, known.server
        record = _Record(
            version=_VERSION,
            endpoint=self._digest,
            host=self._host,
            model=self._model,
            rung=dialect.rung,
            enforced=dialect.enforced,
            limit_field=dialect.limit_field,
            dropped=dialect.dropped,
            switch=dialect.switch,
            thinks=dialect.thinks,
            server=server.kind,
            server_version=server.version,
            context_length=server.context_length,
        )
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, made = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
            with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor has no path
                file.write(record.model_dump_json(indent=1))
            os.replace(made, self._path)  # noqa: PTH105 - both are plain strings from tempfile
        except OSError as error:
            _log.warning("What was learnt about %s cannot be kept (%s).", self._host, error.strerror)

    def forget(self) -> None:
        """Have the next run probe again."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
