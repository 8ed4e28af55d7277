"""Holds a schema against what servers enforce: OpenAI's strict rules, xgrammar, llguidance, llama.cpp.

Servers answer 200 to schemas of which they enforce half. So only what all of them enforce is allowed, and the
two engines that can be run here are asked themselves.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import json
import re
import sys
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from llguidance import LLMatcher, LLTokenizer, grammar_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Schema = dict[str, Any]

ALLOWED = {"type", "properties", "required", "additionalProperties", "items", "enum", "const", "description"}
TYPES = {"object", "array", "string", "integer", "boolean"}
"""``number`` is left out: llama.cpp knows bounds of integers only, and figures are words of the source."""
DEPTH, PROPERTIES, ENUM_VALUES, NAME_CHARACTERS = 5, 5_000, 1_000, 120_000
LONG_ENUM, LONG_ENUM_CHARACTERS = 250, 15_000
"""OpenAI's bounds; of the depth, an older and lower one."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
TOKENS = LLTokenizer("byte")
HAS_XGRAMMAR = find_spec("xgrammar") is not None


def lint(schema: Schema, *, name: str = "Answer") -> list[str]:
    """Name everything that some server would refuse, drop or distort; nothing for a schema fit to be sent."""
    found = list(_traps(schema, "$", 1))
    if schema.get("type") != "object":
        found.insert(0, "$: the root is no object")
    if not _NAME.fullmatch(name):
        found.append(f"$: the name {name!r} is refused")
    found += _sizes(schema)
    if not found:
        found += [
            f"llguidance: {fault}"
            for fault in [LLMatcher.validate_grammar(_grammar(schema), TOKENS)]
            if fault
        ]
    return found


def engines(schema: Schema) -> dict[str, Any]:
    """Return, by name, what tells for each engine that is installed whether it lets a text through."""
    found: dict[str, Any] = {"llguidance": _LLGuidance(schema)}
    if HAS_XGRAMMAR:
        found["xgrammar"] = _XGrammar(schema)
    return found


def example(schema: Schema) -> Any:  # noqa: ANN401 - JSON
    """Return a value that fits a schema of the allowed kind."""
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    match schema["type"]:
        case "object":
            return {name: example(field) for name, field in schema["properties"].items()}
        case "array":
            return [example(schema["items"])]
        case "integer":
            return 3
        case "boolean":
            return True
        case _:
            return '引号"、换行\n和“字”'


def misfits(schema: Schema) -> Iterator[tuple[str, Any]]:
    """Yield values that break a rule of an object's schema, each with the rule."""
    good = example(schema)
    first = next(iter(good))
    yield "a field is missing", {name: value for name, value in good.items() if name != first}
    yield "a field is too many", good | {"登月": "是"}
    yield "a field is null", good | {first: None}
    yield "a field is a number", good | {first: 7.5}
    for name, field in schema["properties"].items():
        if "enum" in field or "const" in field:
            yield "a word outside the closed set", good | {name: "登月"}
            return


def _traps(shape: object, path: str, depth: int) -> Iterator[str]:
    if not isinstance(shape, dict):
        return
    for keyword in sorted(shape.keys() - ALLOWED):
        yield f"{path}: {keyword}"
    kind = shape.get("type", "string" if shape.keys() & {"enum", "const"} else None)
    if not isinstance(kind, str) or kind not in TYPES:
        yield f"{path}: type {kind}"
    if depth > DEPTH:
        yield f"{path}: deeper than {DEPTH}"
        return
    if kind == "object":
        if shape.get("additionalProperties") is not False:
            yield f"{path}: additional properties are not refused"
        if list(shape.get("properties", {})) != shape.get("required", []):
            yield f"{path}: not every property is required, in this order"
        if not shape.get("properties"):
            yield f"{path}: an object without properties"
    for name, each in shape.get("properties", {}).items():
        yield from _traps(each, f"{path}.{name}", depth + 1)
    if kind == "array":
        yield from _traps(shape.get("items", {}), f"{path}[]", depth + 1)


def _sizes(schema: Schema) -> Iterator[str]:
    names: list[str] = []
    values: list[str] = []
    long: list[int] = []

    def walk(shape: object) -> None:
        if not isinstance(shape, dict):
            return
        own = [str(each) for each in shape.get("enum", [])]
        if len(own) > LONG_ENUM:
            long.append(sum(map(len, own)))
        values.extend([*own, *([str(shape["const"])] if "const" in shape else [])])
        for name, each in shape.get("properties", {}).items():
            names.append(name)
            walk(each)
        walk(shape.get("items"))

    walk(schema)
    if len(names) > PROPERTIES:
        yield f"$: {len(names)} properties"
    if len(values) > ENUM_VALUES:
        yield f"$: {len(values)} enum values"
    if any(characters > LONG_ENUM_CHARACTERS for characters in long):
        yield "$: an enum of too many characters"
    if sum(map(len, [*names, *values])) > NAME_CHARACTERS:
        yield "$: names and values of too many characters"


def _grammar(schema: Schema) -> str:
    made: str = grammar_from("json_schema", json.dumps(schema, ensure_ascii=False))
    return made


class _LLGuidance:
    def __init__(self, schema: Schema) -> None:
        self._grammar = _grammar(schema)

    def __call__(self, text: str) -> bool:
        matcher = LLMatcher(TOKENS, self._grammar)
        tokens = TOKENS.tokenize_str(text)
        return bool(matcher.try_consume_tokens(tokens) == len(tokens) and matcher.is_accepting())


class _XGrammar:
    def __init__(self, schema: Schema) -> None:
        xgrammar, compiler = _xgrammar()
        text = json.dumps(schema, ensure_ascii=False)
        self._matcher = xgrammar.GrammarMatcher(
            compiler.compile_json_schema(text), terminate_without_stop_token=True
        )

    def __call__(self, text: str) -> bool:
        self._matcher.reset()
        return bool(self._matcher.accept_string(text) and self._matcher.is_terminated())


@cache
def _xgrammar() -> tuple[Any, Any]:
    """Import xgrammar without the torch it asks for: only the masks of a real model need that."""
    importlib.import_module("tvm_ffi")  # looks for torch itself, and copes without
    finder = _Absent()
    sys.meta_path.insert(0, finder)
    try:
        xgrammar: Any = importlib.import_module("xgrammar")
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.split(".")[0] in _Absent.NAMES]:
            del sys.modules[name]
    vocabulary = [bytes([value]) for value in range(256)] + [b"<end>"]
    tokens = xgrammar.TokenizerInfo(vocabulary, stop_token_ids=[256])
    return xgrammar, xgrammar.GrammarCompiler(tokens)


class _Hollow(ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is asked for
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {}) if name[0].isupper() else _Hollow(f"{self.__name__}.{name}")

    def __call__(self, *given: Any, **_: Any) -> Any:  # noqa: ANN401 - decorators hand on what they get
        return given[0] if given and callable(given[0]) else self

    def __or__(self, _: object) -> _Hollow:
        return self

    __ror__ = __or__


class _Absent(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    NAMES = frozenset({"torch", "transformers", "triton"})

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".", maxsplit=1)[0] not in self.NAMES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Hollow(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []
