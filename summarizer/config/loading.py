"""Where every setting comes from: defaults < user file < project file < environment < flags.

The files are TOML with the names of :class:`Settings`: ``config.toml`` in the user's configuration directory;
``summarizer.toml``, or the table ``[tool.summarizer]`` of ``pyproject.toml``, in the nearest directory at or
above the working directory. The environment has the same names in capitals after ``SUMMARIZER_``, with
``SUMMARIZER_MODELS`` for ``models_dir``; where those are not set, ``OPENAI_BASE_URL`` and ``OPENAI_API_KEY``
count.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from summarizer.config.credentials import OTHERS_MAY_READ
from summarizer.config.settings import NAMES, OPENAI_URL, Layer, Origin, Settings
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

USER_FILE = "config.toml"
PROJECT_FILE = "summarizer.toml"
PYPROJECT = "pyproject.toml"
ENV_PREFIX = "SUMMARIZER_"
_KEYS = frozenset({"api_key", "api_key_file"})
"""Settings that give a key; those in the keyring belong to the host under which they stand there."""
_PATHS = ("_dir", "_file")
_STRENGTH = {layer: place for place, layer in enumerate(Layer)}
_VARIABLES = {name: ENV_PREFIX + name.upper() for name in NAMES} | {"models_dir": f"{ENV_PREFIX}MODELS"}
_SHARED_VARIABLES = {"base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}
_Found = dict[str, tuple[object, Origin]]


class _Tool(BaseModel):
    """The table ``[tool]`` of a ``pyproject.toml``, as far as it is ours."""

    summarizer: dict[str, object] | None = None


def load_settings(
    flags: Mapping[str, object],
    env: Mapping[str, str],
    cwd: Path,
    user_config_dir: Path,
    *,
    offline: bool = False,
) -> Settings:
    """Lay the layers over each other and check the result.

    Args:
        flags: Values from the command line by name; None means not given.
        env: The environment.
        cwd: Directory from which the project file is looked for, upwards.
        user_config_dir: Directory that may hold ``config.toml``.
        offline: Whether no endpoint will be asked, so that one may be set without a model.

    Raises:
        ConfigError: A file cannot be read, a name is unknown, a value is wrong, or they do not fit together.
    """
    warnings: list[str] = []
    found: _Found = {}
    for layer in (_user_layer(user_config_dir), _project_layer(cwd), _environment_layer(env, warnings)):
        found |= layer
    _refuse_unknown(flags, "the command line")
    found |= {
        name: (value, Origin(layer=Layer.FLAG, where="--" + name.replace("_", "-")))
        for name, value in flags.items()
        if value is not None
    }
    _keep_key_from_project_address(found, warnings)
    _point_lone_key_at_openai(found)
    settings = _checked(found, warnings)
    if not offline:
        _refuse_unnamed_model(settings)
    return settings


def _checked(found: _Found, warnings: Iterable[str]) -> Settings:
    origins = {name: Origin(layer=Layer.DEFAULT, where="") for name in NAMES}
    origins |= {name: origin for name, (_, origin) in found.items()}
    try:
        settings = Settings.model_validate(
            {name: value for name, (value, _) in found.items()}
            | {"origins": origins, "warnings": tuple(warnings)}
        )
    except ValidationError as error:
        name, problem = _first_problem(error)
        message = f"{name} from {origins[name]}: {problem}."
    else:
        return settings
    raise ConfigError(message)  # outside the handler: the refused value must not hang on the error


def settings_with(settings: Settings, values: Mapping[str, object]) -> Settings:
    """Lay values over settings.

    Raises:
        ConfigError: A value is wrong.
    """
    _refuse_unknown(values, "the call")
    try:
        return Settings.model_validate(dict(settings) | dict(values))
    except ValidationError as error:
        name, problem = _first_problem(error)
    raise ConfigError(f"{name}: {problem}.")  # outside the handler: the refused value must not hang on it


def _first_problem(error: ValidationError) -> tuple[str, str]:
    """Return the name of a setting and what is wrong with its value, without the value."""
    first = error.errors(include_input=False, include_url=False)[0]
    problem = first["msg"].removeprefix("Value error, ")
    return str(first["loc"][0]), problem[:1].lower() + problem[1:]


def _refuse_unnamed_model(settings: Settings) -> None:
    if settings.backend == "endpoint" and settings.base_url == OPENAI_URL and settings.model is None:
        raise ConfigError(
            f"A key is set ({settings.origins['api_key']}), so {OPENAI_URL} would be asked, "
            "but no model is named.",
            hint="Name one with --model, or use the built-in model with --model embedded.",
        )


def _keep_key_from_project_address(found: _Found, warnings: list[str]) -> None:
    """Drop a key that was not meant for an address which a project file chose.

    A project file may come with somebody else's checkout; only a key set for this program in this environment
    goes to the address it names.
    """
    name = _key_of(found)
    if "base_url" not in found or name is None:
        return
    _, address = found["base_url"]
    _, key = found[name]
    meant = key.layer is Layer.FLAG or key.where == _VARIABLES[name]
    if address.layer is Layer.PROJECT and not meant:
        del found[name]
        warnings.append(
            f"The key from {key} is not sent to the address that {address} chooses; "
            f"set {_VARIABLES['api_key']} if it should be."
        )


def _point_lone_key_at_openai(found: _Found) -> None:
    name = _key_of(found)
    if "base_url" not in found and name is not None:
        _, key = found[name]
        found["base_url"] = (OPENAI_URL, key)


def _key_of(found: _Found) -> str | None:
    """Return the setting that gives the key, and forget one from a weaker layer."""
    names = sorted(
        _KEYS & found.keys(), key=lambda name: (_STRENGTH[found[name][1].layer], name == "api_key")
    )
    for weaker in names[:-1]:
        del found[weaker]
    return names[-1] if names else None


def _user_layer(directory: Path) -> _Found:
    path = directory / USER_FILE
    table = _read_toml(path)
    if table is None:
        return {}
    _refuse_unknown(table, str(path))
    if os.name == "posix" and "api_key" in table and path.stat().st_mode & OTHERS_MAY_READ:
        raise ConfigError(
            f"{path} holds a key and can be read by other users.", hint=f"Close it: chmod 600 {path}"
        )
    return _from_file(table, Layer.USER, path)


def _project_layer(cwd: Path) -> _Found:
    for directory in (cwd, *cwd.parents):
        path = directory / PROJECT_FILE
        table = _read_toml(path)
        if table is None:
            path = directory / PYPROJECT
            table = _tool_table(path)
        if table is None:
            continue
        _refuse_unknown(table, str(path))
        for name in sorted(_KEYS & table.keys()):
            raise ConfigError(
                f"{path} holds {name}; a project file is shared and must not hold keys or their place.",
                hint=f"Set {_VARIABLES[name]} in the environment; a key that stood here is known to others.",
            )
        return _from_file(table, Layer.PROJECT, path)
    return {}


def _tool_table(path: Path) -> dict[str, object] | None:
    try:
        return _Tool.model_validate((_read_toml(path) or {}).get("tool", {})).summarizer
    except ValidationError:
        raise ConfigError(f"[tool.summarizer] in {path} is not a table.") from None


def _environment_layer(env: Mapping[str, str], warnings: list[str]) -> _Found:
    found: _Found = {}
    for name in NAMES:
        for variable in (_VARIABLES[name], _SHARED_VARIABLES.get(name, "")):
            if env.get(variable):  # an empty variable is an unset one
                found[name] = (env[variable], Origin(layer=Layer.ENVIRONMENT, where=variable))
                break
    known = set(_VARIABLES.values())
    # Only a warning: the prefix is a common word, and the variable may be somebody else's.
    warnings += (
        f"{variable} is not a setting{_did_you_mean(variable, known, ENV_PREFIX)}"
        for variable in sorted(env)
        if variable.startswith(ENV_PREFIX) and variable not in known
    )
    return found


def _from_file(table: Mapping[str, object], layer: Layer, path: Path) -> _Found:
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
        with path.open("rb") as file:
            return tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error


def _refuse_unknown(names: Iterable[str], where: str) -> None:
    for name in names:
        if name not in NAMES:
            raise ConfigError(
                f"{where} holds {name}, which is not a setting{_did_you_mean(name, NAMES)}",
                hint="Settings are: " + ", ".join(NAMES) + ".",
            )


def _did_you_mean(name: str, known: Iterable[str], prefix: str = "") -> str:
    """End a sentence; a prefix all names share would make them all alike."""
    bare = [each.removeprefix(prefix) for each in known]
    close = difflib.get_close_matches(name.removeprefix(prefix), bare, n=1)
    return f"; did you mean {prefix}{close[0]}?" if close else "."
