"""Where the key for an endpoint comes from, and what is refused."""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from summarizer.config import Settings, api_key
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-marked-4711-not-to-be-seen"
URL = "https://api.example.com:8443/v1"


def settings(**given: object) -> Settings:
    return Settings.model_validate({"base_url": URL} | given)


def key_file(directory: Path, text: str = KEY + "\n", mode: int = 0o600) -> Path:
    path = directory / "key"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Stand in for the system's keyring, which no test should open."""
    module, failures = ModuleType("keyring"), ModuleType("keyring.errors")
    keys = {("report-summarizer", "api.example.com:8443"): KEY}
    vars(failures)["KeyringError"] = type("KeyringError", (Exception,), {})
    vars(module).update(errors=failures, get_password=lambda service, user: keys.get((service, user)))
    monkeypatch.setitem(sys.modules, "keyring", module)
    return module


def told(given: Settings) -> str | None:
    key = api_key(given)
    return key.get_secret_value() if key else None


def test_without_any_there_is_none() -> None:
    assert told(settings()) is None


def test_the_key_itself_comes_before_a_file(tmp_path: Path) -> None:
    assert told(settings(api_key=KEY, api_key_file=tmp_path / "none")) == KEY


def test_a_file_that_nobody_else_may_read(tmp_path: Path) -> None:
    assert told(settings(api_key_file=key_file(tmp_path))) == KEY


@pytest.mark.skipif(os.name != "posix", reason="no modes elsewhere")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(ConfigError, match="can be read by other users") as error:
        api_key(settings(api_key_file=key_file(tmp_path, mode=mode)))
    assert error.value.hint == f"Close it: chmod 600 {tmp_path / 'key'}"


@pytest.mark.parametrize("text", ["", " \n", f"{KEY} {KEY}", f"{KEY}\nmore"])
def test_a_file_that_holds_no_key_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="does not hold a key") as error:
        api_key(settings(api_key_file=key_file(tmp_path, text)))
    assert KEY not in str(error.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        api_key(settings(api_key_file=tmp_path / "none"))


@pytest.mark.usefixtures("keyring")
def test_the_keyring_has_keys_by_host() -> None:
    assert told(settings(keyring=True)) == KEY
    with pytest.raises(ConfigError, match=r"no key for other.example.com") as error:
        api_key(settings(keyring=True, base_url="https://other.example.com/v1"))
    assert error.value.hint == "Put it there: keyring set report-summarizer other.example.com"


def test_a_keyring_that_fails_is_said(keyring: ModuleType) -> None:
    def fail(*_: str) -> None:
        raise keyring.errors.KeyringError("it is locked")

    vars(keyring)["get_password"] = fail
    with pytest.raises(ConfigError, match="it is locked"):
        api_key(settings(keyring=True))


def test_a_keyring_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigError, match="not installed") as error:
        api_key(settings(keyring=True))
    assert "report-summarizer[keyring]" in str(error.value.hint)
