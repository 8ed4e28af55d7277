"""Reports at addresses: read like files, listed like folders, refused in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from summarizer.batch.inputs import Inputs
from summarizer.batch.plan import plan
from summarizer.errors import ConfigError, InputError, InputNotFoundError, UsageError
from summarizer.readers import DEFAULT_LIMITS, read
from summarizer.readers.limits import Limits
from tests.support.reports import short_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bucket() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    for name in ("a.txt", "2023/b.txt", "2023/.hidden.txt", "2023/table.xlsx", "list.csv"):
        files.pipe(f"/bucket/{name}", short_report(1).encode())
    yield "memory://bucket"
    files.rm("/bucket", recursive=True)


def test_report_is_read_as_from_a_file(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(short_report(1), encoding="utf-8")
    assert read(f"{bucket}/a.txt") == read(tmp_path / "a.txt")


def test_folder_pattern_file_and_list_name_reports(bucket: str, tmp_path: Path) -> None:
    inputs = Inputs(named=[bucket])
    assert [task.id for task in plan(inputs)] == ["2023/b", "a"]
    assert inputs.left_out == 2
    assert [task.id for task in plan(Inputs(named=[f"{bucket}/*/b*", f"{bucket}/a.txt"]))] == ["2023/b", "a"]
    (tmp_path / "list.csv").write_text(f"id,path\nX,{bucket}/a.txt\n", encoding="utf-8")
    tasks = plan(Inputs(named=[str(tmp_path / "list.csv")]))
    assert [(task.id, read(task.path).name) for task in tasks] == [("X", "a.txt")]


def test_what_is_not_there_or_too_large_is_told(bucket: str) -> None:
    with pytest.raises(InputNotFoundError, match="nothing at memory://bucket/none"):
        read(f"{bucket}/none.txt")
    with pytest.raises(InputNotFoundError, match="nothing at"):
        plan(Inputs(named=[f"{bucket}/none*"]))
    with pytest.raises(InputError, match="larger than the limit"):
        read(f"{bucket}/a.txt", limits=Limits(file_bytes=10))
    assert DEFAULT_LIMITS.file_bytes > 10


def test_wrong_addresses_are_one_sentence(bucket: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read("nosuch://x/a.txt")
    with pytest.raises(ConfigError, match="cannot be reached"):
        read("gs://x/a.txt")
    with pytest.raises(UsageError, match="must not hold a password") as caught:
        read("ftp://me:marked@x/a.txt")
    assert "marked" not in caught.value.message
    with pytest.raises(UsageError, match="has no column path"):
        plan(Inputs(named=[f"{bucket}/list.csv"]))


@pytest.mark.parametrize(
    "query", ["sig=marked", "a=b&X-Amz-Signature=marked", "Signature=marked", "token=marked"]
)
def test_signed_links_are_refused_as_passwords_are(query: str) -> None:
    with pytest.raises(UsageError, match="or a signature") as caught:
        read(f"https://host/a.txt?{query}")
    assert "marked" not in caught.value.message


@pytest.mark.parametrize("path", ["file:///etc/passwd", "zip://x::/etc/passwd", "s3://other/a.txt"])
def test_list_elsewhere_names_what_is_there_only(bucket: str, path: str) -> None:
    files = fsspec.filesystem("memory")
    files.pipe("/bucket/lists/l.csv", b"path\n../a.txt\n/a.txt\nmemory://bucket/2023/b.txt\n")
    assert [task.path for task in plan(Inputs(named=[f"{bucket}/lists/l.csv"]))] == [
        "memory://bucket/a.txt",
        "memory://bucket/2023/b.txt",
    ]
    files.pipe("/bucket/lists/l.csv", f"path\n{path}\n".encode())
    with pytest.raises(UsageError, match=r"Line 2 of the list .* names what is not below memory://"):
        plan(Inputs(named=[f"{bucket}/lists/l.csv"]))


def test_host_stays_in_the_addresses_of_what_a_folder_holds() -> None:
    """As with sftp, whose paths do not name the host."""

    class Hosted(MemoryFileSystem):  # type: ignore[misc]  # fsspec ships no types
        protocol = "hosted"
        store: ClassVar[dict[str, object]] = {}
        pseudo_dirs: ClassVar[list[str]] = [""]

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return "/" + path.removeprefix("hosted://me@host:22").strip("/")

    fsspec.register_implementation("hosted", Hosted, clobber=True)
    Hosted().pipe("/in/a [1].txt", short_report(1).encode())
    (task,) = plan(Inputs(named=["hosted://me@host:22/in/"]))
    assert task.path == "hosted://me@host:22/in/a [1].txt"
    assert read(task.path).name == "a [1].txt"
