"""The schema that is sent."""

from __future__ import annotations

import json
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from summarizer.endpoint.schema import wire_schema


class Part(BaseModel):
    """For developers only."""

    title: str
    status: Literal["已完成", "目标"] = "目标"
    note: str | None = None


class Whole(BaseModel):
    """For developers only."""

    item0: Part = Field(alias="全年完成工业投资20.99亿元", title="dropped")
    parts: list[Part] = Field(description="kept: it is for the model")


class Endless(BaseModel):
    children: list[Endless]


def test_a_schema_is_flat_closed_and_without_what_means_nothing() -> None:
    part = {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "string", "enum": ["已完成", "目标"]},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["title", "status", "note"],
        "additionalProperties": False,
    }
    assert wire_schema(Whole) == {
        "type": "object",
        "properties": {
            "全年完成工业投资20.99亿元": part,
            "parts": {"type": "array", "items": part, "description": "kept: it is for the model"},
        },
        "required": ["全年完成工业投资20.99亿元", "parts"],
        "additionalProperties": False,
    }


def test_the_order_of_fields_is_that_of_the_model() -> None:
    text = json.dumps(wire_schema(Part))
    assert text.index('"title"') < text.index('"status"') < text.index('"note"')


def test_a_model_that_refers_to_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="Endless"):
        wire_schema(Endless)
