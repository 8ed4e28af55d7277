"""The distribution as users get it: built once, installed where the source tree is out of sight."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SHIPPED = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile")
_TREES = ("summarizer", "prompts", "schemas", "examples", "evals", "tests", ".ci")


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What ``python -m build`` makes: the sdist, and the wheel from that sdist."""

    sdist: Path
    wheel: Path
    wheel_from_tree: Path

    def names(self) -> set[str]:
        with zipfile.ZipFile(self.wheel) as archive:
            return set(archive.namelist())


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """An environment that holds the wheel, and the dependencies of the one the tests run in."""

    python: Path

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *arguments],
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


def _build(source: Path, out: Path, *what: str) -> None:
    # Without isolation, so that nothing is downloaded: hatchling is among the development tools.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), *what, str(source)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source, out, direct = (tmp_path_factory.mktemp(name) for name in ("source", "dist", "direct"))
    for name in _SHIPPED:
        shutil.copy(ROOT / name, source)
    for name in _TREES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    _build(source, out)
    _build(source, direct, "--wheel")
    return Built(
        sdist=next(out.glob("*.tar.gz")),
        wheel=next(out.glob("*.whl")),
        wheel_from_tree=next(direct.glob("*.whl")),
    )


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    target = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
    )
    with zipfile.ZipFile(built.wheel) as archive:
        archive.extractall(target)
    # A path in a .pth file is added without reading the .pth files there: dependencies, but not the checkout.
    (target / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Installed(python=python)
