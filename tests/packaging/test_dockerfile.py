"""The Dockerfile copies what there is, installs extras that exist, and is what a linter calls good."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "Dockerfile"
TEXT = DOCKERFILE.read_text(encoding="utf-8")


def test_what_it_copies_is_there_and_is_what_a_wheel_is_made_of() -> None:
    sources = [
        word
        for line in re.findall(r"^COPY (?!--from)(.*)$", TEXT, re.MULTILINE)
        for word in line.split()[:-1]
    ]
    assert {"summarizer", "prompts", "schemas", "pyproject.toml"} <= set(sources)
    assert [each for each in sources if not (ROOT / each).exists()] == []


def test_the_extras_it_installs_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (extras,) = re.findall(r"'\.\[(.*)\]'", TEXT)
    assert set(extras.split(",")) <= set(project["optional-dependencies"])


def test_a_linter_has_nothing_to_say_against_it() -> None:
    linter = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if linter is None:
        pytest.skip("hadolint is not installed; `make test` installs it")
    done = subprocess.run([linter, str(DOCKERFILE)], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")
