"""Every page for users shows what works: what it runs runs, what it only shows parses, links lead somewhere.

A block says in its first line what it is: ``sh`` and ``python`` are run, ``console`` is parsed command by
command, ``toml`` is settings, ``json`` is JSON; ``text``, ``markdown`` and ``yaml`` are to be read.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from summarizer import __version__
from summarizer.cli.app import cli
from summarizer.config import load_settings
from tests.support.command import in_process

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
INDEX = ROOT / "docs" / "README.md"
RUN = {"sh", "console", "python", "toml", "json"}
READ = {"text", "markdown", "yaml"}
SHOWN_IN_A_CHECKOUT = ("benchmarks", "docs", "evals", "examples", "Makefile")
_FENCE = re.compile(r"^ *```(\w*)[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A fenced block of a page."""

    page: Path
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}: {self.text.splitlines()[0]}" if self.text else self.page.name


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [Block(page=page, language=language, text=body) for language, body in _FENCE.findall(text)]


ALL = [block for page in PAGES for block in blocks(page)]


def of(*languages: str) -> list[Block]:
    """Return the blocks in some languages; what several pages show counts once."""
    found = {block.text: block for block in reversed(ALL) if block.language in languages}
    return list(reversed(found.values()))


# `make` needs a network to build its environment; the CI run does just that.
RUNNABLE = [block for block in of("sh") if not block.text.startswith("make ")]
MAKE = [block for block in of("sh") if block.text.startswith("make ")]


def commands() -> Iterator[str]:
    """Yield every command that is shown."""
    for block in of("console"):
        for line in block.text.replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                yield line.removeprefix("$ ")


SHOWN = list(dict.fromkeys(commands()))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A directory with the examples of the checkout, in which what is written harms nobody."""
    for name in SHOWN_IN_A_CHECKOUT:
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with this environment on the path, and the user's own files out of sight."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_block_says_what_it_is() -> None:
    assert [str(block) for block in ALL if block.language not in RUN | READ] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="no shell here")
@pytest.mark.parametrize("block", RUNNABLE, ids=str)
def test_a_shell_block_runs(block: Block, checkout: Path) -> None:
    done = run(["bash", "-euo", "pipefail", "-c", block.text], checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("block", MAKE, ids=str)
def test_what_is_made_is_a_target(block: Block) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in block.text.splitlines():
        for target in shlex.split(line, comments=True)[1:]:
            assert "=" in target or re.search(rf"^{target}:", makefile, re.MULTILINE), line


@pytest.mark.parametrize("line", SHOWN)
def test_a_shown_command_parses(line: str) -> None:
    words = shlex.split(line, comments=True)
    if words[0] == "summarizer":
        _parse(words[1:])
    elif words[0] == "python" and words[1] != "-c":
        script = ROOT / (words[1] if words[1] != "-m" else words[2].replace(".", "/") + ".py")
        text = script.read_text(encoding="utf-8")
        for word in words[2:]:
            assert not word.startswith("--") or word.split("=")[0] in text, word


def _parse(words: list[str]) -> None:
    """Parse a command line of ours as far as it can be without doing anything."""
    command: click.Command | None = cli
    with cli.make_context("summarizer", ["doctor"]) as ctx:
        while isinstance(command, click.Group) and not words[0].startswith("-"):
            command = command.get_command(ctx, words[0])
            assert command is not None, words[0]
            words = words[1:]
        assert command is not None
        if words[:1] not in (["--help"], ["--version"]):
            command.make_context("shown", words, parent=ctx)


def test_the_python_shown_runs(tmp_path: Path) -> None:
    """All of it in one process, one block behind the other, as each of them imports for a second."""
    report = ROOT / "examples" / "qingdu-2024.txt"
    in_process("brief", report, "--model", "none", "--format", "json", "-o", tmp_path / "report.json")
    shutil.copy(report, tmp_path / "report.txt")
    script = "\n".join(block.text for block in of("python"))
    done = run([sys.executable, "-W", "error", "-c", script], tmp_path)
    assert done.returncode == 0, done.stderr
    for told in ("进出口总额 1.86 亿美元 actual", "the same", "['0.5', '1.5', '2.5']", "overview-failed"):
        assert told in done.stdout


@pytest.mark.parametrize("block", of("toml"), ids=str)
def test_settings_that_are_shown_load(block: Block, tmp_path: Path) -> None:
    name = "pyproject.toml" if "[tool.summarizer" in block.text else "summarizer.toml"
    (tmp_path / name).write_text(block.text, encoding="utf-8")
    settings = load_settings({}, {}, tmp_path, tmp_path / "user")
    assert any(name in str(origin) for origin in settings.origins.values())


@pytest.mark.parametrize("block", of("json"), ids=str)
def test_json_that_is_shown_is_json(block: Block) -> None:
    assert json.loads(block.text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in _LINK.findall(prose):
        if re.match(r"https?://", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


def anchors(page: Path) -> set[str]:
    """Return what the headings of a page can be linked by, as GitHub has it."""
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_the_citation_is_of_this_version() -> None:
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_index_leads_to_every_page() -> None:
    linked = set(_LINK.findall(INDEX.read_text(encoding="utf-8")))
    missing = {page.name for page in INDEX.parent.glob("*.md")} - linked - {INDEX.name}
    assert missing == set()
