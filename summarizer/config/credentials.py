"""Where the key for an endpoint comes from when it does not stand in the settings themselves."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from summarizer.config.layers import OTHERS_MAY_READ
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.config.settings import Settings

KEYRING_SERVICE = "report-summarizer"
"""Under which name the system's keyring has the keys; the user name is the host of the endpoint."""


def api_key(settings: Settings) -> SecretStr | None:
    """Return the key for the endpoint: the one set, that in the file, that in the keyring; None for none.

    Raises:
        ConfigError: The file cannot be read or others may read it; the keyring is not there or has no key.
    """
    if settings.api_key is not None:
        return settings.api_key
    if settings.api_key_file is not None:
        return _from_file(settings.api_key_file.expanduser())
    return _from_keyring(settings) if settings.keyring else None


def _from_file(path: Path) -> SecretStr:
    try:
        if os.name == "posix" and path.stat().st_mode & OTHERS_MAY_READ:
            raise ConfigError(
                f"The key in {path} can be read by other users.", hint=f"Close it: chmod 600 {path}"
            )
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The key in {path} cannot be read: {error}.") from None
    if not key or len(key.split()) != 1:
        raise ConfigError(f"{path} does not hold a key, which is one word.")
    return SecretStr(key)


def _from_keyring(settings: Settings) -> SecretStr:
    host = urlsplit(settings.base_url or "").netloc
    try:
        keyring: Any = import_module("keyring")
    except ImportError:
        raise ConfigError(
            "The setting keyring is on, but the package for it is not installed.",
            hint="pip install 'report-summarizer[keyring]', or set SUMMARIZER_API_KEY instead.",
        ) from None
    try:
        key = keyring.get_password(KEYRING_SERVICE, host)
    except keyring.errors.KeyringError as error:
        raise ConfigError(f"The system's keyring cannot be used: {error}.") from None
    if not key:
        raise ConfigError(
            f"The system's keyring has no key for {host}.",
            hint=f"Put it there: keyring set {KEYRING_SERVICE} {host}",
        )
    return SecretStr(key)
