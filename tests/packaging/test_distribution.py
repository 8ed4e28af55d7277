"""What is in the wheel and the sdist."""

from __future__ import annotations

import subprocess
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.packaging.conftest import Built

ROOT = Path(__file__).parents[2]


def test_every_prompt_and_schema_ships_inside_the_package(built: Built) -> None:
    shipped = built.names()
    for folder in ("prompts", "schemas"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
        assert files
        assert {f"summarizer/{path.relative_to(ROOT).as_posix()}" for path in files} <= shipped


def test_the_evidence_page_ships_with_its_style_and_scripts(built: Built) -> None:
    assets = {path.name for path in (ROOT / "summarizer/rendering/page/assets").iterdir()}
    assert {"page.html.jinja", "index.html.jinja", "page.css", "page.js", "index.js"} <= assets
    assert {f"summarizer/rendering/page/assets/{name}" for name in assets} <= built.names()


def test_wheel_has_one_import_root_and_nothing_else(built: Built) -> None:
    roots = {name.split("/")[0] for name in built.names()}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"summarizer"}
    assert not [name for name in built.names() if name.endswith((".pyc", ".pyi"))]
    assert "summarizer/py.typed" in built.names()


def test_wheel_from_sdist_is_wheel_from_tree(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as one, zipfile.ZipFile(built.wheel_from_tree) as other:
        assert {file.filename: file.CRC for file in one.infolist()} == {
            file.filename: file.CRC for file in other.infolist()
        }


def test_check_wheel_contents_finds_nothing(built: Built) -> None:
    tool = Path(sysconfig.get_path("scripts")) / "check-wheel-contents"
    done = subprocess.run([tool, built.wheel], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_sdist_can_be_tested_and_used_as_the_readme_says(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "README.md", "CHANGELOG.md", "LICENSE", "tests/conftest.py", ".ci/run"} <= names
    assert "examples/qingdu-2024.txt" in names
