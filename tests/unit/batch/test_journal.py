from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from summarizer.batch.journal import Journal
from summarizer.batch.result import Entry

if TYPE_CHECKING:
    from pathlib import Path


def entry(name: str, report: bytes | None) -> Entry:
    return Entry(
        id=name,
        path=f"{name}.txt",
        status="complete" if report else "failed",
        recipe_sha256="r",
        report_sha256=hashlib.sha256(report).hexdigest() if report else None,
        report_bytes=len(report or b""),
    )


REPORTS = {"甲": '{"总": 1}\n'.encode(), "乙": None, "丙": b'{"a": "\\n"}\n'}


def fill(path: Path) -> list[int]:
    """Write three entries and return where each ends."""
    ends: list[int] = []
    with Journal(path) as journal:
        for name, report in REPORTS.items():
            journal.append(entry(name, report), report)
            ends.append(path.stat().st_size)
    return ends


def kept(path: Path) -> dict[str, bytes]:
    with Journal(path) as journal:
        return {each.entry.id: each.report() for each in journal.kept}


def test_what_was_written_is_there_again(tmp_path: Path) -> None:
    fill(tmp_path / "j")
    assert kept(tmp_path / "j") == {name: report or b"" for name, report in REPORTS.items()}


def test_journal_cut_at_any_byte_keeps_what_was_whole_and_takes_more(tmp_path: Path) -> None:
    ends = fill(tmp_path / "whole")
    data = (tmp_path / "whole").read_bytes()
    path = tmp_path / "j"
    for size in range(len(data) + 1):
        path.write_bytes(data[:size])
        whole = sum(end <= size for end in ends)
        with Journal(path) as journal:
            assert [each.entry.id for each in journal.kept] == list(REPORTS)[:whole]
            if size % 16 == 0:  # each waits for the disk
                journal.append(entry("丁", b"{}\n"), b"{}\n")
        assert list(kept(path)) == [*list(REPORTS)[:whole], *(["丁"] if size % 16 == 0 else [])]


@pytest.mark.parametrize("damage", ["record", "entry"])
def test_damaged_entry_ends_the_journal(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "j"
    fill(path)
    data = path.read_bytes()
    path.write_bytes(
        data.replace('"总"'.encode(), '"共"'.encode()) if damage == "record" else b"x" + data[1:]
    )
    assert kept(path) == {}


def test_full_disk_leaves_no_half_entry(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "j"
    large = b"x" * 100_000 + b"\n"
    with Journal(path) as journal:
        journal.append(entry("甲", b"{}\n"), b"{}\n")
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
        try:
            with pytest.raises(OSError, match="File too large"):
                journal.append(entry("乙", large), large)
            journal.append(entry("丙", b"{}\n"), b"{}\n")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert kept(path) == {"甲": b"{}\n", "丙": b"{}\n"}
