"""The claim of one run on an address: an object that says whose it is, and is renewed while the run lives.

Object stores have no locks. What is made here holds where they can make an object only if there is none, and
where clocks agree to a minute; elsewhere two runs that begin at the same moment can both have it until the
first of them renews it.
"""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import ClaimLostError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.addresses import Place

RENEW_SECONDS = 20.0
"""Between two signs of life."""
_STALE_SECONDS = 120.0
"""Without one, after which a run counts as dead."""
_NAME = ".batch/lock"


class _Holder(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    """Of what stands in for the address on a machine, and of that machine."""
    host: str
    pid: int
    time: float
    """Of the last sign of life, in seconds since 1970."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A claim that may be had.

    Args:
        place: The address.
        id: Says whose it is; a claim of the same id is of an earlier run that has ended.
        clock: Tells the time; tests tell another.
    """

    place: Place
    id: str
    clock: Callable[[], float] = time.time
    host: str = field(default_factory=platform.node)

    def take(self) -> None:
        """Take the place.

        Raises:
            UsageError: Another run has it.
            OutputError: The address cannot be written to.
        """
        if not self.place.create(_NAME, self._data()):
            holder = self._holder()
            if holder is not None and not self._may_be_taken(holder):
                raise UsageError(
                    f"Another run is writing to {self.place.address}: process {holder.pid} of {holder.host},"
                    f" which gave a sign of life {max(0, self.clock() - holder.time):.0f} s ago.",
                    hint="Wait for its end, or two minutes where it has been killed; or name another place.",
                )
            self.place.write(_NAME, self._data())
        self._check(self._holder())

    def renew(self) -> None:
        """Give a sign of life.

        Raises:
            ClaimLostError: Another run has taken the place.
            OutputError: The address cannot be written to.
        """
        self.check()
        self.place.write(_NAME, self._data())

    def check(self) -> None:
        """See that the place is still ours.

        Raises:
            ClaimLostError: It is not.
            OutputError: The address cannot be read.
        """
        holder = self._holder()
        if holder is not None:  # somebody may have tidied up by hand
            self._check(holder)

    def release(self) -> None:
        """Give the place back.

        Raises:
            OutputError: The address cannot be written to.
        """
        holder = self._holder()
        if holder is not None and self._is_ours(holder):
            self.place.remove(_NAME)

    def _holder(self) -> _Holder | None:
        data = self.place.read(_NAME)
        if data is None:
            return None
        try:
            return _Holder.model_validate_json(data)
        except ValidationError as error:
            raise OutputError(
                f"What holds {self.place.address}/{_NAME} is not of this program.",
                hint="Remove it if no run is writing there, or name another place.",
            ) from error

    def _check(self, holder: _Holder | None) -> None:
        if holder is None or not self._is_ours(holder):
            raise ClaimLostError(
                f"Another run has taken {self.place.address}.",
                hint="What is done is kept here; the same command goes on when that run has ended.",
            )

    def _is_ours(self, holder: _Holder) -> bool:
        return (holder.id, holder.host) == (self.id, self.host)

    def _may_be_taken(self, holder: _Holder) -> bool:
        return self._is_ours(holder) or self.clock() - holder.time > _STALE_SECONDS

    def _data(self) -> bytes:
        holder = _Holder(id=self.id, host=self.host, pid=os.getpid(), time=self.clock())
        return holder.model_dump_json().encode() + b"\n"
