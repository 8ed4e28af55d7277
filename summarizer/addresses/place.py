"""A folder at an address that is written to: every object in it is the old one or the whole new one."""

from __future__ import annotations

import inspect
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from uuid import uuid4

from summarizer.addresses.opening import Untyped, opened
from summarizer.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

_PIECES = {"chunksize": 5 << 20, "max_concurrency": 2}
"""How large files go up, where the file system lets one say: of its own choice s3fs holds half a gigabyte."""
_AT_ONCE = 16
"""Small files on their way up."""
_OF_ONE_CALL = 256
"""Small files that fsspec is told of at once; it makes plans for each."""
_RENAMING = frozenset({"file", "local", "sftp", "ssh"})
"""File systems whose writing is not all or nothing, but whose renaming is; in object stores writing is."""
_AGAIN = "When this is mended, the same command goes on: what is done is kept on this machine."


@dataclass(kw_only=True, slots=True)
class Place:
    """A folder at an address; names are paths below it.

    Every method raises OutputError, in one sentence, where the file system fails.

    Raises:
        UsageError: The address holds a password.
        ConfigError: What is needed for such addresses is not installed.
        OutputError: There are no such addresses.
    """

    address: str
    _files: Untyped = field(init=False, repr=False)
    _root: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.address = self.address.rstrip("/")
        with self._told("written to"):
            self._files, self._root = opened(self.address)

    def read(self, name: str) -> bytes | None:
        """Return a small file; None where there is none."""
        with self._told("read"):
            try:
                return bytes(self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def fetch(self, name: str, to: Path) -> bool:
        """Copy a file of any size to this machine; return whether there is one."""
        with self._told("read"):
            try:
                self._files.get_file(self._path(name), str(to))
            except FileNotFoundError:
                to.unlink(missing_ok=True)
                return False
            return True

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the names of all files in a folder and below it, with their sizes."""
        with self._told("read"):
            self._files.invalidate_cache()
            found = self._files.find(self._path(folder), detail=True)
            return {path.removeprefix(self._root).lstrip("/"): info["size"] for path, info in found.items()}

    def create(self, name: str, data: bytes) -> bool:
        """Write a small file if there is none of its name; return whether it was written.

        Where the file system cannot promise that nobody else does the same at this moment, it looks first.
        """
        with self._told("written to"):
            path = self._path(name)
            try:
                self._with_folder(path, lambda: self._files.pipe_file(path, data, mode="create"))
            except FileExistsError:
                return False
            except FileNotFoundError:
                raise
            except (NotImplementedError, OSError, TypeError, ValueError):
                # Each file system says in its own way that it does not know the mode; a failure comes again.
                self._files.invalidate_cache()
                if self._files.exists(path):
                    return False
                self._with_folder(path, lambda: self._files.pipe_file(path, data))
            return True

    def write(self, name: str, data: bytes) -> None:
        """Write a small file."""
        with self._told("written to"):
            path = self._path(name)
            self._placed(path, lambda to: self._files.pipe_file(to, data))

    def put(self, folder: Path, names: Iterable[str]) -> None:
        """Copy files below a folder of this machine, under their names; several at a time if possible."""
        with self._told("written to"):
            waiting = iter(names)
            while some := list(islice(waiting, _OF_ONE_CALL)):
                if self._files.async_impl and len(some) > 1:
                    here = [str(folder / name) for name in some]
                    self._files.put(here, [self._path(name) for name in some], batch_size=_AT_ONCE)
                else:
                    for name in some:
                        self._put(folder / name, self._path(name))

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self._told("written to"), suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def _put(self, source: Path, path: str) -> None:
        put_file = self._files.put_file
        known = inspect.signature(getattr(self._files, "_put_file", put_file)).parameters
        pieces = {name: value for name, value in _PIECES.items() if name in known}
        self._placed(path, lambda to: put_file(str(source), to, **pieces))

    def _placed(self, path: str, write: Callable[[str], object]) -> None:
        """Write to a path, by way of another where only renaming is all or nothing."""
        if not _renames(self._files):
            self._with_folder(path, lambda: write(path))
            return
        beside = self._path(f".batch/{uuid4().hex}.tmp")
        self._with_folder(beside, lambda: write(beside))
        self._with_folder(path, lambda: self._files.mv(beside, path))

    def _with_folder(self, path: str, work: Callable[[], object]) -> None:
        """Do it, and again with the folder made where it lacks. A bucket is never made."""
        try:
            work()
        except FileNotFoundError:
            files, parent = self._files, PurePosixPath(path).parent
            if not files.exists(parent.parts[0]):
                raise
            files.makedirs(str(parent), exist_ok=True)
            work()

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def _told(self, what: str) -> Generator[None]:
        try:
            yield
        except (OutputError, UsageError):
            raise
        except FileNotFoundError as error:
            raise OutputError(
                f"{self.address} cannot be {what}: there is no such bucket or folder.",
                hint="Make it first, or name another place with -o.",
            ) from error
        except Exception as error:  # each file system has errors of its own
            reason = " ".join(str(error).split()).rstrip(".") or type(error).__name__
            raise OutputError(f"{self.address} cannot be {what}: {reason}.", hint=_AGAIN) from error


def _renames(files: Untyped) -> bool:
    protocols = files.protocol
    return bool(_RENAMING & {protocols} if isinstance(protocols, str) else _RENAMING & set(protocols))
