"""The pages on the cache and on Python show what works: commands parse, Python runs, settings load."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from summarizer.cli.app import cli
from summarizer.config import load_settings

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found
    return found


@pytest.mark.parametrize(
    "line", [line[2:] for block in blocks("cache.md", "console") for line in block.splitlines()]
)
def test_a_shown_command_parses(line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command | None = cli
    with cli.make_context("summarizer", ["doctor"]) as ctx:
        while isinstance(command, click.Group):
            command = command.get_command(ctx, words.pop(0))
        assert command is not None
        command.make_context(line, words, parent=ctx)


def test_the_python_shown_runs(tmp_path: Path) -> None:
    """In one process, as each of them imports for a second."""
    shown = "\n".join(blocks("python.md", "python"))
    done = subprocess.run(
        [sys.executable, "-c", shown], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    for told in ("工业投资 20.99 亿元 actual", "the same", "['0.5', '1.5', '2.5']", "overview-failed"):
        assert told in done.stdout


def test_the_prices_shown_are_settings(tmp_path: Path) -> None:
    (block,) = blocks("cache.md", "toml")
    (tmp_path / "pyproject.toml").write_text(block, encoding="utf-8")
    price = load_settings({}, {}, tmp_path, tmp_path / "user").prices["qwen3-32b"]
    assert (price.input, price.cached, price.output, price.currency) == (2.0, 0.5, 8.0, "CNY")
