"""What shells and ``man`` are told of the commands."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from summarizer.cli.app import COMMANDS
from summarizer.cli.manual import manual
from tests.support.command import in_process, summarizer

BASH, GROFF = shutil.which("bash"), shutil.which("groff")
PAGE = Path(__file__).parents[2] / "docs" / "summarizer.1"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script_that_calls_back(shell: str) -> None:
    script = in_process("completion", shell)
    assert script.code == 0
    assert f"_SUMMARIZER_COMPLETE={shell}_complete" in script.text


def test_the_script_is_one_that_bash_can_read(tmp_path: Path) -> None:
    if BASH is None:
        pytest.skip("no bash here")
    (tmp_path / "script").write_bytes(in_process("completion", "bash").out)
    subprocess.run([BASH, "-n", "script"], cwd=tmp_path, check=True)


def test_commands_and_options_are_completed() -> None:
    how = "bash_complete"
    commands = summarizer(COMP_WORDS="summarizer co", COMP_CWORD="1", _SUMMARIZER_COMPLETE=how)
    assert commands.text.split() == ["plain,compare", "plain,completion"]
    options = summarizer(COMP_WORDS="summarizer brief --de", COMP_CWORD="2", _SUMMARIZER_COMPLETE=how)
    assert options.text.split() == ["plain,--detail", "plain,--debug"]


def test_the_manual_page_is_that_of_the_commands() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == manual(), "write it again: python -m summarizer.cli.manual > docs/summarizer.1"
    for name in COMMANDS:
        assert f"\n.SS {name}" in page


def test_groff_has_nothing_to_say_against_it() -> None:
    if GROFF is None:
        pytest.skip("no groff here")
    done = subprocess.run(
        [GROFF, "-K", "utf8", "-T", "utf8", "-man", "-ww", "-z", str(PAGE)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
