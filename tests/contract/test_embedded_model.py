"""A short report with the real embedded model; run with ``pytest -m model``."""

from __future__ import annotations

import json
import re

import pytest

from summarizer.errors import ExitCode
from tests.support.command import SHORT, start, summarizer

pytestmark = pytest.mark.model


def test_short_report_end_to_end_and_then_from_the_cache() -> None:
    process = start("brief", SHORT, "--format", "json", "-v")
    out, err = process.communicate()
    assert process.returncode == ExitCode.OK, err.decode()
    record = json.loads(out)
    made = record["provenance"]
    assert (made["endpoint_host"], made["cached_calls"]) == ("embedded", 0)
    assert made["calls"] >= 2  # what the rules doubt, and the overview

    source = SHORT.read_text(encoding="utf-8")
    everything = [*record["figures"], *record["achievements"], *record["actions"], *record["problems"]]
    for item in everything:
        evidence = item["evidence"]
        assert source[evidence["start"] : evidence["end"]] == evidence["quote"]
    values = {figure["value"] for figure in record["figures"]}
    assert {"3.26", "82", "96.4", "100", "3.5", "20"} <= values
    assert record["uncovered"] == []
    # Whatever the model wrote, its numbers are the report's.
    digits = set(re.findall(r"\d+(?:\.\d+)?", source))
    written = [
        record["overview"]["text"],
        *(point["headline"] for point in everything if "headline" in point),
    ]
    assert set(re.findall(r"\d+(?:\.\d+)?", " ".join(written))) <= digits

    again = summarizer("brief", SHORT, "--format", "json", SUMMARIZER_MODELS="/nowhere")
    assert again.code == ExitCode.OK, again.err
    assert "Starting" not in again.err
    repeated = json.loads(again.out)
    assert repeated["provenance"].pop("cached_calls") == made["calls"]
    made.pop("cached_calls")
    assert all(call["from_cache"] for call in repeated["provenance"]["per_call"])
    for call in (*made["per_call"], *repeated["provenance"]["per_call"]):
        call.pop("from_cache")
    assert repeated == record


def test_doctor_finds_everything_ready() -> None:
    outcome = summarizer("doctor", "--json")
    assert outcome.code == ExitCode.OK, outcome.text
    assert {check["name"]: check["ok"] for check in json.loads(outcome.out)["checks"]}["call"]
