"""From the layers to settings: defaults < user file < project file < environment < flags.

What each layer says is found in :mod:`summarizer.config.layers`; here they are laid over each other and
checked.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pydantic import ValidationError

from summarizer.config.layers import ENV_PREFIX, KEYS, Found, Layer, Origin, find_layers, variable_of
from summarizer.config.settings import NAMES, OPENAI_URL, Settings
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_STRENGTH = {layer: place for place, layer in enumerate(Layer)}


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
    found: Found = {}
    *files, environment = find_layers(env, cwd, user_config_dir)
    for layer in files:
        for name, (_, origin) in layer.items():
            _refuse_unknown([name], str(origin))
        found |= layer
    found |= {name: value for name, value in environment.items() if name in NAMES}
    warnings = _unknown_variables(env)
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


def _checked(found: Found, warnings: Iterable[str]) -> Settings:
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


def _keep_key_from_project_address(found: Found, warnings: list[str]) -> None:
    """Drop a key that was not meant for an address which a project file chose.

    A project file may come with somebody else's checkout; only a key set for this program in this environment
    goes to the address it names.
    """
    name = _key_of(found)
    if "base_url" not in found or name is None:
        return
    _, address = found["base_url"]
    _, key = found[name]
    meant = key.layer is Layer.FLAG or key.where == variable_of(name)
    if address.layer is Layer.PROJECT and not meant:
        del found[name]
        warnings.append(
            f"The key from {key} is not sent to the address that {address} chooses; "
            f"set {variable_of('api_key')} if it should be."
        )


def _point_lone_key_at_openai(found: Found) -> None:
    name = _key_of(found)
    if "base_url" not in found and name is not None:
        _, key = found[name]
        found["base_url"] = (OPENAI_URL, key)


def _key_of(found: Found) -> str | None:
    """Return the setting that gives the key, and forget one from a weaker layer."""
    names = sorted(KEYS & found.keys(), key=lambda name: (_STRENGTH[found[name][1].layer], name == "api_key"))
    for weaker in names[:-1]:
        del found[weaker]
    return names[-1] if names else None


def _unknown_variables(env: Mapping[str, str]) -> list[str]:
    """Say which variables look like ours and are not: the prefix is a common word, they may be others'."""
    known = {variable_of(name) for name in NAMES}
    return [
        f"{variable} is not a setting{_did_you_mean(variable, known, ENV_PREFIX)}"
        for variable in sorted(env)
        if variable.startswith(ENV_PREFIX) and variable not in known
    ]


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
