"""The JSON schema of an answer as servers enforce it: small, flat, closed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pydantic import BaseModel

_Schema = dict[str, object]
_REFERENCE = "#/$defs/"


@lru_cache(maxsize=128)  # models are also made per chunk; old ones must not pile up
def wire_schema(model: type[BaseModel]) -> dict[str, object]:
    """Return the schema sent for ``model``; callers must not change it.

    From what Pydantic writes this removes titles, defaults and class docstrings (tokens without meaning for
    the model), closes every object, requires every field (OpenAI's strict rules), and puts definitions in
    place of references, which llama.cpp resolves only in part.

    Raises:
        ValueError: The model refers to itself, so no flat schema exists.
    """
    raw = cast("_Schema", model.model_json_schema(by_alias=True, mode="validation"))
    definitions = cast("dict[str, _Schema]", raw.pop("$defs", {}))
    return _object(raw, definitions, ())


def _object(node: _Schema, definitions: dict[str, _Schema], path: tuple[str, ...]) -> _Schema:
    reference = node.get("$ref")
    if isinstance(reference, str):
        name = reference.removeprefix(_REFERENCE)
        if name in path:
            raise ValueError(f"the answer model refers to itself at {name}")
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return _object(definitions[name] | beside, definitions, (*path, name))
    is_object = "properties" in node
    clean: _Schema = {}
    for key, value in node.items():
        if key in {"title", "default", "discriminator"} or (key == "description" and is_object):
            continue
        if key == "properties":
            fields = cast("dict[str, _Schema]", value)
            clean[key] = {name: _object(field, definitions, path) for name, field in fields.items()}
        else:
            clean[key] = _value(value, definitions, path)
    if is_object:
        clean["required"] = list(cast("_Schema", clean["properties"]))
        clean["additionalProperties"] = False
    return clean


def _value(value: object, definitions: dict[str, _Schema], path: tuple[str, ...]) -> object:
    if isinstance(value, dict):
        return _object(cast("_Schema", value), definitions, path)
    if isinstance(value, list):
        return [_value(item, definitions, path) for item in cast("list[object]", value)]
    return value
