"""Records at addresses, copied here for as long as a command reads them."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from summarizer.addresses import is_address, take
from summarizer.batch.layout import Layout
from summarizer.errors import InputNotFoundError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import BinaryIO

_RECORDS = frozenset({".json", ".jsonl"})


@contextmanager
def fetched(places: Sequence[str]) -> Generator[tuple[str, ...]]:
    """Yield the places, each on this machine: an address of a file of records, or of a batch, is copied.

    Raises:
        ConfigError: What is needed for such addresses is not installed.
        InputNotFoundError: Nothing is there.
        InputError: It cannot be read.
    """
    with TemporaryDirectory(prefix="summarizer-") as folder:
        yield tuple(
            str(_copied(place, Path(folder) / str(number))) if is_address(place) else place
            for number, place in enumerate(places)
        )


def _copied(address: str, folder: Path) -> Path:
    """Return the copy of a file or of the results of a batch."""
    folder.mkdir()
    path = PurePosixPath(address)
    if path.suffix.lower() in _RECORDS:
        return _copy(address, folder / path.name)
    layout = Layout(root=folder)
    _copy(f"{address.rstrip('/')}/{layout.reports.name}", layout.reports)
    try:
        _copy(f"{address.rstrip('/')}/{layout.manifest.name}", layout.manifest)
    except InputNotFoundError:
        return layout.reports
    return folder


def _copy(address: str, to: Path) -> Path:
    def copy(_name: str, stream: BinaryIO) -> None:
        with to.open("wb") as file:
            shutil.copyfileobj(stream, file)

    take(address, copy)
    return to
