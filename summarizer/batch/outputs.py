"""Where the results of a batch are wanted: a directory, or an address that a directory here stands in for."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from summarizer.addresses import Place, is_address
from summarizer.atomic import replace_file, write_failure
from summarizer.batch.claim import RENEW_SECONDS, Claim
from summarizer.batch.layout import Layout
from summarizer.batch.mirror import Mirror, Unmirrored
from summarizer.batch.naming import file_stem, short_digest
from summarizer.batch.staging import Staging
from summarizer.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Generator

_OTHERWISE = "let XDG_STATE_HOME name another place for it"


@contextmanager
def opened_output(
    name: str, *, state: Path, period: float = RENEW_SECONDS
) -> Generator[tuple[Layout, Mirror]]:
    """Claim an output for this run alone.

    Args:
        name: What the user calls it.
        state: Where this machine keeps what stands in for addresses.
        period: Seconds between two times that an address hears of the run.

    Yields:
        The directory to write to, and what copies it to the address.

    Raises:
        UsageError: Another run writes there, or it is not a directory, or the address holds a password.
        ConfigError: What is needed for such addresses is not installed.
        OutputError: It cannot be made or written to.
    """
    if not is_address(name):
        layout = Layout(root=Path(name))
        with layout.claimed():
            yield layout, Unmirrored()
        return
    place = Place(address=name)
    layout = Layout(root=_directory(place.address, state), address=place.address)
    with layout.claimed():
        claim = Claim(place=place, id=_identity(layout))
        claim.take()
        staging = Staging(place=place, layout=layout, claim=claim, period=period)
        try:
            with staging.followed():
                yield layout, staging
        finally:
            with suppress(OutputError):
                claim.release()
            staging.tidy()


def _directory(address: str, state: Path) -> Path:
    """Return the directory that stands in for an address; nobody else may look into it.

    Raises:
        OutputError: It cannot be made.
    """
    last = file_stem(address.rpartition("/")[2])
    directory = state / "outputs" / f"{last}-{short_digest(address)}"
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        directory.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise write_failure(error, str(directory), otherwise=_OTHERWISE) from error
    return directory


def _identity(layout: Layout) -> str:
    """Return the id by which a directory knows its claims, those of ended runs too.

    Raises:
        OutputError: It cannot be kept.
    """
    file = layout.journal.with_name("claim")
    try:
        with suppress(FileNotFoundError):
            return file.read_text("ascii")
        identity = uuid4().hex
        replace_file(file, identity.encode())
    except OSError as error:
        raise write_failure(error, str(layout.root), otherwise=_OTHERWISE) from error
    return identity
