"""What the two READMEs claim is what the program does; that their blocks work is held by ``test_docs``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarizer.errors import ExitCode
from tests.support.command import in_process

ROOT = Path(__file__).parents[2]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
BOTH = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["en", "zh"])


def code(readme: str, *languages: str) -> list[str]:
    """Return the lines of the blocks in some languages, without comments."""
    found = re.findall(rf"^```(?:{'|'.join(languages)})\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    return [re.sub(r" +# .*", "", line) for block in found for line in block.splitlines()]


def test_the_two_commands_come_first() -> None:
    assert [line for line in code(ENGLISH, "sh") if line.startswith("make ")] == ["make brief", "make test"]


def test_both_languages_show_the_same() -> None:
    shown = ("sh", "console", "python", "toml", "markdown")
    assert code(CHINESE, *shown) == code(ENGLISH, *shown)
    assert set(re.findall(r"\]\((docs/[^)]+)\)", CHINESE)) == set(re.findall(r"\]\((docs/[^)]+)\)", ENGLISH))


@BOTH
def test_exit_codes_are_those_of_the_program(readme: str) -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)}
    assert told == {code.value for code in ExitCode}


@BOTH
def test_the_brief_shown_is_what_the_example_gives(readme: str) -> None:
    shown = code(readme, "markdown")
    made = in_process("brief", "examples/qingdu-2024.txt", "--model", "none", cwd=ROOT).text
    assert shown
    for line in shown:
        assert line.removesuffix("…") in made


@BOTH
def test_the_table_of_scores_is_that_of_the_baselines(readme: str) -> None:
    table = in_process("eval", "table", cwd=ROOT).text
    assert table in readme, "write it again: summarizer eval table --into README.md, and README.zh-CN.md"
