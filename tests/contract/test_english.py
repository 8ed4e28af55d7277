"""``--language en`` and ``--detail`` from the command line."""

from __future__ import annotations

import json

from summarizer.errors import ExitCode
from tests.support.command import SHORT, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import fault_server


def test_without_a_model_an_english_brief_is_a_usage_error() -> None:
    outcome = in_process("brief", SHORT, "--model", "none", "--language", "en")
    assert (outcome.code, outcome.out) == (ExitCode.USAGE, b"")
    assert "--language en needs a model" in outcome.err


def test_an_english_brief_is_translated_and_served_from_the_cache() -> None:
    with fault_server() as server:
        server.otherwise = obey
        options = ["brief", str(SHORT), "--language", "en", "--model", "m", "--base-url", server.base_url]
        first = in_process(*options)
        asked = len(server.calls)
        assert first.code == ExitCode.OK, first.err
        again = in_process(*options)
        record = in_process(*options, "--format", "json")
        assert len(server.calls) == asked
    assert first.out == again.out
    assert "## Key figures" in first.text
    assert "3.26亿元 (326 million yuan)" in first.text
    assert "†" not in first.text
    assert "Main indicators: " in first.text
    assert json.loads(record.out)["translations"]


def test_detail_decides_how_much_is_said() -> None:
    short, standard, full = (
        in_process("brief", SHORT, "--model", "none", "--detail", detail).text
        for detail in ("short", "standard", "full")
    )
    assert len(short) < len(standard) <= len(full)
