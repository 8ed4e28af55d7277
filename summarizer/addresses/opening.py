"""The file system of an address; the only importer of fsspec."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from summarizer.errors import ConfigError, UsageError

# Two letters at least: one is a drive of Windows.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_SECRET = re.compile(
    r"://[^/@]*:[^/@]*@|[?&](?:sig|signature|token|key|secret|password|x-(?:amz|goog|oss|cos)-[\w-]+)=",
    re.IGNORECASE,
)
"""A password, or the signature of a signed link, which opens what it names to whoever reads it."""
Untyped = Any
"""What is of an extra that is not there when types are checked."""


def is_address(name: str) -> bool:
    """Whether a name is an address with a scheme."""
    return _ADDRESS.match(name) is not None


def opened(address: str) -> tuple[Untyped, str]:
    """Return the file system of an address and the path in it.

    Raises:
        UsageError: A password is in it.
        ConfigError: What is needed for such addresses is not installed.
        Exception: There are no such addresses, or the file system cannot be used; each has errors of its own.
    """
    if _SECRET.search(address):
        raise UsageError(
            "An address must not hold a password or a signature: it goes into records and messages.",
            hint="Put it where the file system looks for it, for example into fsspec's own configuration.",
        )
    try:
        core: Untyped = import_module("fsspec.core")
    except ImportError:
        raise ConfigError(
            f"{address} is an address, and the package for those is not installed.",
            hint="pip install 'report-summarizer[remote]'",
        ) from None
    try:
        files, path = core.url_to_fs(address)
    except ImportError as error:
        raise ConfigError(f"{address} cannot be reached: {error}.") from error
    return files, path
