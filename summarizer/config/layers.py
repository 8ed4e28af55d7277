"""What the layers of settings say, before anything is checked: user file < project file < environment.

The files are TOML with the names of :class:`~summarizer.config.Settings`: ``config.toml`` in the user's
configuration directory; ``summarizer.toml``, or the table ``[tool.summarizer]`` of ``pyproject.toml``, in the
nearest directory at or above the working directory. The environment has the same names in capitals after
``SUMMARIZER_``, with ``SUMMARIZER_MODELS`` for ``models_dir``; where those are not set, ``OPENAI_BASE_URL``
and ``OPENAI_API_KEY`` count.

This needs no Pydantic, so that a brief that is kept whole does not wait for it.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

USER_FILE = "config.toml"
PROJECT_FILE = "summarizer.toml"
PYPROJECT = "pyproject.toml"
ENV_PREFIX = "SUMMARIZER_"
KEYS = frozenset({"api_key", "api_key_file"})
"""Settings that give a key; those in the keyring belong to the host under which they stand there."""
OTHERS_MAY_READ = stat.S_IRWXG | stat.S_IRWXO
_PATHS = ("_dir", "_file")
_SHORTER = {f"{ENV_PREFIX}MODELS": "models_dir"}
_SHARED_VARIABLES = {"base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}


class Layer(StrEnum):
    """The places settings come from, weakest first."""

    DEFAULT = "default"
    USER = "user file"
    PROJECT = "project file"
    ENVIRONMENT = "environment"
    FLAG = "flag"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where one value comes from."""

    layer: Layer
    where: str
    """Path of the file, name of the variable or flag; empty for a default."""

    def __str__(self) -> str:
        return self.where or self.layer.value


Found = dict[str, tuple[object, Origin]]
"""Values by name, each with where it comes from."""


def find_layers(env: Mapping[str, str], cwd: Path, user_config_dir: Path) -> list[Found]:
    """Return what the user file, the project file and the environment say, weakest first.

    Args:
        env: The environment.
        cwd: Directory from which the project file is looked for, upwards.
        user_config_dir: Directory that may hold ``config.toml``.

    Raises:
        ConfigError: A file cannot be read, or holds a key that it must not hold.
    """
    return [_user_layer(user_config_dir), _project_layer(cwd), _environment_layer(env)]


def variable_of(name: str) -> str:
    """Return the environment variable of a setting."""
    shorter = {setting: variable for variable, setting in _SHORTER.items()}
    return shorter.get(name, ENV_PREFIX + name.upper())


def _user_layer(directory: Path) -> Found:
    path = directory / USER_FILE
    table = _read_toml(path)
    if table is None:
        return {}
    if os.name == "posix" and "api_key" in table and path.stat().st_mode & OTHERS_MAY_READ:
        raise ConfigError(
            f"{path} holds a key and can be read by other users.", hint=f"Close it: chmod 600 {path}"
        )
    return _from_file(table, Layer.USER, path)


def _project_layer(cwd: Path) -> Found:
    for directory in (cwd, *cwd.parents):
        path = directory / PROJECT_FILE
        table = _read_toml(path)
        if table is None:
            path = directory / PYPROJECT
            table = _tool_table(path)
        if table is None:
            continue
        for name in sorted(KEYS & table.keys()):
            raise ConfigError(
                f"{path} holds {name}; a project file is shared and must not hold keys or their place.",
                hint=f"Set {variable_of(name)} in the environment; a key that stood here is known to others.",
            )
        return _from_file(table, Layer.PROJECT, path)
    return {}


def _tool_table(path: Path) -> dict[str, object] | None:
    tool = (_read_toml(path) or {}).get("tool", {})
    ours = cast("dict[str, object]", tool).get("summarizer") if isinstance(tool, dict) else tool
    if ours is None or isinstance(ours, dict):
        return cast("dict[str, object] | None", ours)
    raise ConfigError(f"[tool.summarizer] in {path} is not a table.")


def _environment_layer(env: Mapping[str, str]) -> Found:
    named = {
        _SHORTER.get(variable, variable.removeprefix(ENV_PREFIX).lower()): variable
        for variable in env
        if variable.startswith(ENV_PREFIX)
    }
    named = {name: variable_of(name) for name in named}
    found: Found = {}
    for variables in (_SHARED_VARIABLES, named):
        for name, variable in variables.items():
            if env.get(variable):  # an empty variable is an unset one
                found[name] = (env[variable], Origin(layer=Layer.ENVIRONMENT, where=variable))
    return found


def _from_file(table: Mapping[str, object], layer: Layer, path: Path) -> Found:
    origin = Origin(layer=layer, where=str(path))
    return {
        # A relative path in a file is meant from where the file lies, not from where the command runs.
        name: (path.parent / Path(value).expanduser() if name.endswith(_PATHS) else value, origin)
        if isinstance(value, str)
        else (value, origin)
        for name, value in table.items()
    }


def _read_toml(path: Path) -> dict[str, object] | None:
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    import tomllib  # noqa: PLC0415 - many a user has no such file

    try:
        return tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error
