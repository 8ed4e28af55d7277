"""The wheel, installed, with the source tree out of sight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.packaging.conftest import Installed

ROOT = Path(__file__).parents[2]

_LINT = (
    "import sys; from importlinter.cli import lint_imports; "
    "sys.exit(lint_imports(config_filename=sys.argv[1], no_cache=True))"
)


def test_package_is_the_installed_one(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("-c", "import summarizer; print(summarizer.__file__)", cwd=tmp_path)
    assert not Path(done.stdout.strip()).is_relative_to(ROOT), done.stderr


def test_foreign_schemas_and_prompts_in_the_working_directory_are_not_taken(
    installed: Installed, tmp_path: Path
) -> None:
    for name in ("schemas", "prompts"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemError('taken')", encoding="utf-8")
    statement = "import summarizer.schemas, summarizer.prompts; print(summarizer.schemas.SCHEMA_VERSION)"
    done = installed.run("-c", statement, cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "1.0"), done.stderr
    done = installed.run("-m", "summarizer", "doctor", "--offline", "--model", "none", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_imports_point_downwards_only(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("-c", _LINT, str(ROOT / "pyproject.toml"), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_brief_without_a_model_works_from_the_wheel(installed: Installed, tmp_path: Path) -> None:
    report = ROOT / "tests" / "fixtures" / "reports" / "short-bureau.txt"
    done = installed.run("-m", "summarizer", "brief", str(report), "--model", "none", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# ")


def test_evidence_page_works_from_the_wheel(installed: Installed, tmp_path: Path) -> None:
    report = ROOT / "tests" / "fixtures" / "reports" / "short-bureau.txt"
    arguments = ("brief", str(report), "--model", "none", "--format", "html")
    done = installed.run("-m", "summarizer", *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<!doctype html>")
