from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.readers.encodings import decode

_SIMPLIFIED = (
    "云泉县2024年工作总结\r\n一、全年完成固定资产投资12.5亿元，增长8.1%。\n二、下一步打算：抓好项目建设。"
)
_TRADITIONAL = (
    "雲泉區2024年施政報告\n一、全年完成固定資產投資12.5億元，增長8.1%。\n二、下一步：繼續推動社會福利建設。"
)
_WORDS = (
    "全年",
    "完成",
    "投资",
    "增长",
    "12.5%",
    "项目",
    "，",
    "。",
    "\n",
    "工作",
    "建设",
    "2024年",
    "经济",
    "发展",
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text_in_its_encodings(encoding: str) -> None:
    decoded = decode(_SIMPLIFIED.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.undecodable) == (_SIMPLIFIED, encoding, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_traditional_text_in_its_encodings(encoding: str) -> None:
    decoded = decode(_TRADITIONAL.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (_TRADITIONAL, encoding)


def test_hong_kong_characters_outside_big5() -> None:
    text = "雲泉邨嘅工作報告：完成咗三項工程，唔再喺度重複。"
    decoded = decode(text.encode("big5hkscs"))
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le", "utf-16"),
        (b"\xfe\xff", "utf-16-be", "utf-16"),
        (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32-le"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
def test_byte_order_mark_is_believed_and_taken_off(mark: bytes, encoding: str, name: str) -> None:
    decoded = decode(mark + _SIMPLIFIED.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (_SIMPLIFIED, name)


def test_utf16_of_plain_ascii_is_told_by_its_zero_bytes() -> None:
    decoded = decode("annual report 2024\n".encode("utf-16-le"))
    assert decoded is not None
    assert decoded.text == "annual report 2024\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_few_bad_bytes_are_counted_not_fatal(encoding: str) -> None:
    good = (_TRADITIONAL * 3).encode(encoding)
    cut = good.index("年".encode(encoding))
    decoded = decode(good[:cut] + b"\xff\n" + good[cut:])
    assert decoded is not None
    assert decoded.encoding == encoding
    assert decoded.undecodable == 1
    assert decoded.text.count("\ufffd") == 1


def test_text_without_chinese_is_text() -> None:
    for text in ("plain report, 5 pages", "Отчёт о работе за год", "Überblick über das Jahr"):
        decoded = decode(text.encode())
        assert decoded is not None
        assert decoded.text == text


def test_noise_is_not_text() -> None:
    assert decode(bytes(range(256)) * 8) is None


def test_declared_encoding_is_not_believed_against_the_text() -> None:
    decoded = decode(_SIMPLIFIED.encode("gb18030"), declared="utf-8")
    assert decoded is not None
    assert decoded.text == _SIMPLIFIED
    unknown = decode(_SIMPLIFIED.encode(), declared="no-such-encoding")
    assert unknown is not None
    assert unknown.text == _SIMPLIFIED


@given(
    st.lists(st.sampled_from(_WORDS), min_size=12),
    st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
)
def test_any_report_words_survive_any_encoding(words: list[str], encoding: str) -> None:
    text = "县" + "".join(words) + "的工作"
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)
