"""What the streams carry, in which encoding, and how a run ends when they break."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.command import SHORT, finish, start, summarizer

if TYPE_CHECKING:
    from pathlib import Path


def test_stdout_is_the_brief_and_nothing_else() -> None:
    outcome = summarizer("brief", SHORT, "--model", "none", "-v")
    assert outcome.code == 0, outcome.err
    assert outcome.text.startswith("# 槐陵市棠埭区水务局")
    assert outcome.text.endswith("\n")
    assert outcome.err


def test_stdout_is_one_json_record_and_every_quote_stands_in_the_source() -> None:
    outcome = summarizer("brief", SHORT, "--model", "none", "--format", "json")
    assert outcome.code == 0, outcome.err
    record = json.loads(outcome.out)
    source = SHORT.read_text(encoding="utf-8")
    assert record["figures"]
    for figure in record["figures"]:
        evidence = figure["evidence"]
        assert source[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_quiet_says_nothing() -> None:
    outcome = summarizer("brief", SHORT, "--model", "none", "--quiet")
    assert (outcome.code, outcome.err) == (0, "")


def test_standard_input_is_a_report() -> None:
    from_file = summarizer("brief", SHORT, "--model", "none", "--format", "json")
    piped = summarizer("brief", "-", "--model", "none", "--format", "json", stdin=SHORT.read_bytes())
    assert piped.code == 0, piped.err
    one, other = json.loads(from_file.out), json.loads(piped.out)
    assert one.pop("provenance")["source_sha256"] == other.pop("provenance")["source_sha256"]
    assert one == other


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_output_is_utf8_whatever_the_console_is(encoding: str) -> None:
    plain = summarizer("brief", SHORT, "--model", "none")
    odd = summarizer("brief", SHORT, "--model", "none", PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert (odd.code, odd.out) == (0, plain.out), odd.err


def test_messages_are_utf8_too() -> None:
    outcome = summarizer("brief", "没有这份报告.txt", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert "没有这份报告.txt" in outcome.err


def test_a_reader_that_has_seen_enough_is_no_reason_for_noise() -> None:
    process = start("brief", SHORT, "--model", "none")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    outcome = finish(process)
    assert "Traceback" not in outcome.err
    assert "BrokenPipe" not in outcome.err


def test_output_file_holds_what_stdout_would(tmp_path: Path) -> None:
    target = tmp_path / "简报.md"
    outcome = summarizer("brief", SHORT, "--model", "none", "-o", target)
    assert (outcome.code, outcome.out) == (0, b""), outcome.err
    assert target.read_bytes() == summarizer("brief", SHORT, "--model", "none", "-o", "-").out
    assert [path.name for path in tmp_path.iterdir()] == ["简报.md"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110 - a device
@pytest.mark.parametrize("through_option", [True, False])
def test_full_disk_is_a_sentence(*, through_option: bool) -> None:
    command = [sys.executable, "-m", "summarizer", "brief", str(SHORT), "--model", "none"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [*command, "-o", "/dev/full"] if through_option else command,
            stdout=subprocess.PIPE if through_option else full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert "error: The disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no resource limits there")
def test_what_cannot_be_written_whole_leaves_the_earlier_result(tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    target.write_text("earlier", encoding="utf-8")
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
        "sys.argv[0] = 'summarizer'; runpy.run_module('summarizer', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "brief", SHORT, "--model", "none", "-o", target],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-2].startswith("error: The result is larger than files may be here")
    assert target.read_text(encoding="utf-8") == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.md"]
