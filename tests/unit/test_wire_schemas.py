"""Every schema on the wire is one that all servers enforce; each trap is caught."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, create_model

from summarizer import schemas
from summarizer.cli.diagnosis import Sky
from summarizer.endpoint.probing import Canary
from summarizer.endpoint.schema import wire_schema
from summarizer.pipeline import summarize
from summarizer.readers import read
from tests.support.askers import PlayedAsker
from tests.support.command import REPORTS
from tests.support.wire_linter import HAS_XGRAMMAR, engines, example, lint, misfits

if TYPE_CHECKING:
    from summarizer.asking import Encoding

KEYED = schemas.keyed_answer({"其中亿元以上“项目”7个": ("新签约项目", "项目"), "一是扩大投资(2)": ()})
MARKED = schemas.keyed_answer({"新建泵站{A}座": ()})
OVERVIEW = schemas.overview_answer(
    {"成绩": (), "打算": (), "结果": ("增", "减")}, "关键指标", ("工业投资", "税收")
)
SENT = [
    schemas.FixedAnswer,
    schemas.FixedMatches,
    schemas.FixedTranslations,
    KEYED,
    MARKED,
    OVERVIEW,
    Canary,
    Sky,
]


@pytest.mark.parametrize("model", SENT)
def test_what_is_sent_is_enforced_everywhere(model: type[BaseModel]) -> None:
    schema = wire_schema(model)
    assert lint(schema, name=model.__name__) == []
    good = json.dumps(example(schema), ensure_ascii=False)
    model.model_validate_json(good)
    for name, lets_through in engines(schema).items():
        assert lets_through(good), name
        for rule, bad in misfits(schema):
            assert not lets_through(json.dumps(bad, ensure_ascii=False)), f"{name}: {rule}"


@pytest.mark.skipif(
    not HAS_XGRAMMAR, reason="xgrammar is not installed; `make test` installs it without torch"
)
def test_xgrammar_is_asked_too() -> None:
    assert engines(wire_schema(KEYED)).keys() == {"llguidance", "xgrammar"}


@pytest.mark.parametrize("encoding", ["keyed", "fixed"])
def test_what_real_reports_make_of_the_schemas_is_enforced_too(encoding: Encoding) -> None:
    asker = PlayedAsker()
    for report in sorted(REPORTS.glob("*.txt"))[:3]:
        summarize(read(str(report)), asker, encoding=encoding)
    made = {
        json.dumps(wire_schema(request.answer_model), ensure_ascii=False): request
        for request in asker.requests
    }
    assert made
    for text, request in made.items():
        assert lint(json.loads(text), name=request.answer_model.__name__) == []


def test_a_keyed_answer_can_neither_leave_out_a_key_nor_change_their_order() -> None:
    first, second = '"其中亿元以上“项目”7个":"新签约项目"', '"一是扩大投资(2)":"扩大投资"'
    for lets_through in engines(wire_schema(KEYED)).values():
        assert lets_through(f"{{{first},{second}}}")
        assert not lets_through(f"{{{second},{first}}}")
        assert not lets_through(f"{{{second}}}")


def of(field: Any) -> dict[str, Any]:  # noqa: ANN401 - a schema, good or bad
    """Return the schema of an object with one field."""
    return {"type": "object", "properties": {"x": field}, "required": ["x"], "additionalProperties": False}


TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
LOOP: dict[str, Any] = of({"type": "array", "items": {"$ref": "#/$defs/Loop"}}) | {"$defs": {"Loop": TEXT}}
DEEP: dict[str, Any] = TEXT
for _ in range(6):
    DEEP = of(DEEP)

TRAPS: list[tuple[str, dict[str, Any], str]] = [
    ("a list as root", {"type": "array", "items": TEXT}, "root"),
    ("a choice as root", {"anyOf": [of(TEXT), of(WHOLE)]}, "root"),
    ("additional properties not spoken of", {**of(TEXT), "additionalProperties": True}, "not refused"),
    ("a field that may be absent", {**of(TEXT), "required": []}, "required"),
    ("another order of what is required", {
        "type": "object", "properties": {"x": TEXT, "y": TEXT}, "required": ["y", "x"],
        "additionalProperties": False,
    }, "order"),
    ("any object", of({"type": "object", "additionalProperties": False, "required": []}), "without"),
    ("a type of two", of({"type": ["string", "null"]}), "type"),
    ("no type", of({}), "type"),
    ("null as a choice", of({"anyOf": [TEXT, {"type": "null"}]}), "anyOf"),
    ("a default", of({**TEXT, "default": ""}), "default"),
    ("a fraction", of({"type": "number", "minimum": 0.5}), "type number"),
    ("a bound", of({**WHOLE, "minimum": 1}), "minimum"),
    ("a multiple", of({**WHOLE, "multipleOf": 5}), "multipleOf"),
    ("a shortest length", of({**TEXT, "minLength": 1}), "minLength"),
    ("a longest length", of({**TEXT, "maxLength": 30}), "maxLength"),
    ("a pattern", of({**TEXT, "pattern": "^[0-9]+$"}), "pattern"),
    ("a pattern and a length", of({**TEXT, "pattern": "^[0-9]+$", "maxLength": 3}), "maxLength"),
    ("a pattern that looks ahead", of({**TEXT, "pattern": "^(?!0)[0-9]+$"}), "pattern"),
    ("a format", of({**TEXT, "format": "date"}), "format"),
    ("a union", of({"oneOf": [of(TEXT), of(WHOLE)], "discriminator": {"propertyName": "x"}}), "oneOf"),
    ("all of several", of({"allOf": [TEXT, {"enum": ["a"]}]}), "allOf"),
    ("not", of({**TEXT, "not": {"enum": ["a"]}}), "not"),
    ("if and then", of(TEXT) | {"if": of({"const": "a"}), "then": of({"const": "b"})}, "then"),
    ("dependent fields", of(TEXT) | {"dependentRequired": {"x": ["y"]}}, "dependentRequired"),
    ("items that differ", of({"type": "array", "items": TEXT, "uniqueItems": True}), "uniqueItems"),
    ("an item that must occur", of({"type": "array", "items": TEXT, "contains": {"const": "a"}}), "contains"),
    ("bounds of a list", of({"type": "array", "items": TEXT, "minItems": 1}), "minItems"),
    ("rules for names", of(TEXT) | {"propertyNames": {"pattern": "^x"}}, "propertyNames"),
    ("fields by pattern", of(TEXT) | {"patternProperties": {"^y": TEXT}}, "patternProperties"),
    ("a tuple", of({"type": "array", "prefixItems": [TEXT, WHOLE], "items": TEXT}), "prefixItems"),
    ("a reference", LOOP, "$ref"),
    ("too deep", DEEP, "deeper"),
    ("too many properties", {
        "type": "object", "properties": {f"x{n}": WHOLE for n in range(5001)},
        "required": [f"x{n}" for n in range(5001)], "additionalProperties": False,
    }, "5001 properties"),
    ("too many words", of({**TEXT, "enum": [str(n) for n in range(1001)]}), "1001 enum values"),
    ("an enum too long", of({**TEXT, "enum": ["字" * 60 + str(n) for n in range(260)]}), "enum of"),
    ("too many characters", of({**TEXT, "enum": ["字" * 1300 + str(n) for n in range(100)]}), "characters"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "caught"), [row[1:] for row in TRAPS], ids=[row[0] for row in TRAPS])
def test_each_trap_is_caught(schema: dict[str, Any], caught: str) -> None:
    assert any(caught in trap for trap in lint(schema)), lint(schema)


def test_a_name_that_openai_refuses_is_caught() -> None:
    assert lint(of(TEXT), name="答案")
    assert lint(of(TEXT), name="x" * 65)
    assert lint(of(TEXT)) == []


@pytest.mark.parametrize(
    ("annotation", "caught"),
    [
        (Annotated[str, Field(pattern="^[0-9]+$")], "pattern"),
        (Annotated[str, Field(min_length=1)], "minLength"),
        (set[str], "uniqueItems"),
        (tuple[str, str], "prefixItems"),
        (Decimal, "anyOf"),
        (str | None, "anyOf"),
        (dict[str, str], "not refused"),
    ],
)
def test_what_pydantic_writes_for_convenient_types_is_caught(annotation: Any, caught: str) -> None:  # noqa: ANN401 - a type
    model = create_model("Bad", __base__=schemas.WireModel, x=(annotation, ...))
    assert any(caught in trap for trap in lint(wire_schema(model)))


@pytest.mark.parametrize(
    "schema",
    [of({**TEXT, "not": {"enum": ["a"]}}), of({"type": "array", "items": TEXT, "uniqueItems": True})],
)
def test_the_traps_are_real(schema: dict[str, Any]) -> None:
    """One engine refuses the schema, the other takes it and does not enforce it: hence the linter."""
    assert lint(schema)
    if HAS_XGRAMMAR:
        text = '{"x":"a"}' if schema["properties"]["x"]["type"] == "string" else '{"x":["a","a"]}'
        assert engines(schema)["xgrammar"](text)


def test_status_words_of_both_encodings_agree() -> None:
    words = schemas.FixedAnswer.model_json_schema()["$defs"]["StatedFigure"]["properties"]["status"]["enum"]
    assert words == ["已完成", "目标", "预计"]
    assert schemas.WireStatus == Literal["已完成", "目标", "预计"]
