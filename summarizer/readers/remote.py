"""Reports that lie elsewhere, at addresses such as ``s3://bucket/a.docx``; the only importer of fsspec."""

from __future__ import annotations

import glob
import re
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from summarizer.errors import ConfigError, InputError, InputNotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Found = TypeVar("Found")

# Two letters at least: one is a drive of Windows.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_SECRET = re.compile(r"://[^/@]*:[^/@]*@")
_Untyped = Any  # of an extra that is not there when types are checked


def is_remote(name: str) -> bool:
    """Whether a name is an address with a scheme."""
    return _ADDRESS.match(name) is not None


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

    def opened(files: _Untyped, path: str) -> Found:
        with files.open(path, "rb") as stream:
            return read(PurePosixPath(path).name, cast("BinaryIO", stream))

    return _at(address, opened)


def below(address: str) -> tuple[str, list[str]] | None:
    """Return the folder that an address or a pattern names, and the addresses of all files that it means.

    Returns:
        None where the address is that of a file.

    Raises:
        ConfigError: What is needed for such addresses is not installed.
        InputNotFoundError: Nothing is there, or nothing matches.
        InputError: It cannot be listed.
    """

    def listed(files: _Untyped, path: str) -> tuple[str, list[str]] | None:
        if glob.has_magic(path):
            fixed = PurePosixPath(path[: re.search(r"[*?[]", path).start()] + "x").parent  # type: ignore[union-attr]  # has_magic
            found = [each for each in files.glob(path) if files.isfile(each)]
        elif files.isfile(path):
            return None
        else:
            fixed, found = PurePosixPath(path), files.find(path)
        if not found:
            raise FileNotFoundError
        return files.unstrip_protocol(str(fixed)), [files.unstrip_protocol(each) for each in sorted(found)]

    return _at(address, listed)


def _at(address: str, work: Callable[[_Untyped, str], Found]) -> Found:
    """Do something with the file system of an address and the path in it."""
    if _SECRET.search(address):
        raise UsageError(
            "An address must not hold a password: it goes into records and messages.",
            hint="Put it where the file system looks for it, for example into fsspec's own configuration.",
        )
    try:
        core: _Untyped = import_module("fsspec.core")
    except ImportError:
        raise ConfigError(
            f"{address} is an address, and the package for those is not installed.",
            hint="pip install 'report-summarizer[remote]'",
        ) from None
    try:
        return work(*core.url_to_fs(address))
    except (InputError, UsageError):
        raise
    except FileNotFoundError as error:
        raise InputNotFoundError(f"There is nothing at {address}.", hint="Check the address.") from error
    except ImportError as error:
        raise ConfigError(f"{address} cannot be reached: {error}.") from error
    except Exception as error:  # each file system has errors of its own
        raise InputError(f"{address} cannot be read: {error or type(error).__name__}.") from error
