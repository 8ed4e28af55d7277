"""Every schema on the wire stays in the subset that all servers enforce; each trap is caught."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from llguidance import LLMatcher, LLTokenizer, grammar_from
from pydantic import BaseModel, Field

from summarizer import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "$ref",
    "$defs",
}
TOKENS = LLTokenizer("byte")
KEYED = schemas.keyed_answer({"其中亿元以上“项目”7个": ("新签约项目", "项目"), "一是扩大投资(2)": ()})
MARKED = schemas.keyed_answer({"新建泵站{A}座": ()})
OVERVIEW = schemas.overview_answer(("成绩", "打算"), "关键指标", ("工业投资", "税收"))


def traps(shape: object, path: str = "$") -> Iterator[str]:
    """Name what OpenAI's strict mode, xgrammar, llguidance or llama.cpp would refuse, drop or distort."""
    if isinstance(shape, list):
        for place, each in enumerate(shape):
            yield from traps(each, f"{path}[{place}]")
    if not isinstance(shape, dict):
        return
    for keyword in sorted(shape.keys() - ALLOWED):
        yield f"{path}: {keyword}"
    if shape.get("type") == "object":
        if shape.get("additionalProperties") is not False:
            yield f"{path}: additional properties are not refused"
        if list(shape.get("properties", {})) != shape.get("required", []):
            yield f"{path}: not every property is required"
    for keyword in ("properties", "$defs"):
        for name, each in shape.get(keyword, {}).items():
            yield from traps(each, f"{path}.{name}")
    yield from traps(shape.get("items"), f"{path}[]")


def grammar(model: type[BaseModel]) -> str:
    made: str = grammar_from("json_schema", json.dumps(model.model_json_schema(), ensure_ascii=False))
    return made


@pytest.mark.parametrize("model", [schemas.FixedAnswer, schemas.FixedTranslations, KEYED, MARKED, OVERVIEW])
def test_wire_schemas_stay_in_the_common_subset(model: type[BaseModel]) -> None:
    assert list(traps(model.model_json_schema())) == []
    assert LLMatcher.validate_grammar(grammar(model), TOKENS) == ""
    assert model.model_json_schema()["type"] == "object"


class Strict(schemas.WireModel):
    """What the bad schemas below share with the good ones."""


def bad(annotation: Any) -> type[BaseModel]:  # noqa: ANN401 - a type to be put into a model
    return type("Bad", (Strict,), {"__annotations__": {"x": annotation}})


class Open(BaseModel):
    x: str


class Defaulted(Strict):
    x: str = ""


@pytest.mark.parametrize(
    ("model", "caught"),
    [
        (bad(Annotated[str, Field(pattern="^[0-9]+$")]), "pattern"),
        (bad(Annotated[str, Field(min_length=1)]), "minLength"),
        (bad(Annotated[str, Field(max_length=30)]), "maxLength"),
        (bad(date), "format"),
        (bad(set[str]), "uniqueItems"),
        (bad(tuple[str, str]), "prefixItems"),
        (bad(Decimal), "anyOf"),
        (bad(str | None), "anyOf"),
        (bad(dict[str, str]), "not refused"),
        (Open, "not refused"),
        (Defaulted, "default"),
    ],
)
def test_each_trap_is_caught(model: type[BaseModel], caught: str) -> None:
    assert any(caught in trap for trap in traps(model.model_json_schema()))


def test_a_keyed_answer_can_neither_leave_out_a_key_nor_leave_the_closed_set() -> None:
    def accepted(text: str) -> bool:
        matcher = LLMatcher(TOKENS, grammar(KEYED))
        tokens = TOKENS.tokenize_str(text)
        return bool(matcher.validate_tokens(tokens) == len(tokens))

    assert accepted('{"其中亿元以上“项目”7个":"新签约项目","一是扩大投资(2)":"扩大投资"}')
    assert not accepted('{"其中亿元以上“项目”7个":"总投资","一是扩大投资(2)":"扩大投资"}')
    assert not accepted('{"一是扩大投资(2)":"扩大投资"}')


def test_status_words_of_both_encodings_agree() -> None:
    words = schemas.FixedAnswer.model_json_schema()["$defs"]["StatedFigure"]["properties"]["status"]["enum"]
    assert words == ["已完成", "目标", "预计"]
    assert schemas.WireStatus == Literal["已完成", "目标", "预计"]
