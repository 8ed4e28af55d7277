from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from summarizer.batch.inputs import Inputs
from summarizer.batch.lists import Listed
from summarizer.errors import InputNotFoundError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "2023/c.docx", "2023/a.txt", ".hidden.txt", "photo.jpg", ".git/d.txt"):
        path = tmp_path / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path / "reports"


def names(*named: str | Path, **options: object) -> list[str]:
    inputs = Inputs(named=[str(each) for each in named], **options)  # type: ignore[arg-type]  # passed on
    return [each.name for each in inputs]


def test_folder_is_taken_in_order_with_what_lies_below(folder: Path) -> None:
    inputs = Inputs(named=[str(folder)])
    assert [each.name for each in inputs] == ["a", "b", "2023/a", "2023/c"]
    assert inputs.left_out == 1, "the photo"


def test_own_output_is_no_input(folder: Path) -> None:
    assert names(folder, output=folder / "2023") == ["a", "b"]


def test_report_named_twice_is_done_once(folder: Path) -> None:
    assert names(folder / "b.txt", folder, folder / "2023" / ".." / "b.txt") == ["b", "a", "2023/a", "2023/c"]


def test_pattern(folder: Path) -> None:
    assert names(f"{folder}/**/*.txt") == ["2023/a", "b"]
    with pytest.raises(InputNotFoundError, match="No file matches"):
        names(f"{folder}/*.odt")


def test_what_is_not_there_is_told_before_any_work(folder: Path) -> None:
    with pytest.raises(InputNotFoundError, match="no file or folder"):
        names(folder / "missing.txt")
    with pytest.raises(InputNotFoundError):
        names("\0")


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_list_on_standard_input() -> None:
    assert names("-", stdin=b"one.txt\r\n\n  two words.txt\n") == ["one", "  two words"]
    (odd,) = Inputs(named=["-"], stdin=b"new\nline \xff.txt\0")
    assert os.fsencode(odd.path) == b"new\nline \xff.txt"


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


LISTED = [
    {"id": "一", "path": "2023/a.txt", "区县": "砚溪", "年": "2023"},
    {"id": "", "path": "b.txt", "区县": "", "年": "2024"},
]


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("l.csv", "id,path,区县,年\r\n一,2023/a.txt,砚溪,2023\r\n,b.txt,,2024\r\n", "utf-8-sig"),
        ("l.csv", "id;path;区县;年\n一;2023/a.txt;砚溪;2023\n;b.txt;;2024\n", "gb18030"),
        ("l.tsv", "id\tpath\t区县\t年\n一\t2023/a.txt\t砚溪\t2023\n\tb.txt\t\t2024\n", "utf-8"),
        (
            "l.jsonl",
            '{"id":"一","path":"2023/a.txt","区县":"砚溪","年":2023}\n\n{"path":"b.txt","区县":"","年":2024,"x":null}\n',
            "utf-8",
        ),
    ],
)
def test_list_with_further_columns(folder: Path, name: str, text: str, encoding: str) -> None:
    one, two = Inputs(named=[str(written(folder / name, text, encoding))])
    assert one == Listed(
        path=str(folder / "2023/a.txt"), name="2023/a", id="一", extra={"区县": "砚溪", "年": "2023"}
    )
    assert (two.id, two.name, dict(two.extra)) == (None, "b", {"区县": "", "年": "2024"})


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("l.csv", "id,file\n1,a.txt\n", "no column path"),
        ("l.csv", "path,id\na.txt,1\nb.txt,1\n", "Line 3 .* has the id of line 2"),
        ("l.csv", "path,id\na.txt,1,2\n", "Line 2 .* more cells"),
        ("l.csv", 'path\n"a.txt\n', "is no CSV"),
        ("l.jsonl", '{"path": "a.txt"}\n{"path"\n', "Line 2 .* is no JSON"),
        ("l.jsonl", '["a.txt"]\n', "Line 1 .* is no JSON object"),
        ("l.jsonl", '{"id": "1"}\n', "Line 1 .* has no path"),
    ],
)
def test_list_that_is_wrong_names_the_line(folder: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        names(written(folder / name, text))
