"""The README shows what works: its shell blocks run, its other commands parse, its Python prints."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from summarizer.cli.app import cli
from summarizer.errors import ExitCode

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found
    return found


# `make` needs a network to build its environment; the CI run does just that.
SHELL = [block for block in blocks("sh") if not block.startswith("make ")]
MADE = [block.split()[1] for block in blocks("sh") if block.startswith("make ")]
SHOWN = [
    line.removeprefix("$ ")
    for block in blocks("console")
    for line in block.splitlines()
    if line.startswith("$ summarizer ")
]


def in_checkout(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command where the checkout's examples are and its environment is on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="no shell here")
@pytest.mark.parametrize("block", SHELL)
def test_shell_block_runs(block: str) -> None:
    done = in_checkout(["bash", "-euo", "pipefail", "-c", block], ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_two_commands_are_targets() -> None:
    assert MADE == ["brief", "test"]
    for target in MADE:
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("line", SHOWN)
def test_shown_command_parses(line: str) -> None:
    words = shlex.split(line)[1:]
    group: click.Command | None = cli
    with cli.make_context("summarizer", ["doctor"]) as ctx:
        while isinstance(group, click.Group):
            group = group.get_command(ctx, words[0])
            assert group is not None, words[0]
            words = words[1:]
        assert group is not None
        group.make_context(line, words, parent=ctx)


def test_python_block_prints_figures(tmp_path: Path) -> None:
    source = str(ROOT / "examples" / "qingdu-2024.txt")
    arguments = ["brief", source, "--model", "none", "--format", "json", "-o", "report.json"]
    made = in_checkout([sys.executable, "-m", "summarizer", *arguments], tmp_path)
    assert made.returncode == 0, made.stderr
    (block,) = blocks("python")
    done = in_checkout([sys.executable, "-c", block], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "亿元" in done.stdout


def test_exit_codes_are_those_of_the_program() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert told == {code.value for code in ExitCode}


def test_the_brief_shown_is_what_the_example_gives() -> None:
    (shown,) = blocks("markdown")
    made = in_checkout(["summarizer", "brief", "examples/qingdu-2024.txt", "--model", "none"], ROOT).stdout
    for line in shown.splitlines():
        assert line.removesuffix("…") in made


def test_the_table_of_scores_is_that_of_the_baselines() -> None:
    table = in_checkout(["summarizer", "eval", "table"], ROOT).stdout
    assert table in README, "write it again: summarizer eval table --into README.md"
