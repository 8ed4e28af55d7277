"""Reports at addresses: opened like files, listed like folders, looked at for changes."""

from __future__ import annotations

import glob
import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from summarizer.addresses.opening import Untyped, opened
from summarizer.errors import InputError, InputNotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    Found = TypeVar("Found")

_VERSIONS = ("ETag", "etag", "generation", "LastModified", "last_modified", "mtime", "updated", "created")
"""What file systems call that which changes with the content. Not the time of the last access."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A file as a look at its folder showed it."""

    size: int
    version: str
    """Differs where the content does; empty where the file system tells nothing of the kind."""


def take(address: str, read: Callable[[str, BinaryIO], Found]) -> Found:
    """Open a report, and return what is read from it.

    Args:
        address: Where it is.
        read: Given its file name and its bytes as a stream.

    Raises:
        ConfigError: What is needed for such addresses is not installed.
        InputNotFoundError: Nothing is there.
        InputError: It cannot be opened.
    """

    def taken(files: Untyped, path: str) -> Found:
        with files.open(path, "rb") as stream:
            return read(PurePosixPath(path).name, cast("BinaryIO", stream))

    return _at(address, taken)


def below(address: str) -> tuple[str, dict[str, Seen]] | None:
    """Return the folder that an address or a pattern names, and all files that it means, sorted.

    Returns:
        None where the address is that of a file.

    Raises:
        ConfigError: What is needed for such addresses is not installed.
        InputNotFoundError: Nothing is there, or nothing matches.
        InputError: It cannot be listed.
    """

    def listed(files: Untyped, path: str) -> tuple[str, dict[str, Seen]] | None:
        files.invalidate_cache()  # what came since the last look is to be seen
        name = _namer(files, address, path)
        if glob.has_magic(path):
            fixed = PurePosixPath(path[: re.search(r"[*?[]", path).start()] + "x").parent  # type: ignore[union-attr]  # has_magic
            found = files.glob(path, detail=True)
        elif files.isfile(path):
            return None
        else:
            fixed, found = PurePosixPath(path), files.find(path, detail=True)
        reports = {
            name(each): _seen(found[each]) for each in sorted(found) if found[each].get("type") != "directory"
        }
        if not reports:
            raise FileNotFoundError
        return name(str(fixed)), reports

    return _at(address, listed)


def look(address: str) -> Seen:
    """Look at one file.

    Raises:
        ConfigError: What is needed for such addresses is not installed.
        InputNotFoundError: Nothing is there.
        InputError: It cannot be looked at.
    """

    def looked(files: Untyped, path: str) -> Seen:
        files.invalidate_cache()
        return _seen(files.info(path))

    return _at(address, looked)


def scheme_of(address: str) -> str:
    """Return what stands before ``://``."""
    return address.partition("://")[0].lower()


def folder_of(address: str) -> str:
    """Return the address of the folder that a file lies in."""
    return address.rpartition("/")[0]


def joined(folder: str, path: str) -> str:
    """Return the address of a path below a folder; one with a slash first begins at the host or bucket."""
    scheme, _, rest = folder.partition("://")
    host, _, inside = rest.partition("/")
    return f"{scheme}://{host}{posixpath.normpath(posixpath.join('/', inside, path))}"


def _namer(files: Untyped, address: str, path: str) -> Callable[[str], str]:
    """Return what makes addresses of paths: the host stands before them, where it is no part of them."""
    address = address.rstrip("/")
    if not address.endswith(path):
        return cast("Callable[[str], str]", files.unstrip_protocol)
    before = address.removesuffix(path)
    return lambda each: f"{before}{each}"


def _seen(info: Mapping[str, object]) -> Seen:
    version = "|".join(str(info[name]) for name in _VERSIONS if info.get(name) is not None)
    size = info.get("size")
    return Seen(size=size if isinstance(size, int) else 0, version=version)


def _at(address: str, work: Callable[[Untyped, str], Found]) -> Found:
    """Do something with the file system of an address and the path in it."""
    try:
        return work(*opened(address))
    except (InputError, UsageError):
        raise
    except FileNotFoundError as error:
        raise InputNotFoundError(f"There is nothing at {address}.", hint="Check the address.") from error
    except Exception as error:  # each file system has errors of its own
        raise InputError(f"{address} cannot be read: {error or type(error).__name__}.") from error
