"""The steps of ``action.yml`` run as they stand, with inputs as GitHub Actions hands them over."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from summarizer.errors import ExitCode
from tests.support.evaluations import IDS, copied

ACTION = (Path(__file__).parents[2] / "action.yml").read_text(encoding="utf-8")
SCRIPT = dedent(re.findall(r"- name: Evaluate\n.*?run: \|\n(.*)", ACTION, re.DOTALL)[0])
INPUTS = {"MODEL": "none", "BASE_URL": "", "REPLAY": "false", "MORE": "", "OUTPUT": "evaluation"}


def run(home: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the script in an environment whose ``summarizer`` is that of this one."""
    command = home / "runner" / "summarizer" / "bin" / "summarizer"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summarizer "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    places = {"RUNNER_TEMP": str(home / "runner"), "GITHUB_STEP_SUMMARY": str(home / "summary.md")}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", SCRIPT],  # noqa: S607 - whichever bash the machine has
        cwd=home,
        env={**os.environ, **INPUTS, **places, **inputs},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="no shell here")
def test_the_action_leaves_every_projection_and_its_exit_code(tmp_path: Path) -> None:
    gold = copied(tmp_path, IDS[1])
    done = run(tmp_path, GOLD=str(gold), MORE="--split dev")
    assert done.returncode == ExitCode.OK, done.stderr
    assert {each.name for each in (tmp_path / "evaluation").iterdir()} == {
        *("evaluation.json", "evaluation.xml", "evaluation.html")
    }
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## ✓ The gates hold")
    assert run(tmp_path, GOLD=str(gold), REPLAY="true").returncode == ExitCode.REPLAY_MISS
    assert run(tmp_path, GOLD="$(touch evil); nowhere").returncode == ExitCode.USAGE
    assert not (tmp_path / "evil").exists()


def test_no_input_stands_in_a_script() -> None:
    assert "${{ inputs" not in SCRIPT
    assert all("${{" not in step for step in re.findall(r"run: \|\n(.*?)(?=\n    - |\Z)", ACTION, re.DOTALL))
