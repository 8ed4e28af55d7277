"""What is told, and how loudly."""

from __future__ import annotations

import logging

import pytest

from summarizer.cli.console import NORMAL, QUIET, VERBOSE, Console, LogLines
from summarizer.errors import InputError


@pytest.mark.parametrize(
    ("verbosity", "told"),
    [(QUIET, ["warning: w"]), (NORMAL, ["s", "warning: w"]), (VERBOSE, ["s", "d", "warning: w"])],
)
def test_verbosity(verbosity: int, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(verbosity=verbosity)
    console.say("s")
    console.detail("d")
    console.warn("w")
    lines = [line.rpartition("] ")[2] for line in capsys.readouterr().err.splitlines()]
    assert lines == told


def test_an_error_is_a_sentence_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    Console(verbosity=QUIET).error(InputError("It is empty.", hint="Give another."))
    assert capsys.readouterr().err.split("\n") == ["error: It is empty.", "       Give another.", ""]


def test_progress_is_plain_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Console().progress("sections") as tracker:
        tracker.update(done=1, total=2, note="一、总体")
        tracker.update(done=1, total=2, note="一、总体")
        tracker.update(done=2, total=2, note="")
    assert capsys.readouterr().err.splitlines() == ["sections 1/2 · 一、总体", "sections 2/2"]


def test_warnings_that_are_logged_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.Logger("test")  # noqa: LOG001 - one of its own, not part of the tree
    logger.addHandler(LogLines(Console()))
    logger.warning("the cache in %s cannot be written", "/x")
    logger.info("not asked for")
    assert capsys.readouterr().err == "warning: the cache in /x cannot be written\n"
