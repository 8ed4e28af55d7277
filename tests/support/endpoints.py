"""What an endpoint says that does as the schema asks."""

from __future__ import annotations

import json
from typing import Any

from tests.support.fault_server import Call, Step, completion


def obey(call: Call) -> Step:
    """Answer what the schema wants: the first value allowed, or the key's own words, which the report has."""
    properties = call.body["response_format"]["json_schema"]["schema"]["properties"]
    return completion(json.dumps({key: _value(key, shape) for key, shape in properties.items()}))


def _value(key: str, shape: dict[str, Any]) -> object:
    if "enum" in shape:
        return shape["enum"][0]
    if "const" in shape:
        return shape["const"]
    return 1 if shape.get("type") == "integer" else key[:30]
