from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ExitCode, InputError, InputNotFoundError
from summarizer.readers import Limits, read

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "云泉县2024年工作总结\r\n\r\n一、主要工作\r\n完成投资12.5亿元。"


def test_text_is_the_source_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "总结.txt"
    file.write_bytes(_TEXT.encode("gb18030"))
    raw = read(file)
    assert raw.text == _TEXT
    assert (raw.name, raw.media_type, raw.encoding) == ("总结.txt", "text/plain", "gb18030")
    assert raw.sha256 == hashlib.sha256(_TEXT.encode("gb18030")).hexdigest()
    assert raw.warnings == ()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = read("-", stdin=io.BytesIO(_TEXT.encode()))
    assert (raw.text, raw.name) == (_TEXT, "-")

    class Console:
        buffer = io.BytesIO(_TEXT.encode())

    monkeypatch.setattr(sys, "stdin", Console())
    assert read("-").text == _TEXT


def test_bad_bytes_are_named_in_a_warning() -> None:
    raw = read("-", stdin=io.BytesIO(_TEXT.encode() + b"\xff"))
    assert len(raw.warnings) == 1
    assert "1处" in raw.warnings[0]


def test_what_is_not_there(tmp_path: Path) -> None:
    for missing in (tmp_path / "none.txt", tmp_path / "file" / "none.txt", "a\x00b"):
        with pytest.raises(InputNotFoundError) as caught:
            read(missing)
        assert caught.value.exit_code == ExitCode.USAGE
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputNotFoundError):
        read(tmp_path / "file" / "none.txt")
    with pytest.raises(InputNotFoundError, match="directory"):
        read(tmp_path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.txt"
    file.write_text(_TEXT, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(InputError, match="permission"):
        read(file)


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_empty(data: bytes) -> None:
    with pytest.raises(InputError, match="Standard input is empty"):
        read("-", stdin=io.BytesIO(data))


def test_large_file_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)  # a hole, no bytes on the disk
    monkeypatch.setattr("pathlib.Path.open", lambda *_, **__: pytest.fail("was opened"))
    with pytest.raises(InputError, match=r"larger than the limit of 64 MiB \(it is 200 MiB\)"):
        read(file)


def test_endless_stream_is_read_to_the_limit_only() -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            self.asked += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(InputError, match="larger than the limit"):
        read("-", stdin=stream, limits=Limits(file_bytes=1000))  # type: ignore[arg-type] # what it needs
    assert stream.asked == 1001


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG image"),
        (b"\x7fELF" + bytes(50), "program"),
        (b"MZ\x90\x00" + bytes(50), "program"),
        (gzip.compress(b"report", mtime=0), "gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word 97-2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (rb"{\rtf1\ansi report}", "Rich Text"),
        (_zip("a.txt"), "ZIP archive"),
        (_zip("xl/workbook.xml"), "Excel"),
        (_zip("OFD.xml"), "OFD"),
        (_zip("a.txt")[:-8], "damaged"),
        (bytes(range(256)) * 4, "not a text file"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "Word's XML"),
    ],
)
def test_other_formats_are_named_with_a_way_out(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        read("-", stdin=io.BytesIO(data))
    assert caught.value.hint
    assert caught.value.exit_code == ExitCode.FAILED


def test_text_that_begins_like_a_program() -> None:
    assert read("-", stdin=io.BytesIO("MZ县工作总结：完成投资。".encode())).media_type == "text/plain"


_MARKS = (
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html><body><table>",
    b"---\ntitle: x\n---\n",
    b"# a\n# b\n",
    b"MIME-Version: 1.0\nmultipart/",
)


@given(st.sampled_from((b"", *_MARKS)), st.binary(max_size=400))
def test_no_bytes_break_it(mark: bytes, data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert read("-", stdin=io.BytesIO(mark + data)).text.strip()


@given(st.text(alphabet="<>/ptdrbolihav\"'=#|-*_`\n[]()&;!0项目，。", max_size=200))
def test_no_markup_breaks_it(text: str) -> None:
    for start in ("<p>总结</p>", "# 总结\n# 总结\n"):
        assert read("-", stdin=io.BytesIO((start + text).encode())).text.strip()
