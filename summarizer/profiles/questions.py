"""The schema module of a profile: what more is asked about a report as a whole, as a Pydantic model."""

from __future__ import annotations

import ast
import importlib.util
import sys
import traceback
import typing
from typing import TYPE_CHECKING, cast, get_args, get_origin

from pydantic import BaseModel

from summarizer.errors import ProfileError
from summarizer.profiles.profile import Field

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from pydantic.fields import FieldInfo

FILE = "schema.py"
MODEL = "Fields"
_MOST = 8
"""More questions than that a small model does not keep apart."""


def load_fields(path: Path, taken: Collection[str]) -> tuple[Field, ...]:
    """Import a schema module and return the fields it asks for; none where there is no such file.

    Args:
        path: The module. It is a program of the user's own and is run.
        taken: Keys that the overview's answer has already.

    Raises:
        ProfileError: It cannot be imported, or asks for what cannot be checked; told with file and line.
    """
    if not path.is_file():
        return ()
    model = _model(path)
    lines = _lines(path)
    fields: list[Field] = []
    for name, info in model.model_fields.items():
        where = f"{path}:{lines.get(name, 1)}"
        field = _field(name, info, where)
        if field.name in {*taken, *(each.name for each in fields)}:
            raise ProfileError(f"{where}: {field.name} is asked for twice.")
        fields.append(field)
    if not 0 < len(fields) <= _MOST:
        raise ProfileError(f"{path}: {MODEL} has {len(fields)} fields; one to {_MOST} can be asked for.")
    return tuple(fields)


def _model(path: Path) -> type[BaseModel]:
    name = f"summarizer_profile_{abs(hash(path)):x}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ProfileError(f"{path} is no Python module.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # pydantic looks annotations up there
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise ProfileError(f"{path}:{error.lineno}: {error.msg}.") from error
    except Exception as error:
        frames = [
            each.lineno for each in traceback.extract_tb(error.__traceback__) if each.filename == str(path)
        ]
        where = f"{path}:{frames[-1]}" if frames else str(path)
        raise ProfileError(f"{where}: {type(error).__name__}: {error}.") from error
    finally:
        del sys.modules[name]
    found: object = getattr(module, MODEL, None)
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise ProfileError(
            f"{path}: there is no class {MODEL} made from pydantic.BaseModel.",
            hint=f"Write `class {MODEL}(BaseModel):` with a field for each thing to ask.",
        )
    return found


def _field(name: str, info: FieldInfo, where: str) -> Field:
    """Take a field: a sentence (``str``) or one of some words (``Literal``)."""
    choices: tuple[object, ...] = ()
    if get_origin(info.annotation) is typing.Literal:
        choices = get_args(info.annotation)
    elif info.annotation is not str:
        raise ProfileError(
            f"{where}: {name} has to be str or Literal[...] of words; numbers are not asked of a model."
        )
    if any(not isinstance(choice, str) or any(map(str.isdigit, choice)) for choice in choices):
        raise ProfileError(f"{where}: the choices of {name} have to be words without digits.")
    if not choices and not info.description:
        raise ProfileError(f"{where}: {name} has no description, which is what the model is asked.")
    return Field(
        name=info.title or name,
        question=info.description or "",
        choices=cast("tuple[str, ...]", choices),
    )


def _lines(path: Path) -> dict[str, int]:
    """Return the line of every field of the model."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        line.target.id: line.lineno
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == MODEL
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
