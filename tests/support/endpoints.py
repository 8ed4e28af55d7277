"""What an endpoint says that does as the schema asks."""

from __future__ import annotations

import json
from typing import Any

from tests.support.fault_server import Call, Step, completion
from tests.support.translators import english


def obey(call: Call) -> Step:
    """Answer what the schema wants: the first value allowed, or the key's own words, which the report has.

    Where a translation is asked for, the words are English.
    """
    properties = call.body["response_format"]["json_schema"]["schema"]["properties"]
    translates = call.body["messages"][-1]["content"].startswith("词条")
    return completion(json.dumps({key: _value(key, shape, translates) for key, shape in properties.items()}))


def _value(key: str, shape: dict[str, Any], translates: bool) -> object:  # noqa: FBT001 - two kinds of request
    if "enum" in shape:
        return shape["enum"][0]
    if "const" in shape:
        return shape["const"]
    if shape.get("type") == "integer":
        return 1
    return english(key) if translates else key[:30]
