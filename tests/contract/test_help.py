"""Help, version and start-up."""

from __future__ import annotations

import subprocess
import sys

import pytest

from summarizer import __version__
from summarizer.cli.app import COMMANDS, EPILOG
from summarizer.errors import ExitCode
from tests.support.command import summarizer

HEAVY = ("openai", "instructor", "xllamacpp", "opencc", "pydantic", "rich", "diskcache")
_LOADED = (
    "import sys\n"
    "from summarizer.cli.app import run\n"
    "code = run(sys.argv[2:])\n"
    "print([name for name in sys.argv[1].split(',') if name in sys.modules], file=sys.stderr)\n"
    "sys.exit(code)"
)


def loaded(heavy: tuple[str, ...], *arguments: str) -> tuple[int, str]:
    """Run a command line and tell its exit code and which modules it has imported."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, ",".join(heavy), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["no-such-command"], ["brief", "--help"], ["doctor", "--help"]]
)
def test_help_does_not_wait_for_imports(arguments: list[str]) -> None:
    assert loaded(HEAVY, *arguments)[1] == "[]"


def test_doctor_offline_imports_neither_sdk_nor_engine() -> None:
    assert loaded(("openai", "instructor", "xllamacpp"), "doctor", "--offline", "--model", "none") == (
        0,
        "[]",
    )


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_is_there_and_takes_the_shared_options(command: str) -> None:
    outcome = summarizer(command, "--help")
    assert outcome.code == ExitCode.OK, outcome.err
    assert f"summarizer {command}" in outcome.text
    if "COMMAND" not in outcome.text:
        assert "--debug" in outcome.text
        assert "--quiet" in outcome.text


def test_help_tells_every_exit_code() -> None:
    told = {line.split()[0] for line in EPILOG.splitlines() if line.strip()[:1].isdigit()}
    assert told == {str(code.value) for code in ExitCode}
    assert EPILOG.splitlines()[1] in summarizer("--help").text


def test_version() -> None:
    assert summarizer("--version").text.split() == ["summarizer,", "version", __version__]


def test_options_may_stand_before_the_command_or_after_it() -> None:
    before = summarizer("--quiet", "schema", "tables")
    after = summarizer("schema", "tables", "--quiet")
    assert (before.code, before.out) == (after.code, after.out) == (0, before.out)
