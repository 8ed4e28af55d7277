"""Results on disk: whole or not at all, and nothing else about the file is changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from summarizer.cli.output import Destination
from summarizer.errors import OutputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("earlier", encoding="utf-8")
    link = tmp_path / "link.md"
    link.symlink_to(real)
    Destination.of(str(link)).write("new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new\n"


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_permissions_are_kept_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        private = tmp_path / "private.md"
        private.touch(mode=0o600)
        Destination.of(str(private)).write("x")
        fresh = tmp_path / "fresh.md"
        Destination.of(str(fresh)).write("x")
    finally:
        os.umask(mask)
    assert private.stat().st_mode & 0o777 == 0o600
    assert fresh.stat().st_mode & 0o777 == 0o644


def test_interrupted_while_writing_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    target = tmp_path / "brief.md"
    target.write_text("earlier", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Destination.of(str(target)).write("new")
    assert [path.name for path in tmp_path.iterdir()] == ["brief.md"]
    assert target.read_text(encoding="utf-8") == "earlier"


def test_failure_names_place_and_reason(tmp_path: Path) -> None:
    directory = tmp_path / "briefs"
    directory.mkdir()
    destination = Destination.of(str(directory / "brief.md"))
    directory.rmdir()
    with pytest.raises(OutputError, match=r"brief\.md.*No such file"):
        destination.write("x")


def test_a_directory_is_no_output(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a directory"):
        Destination.of(str(tmp_path))


@pytest.mark.parametrize("value", [None, "-"])
def test_no_name_and_a_dash_are_standard_output(value: str | None) -> None:
    assert Destination.of(value).path is None
