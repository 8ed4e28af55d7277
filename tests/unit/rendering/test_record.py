from __future__ import annotations

import json

from summarizer.rendering import render_json
from summarizer.schemas import Report
from tests.support.records import whole


def test_the_record_comes_back_as_it_was() -> None:
    text = render_json(whole())
    assert Report.model_validate_json(text) == whole()


def test_json_is_readable_text() -> None:
    text = render_json(whole())
    assert "砚溪县水务局" in text
    assert "\\u" not in text
    assert text.startswith('{\n  "schema_version": "1.0",\n')
    assert text.endswith("}\n")
    assert list(json.loads(text)) == list(Report.model_fields)
