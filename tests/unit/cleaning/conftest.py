"""The damage that mirrors do to reports, done for real on invented text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from opencc import OpenCC
from pypinyin import Style, pinyin

from summarizer.cleaning import CleanText, clean
from summarizer.readers.raw import RawText

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "cleaning"


@pytest.fixture(scope="session")
def cleaned() -> Callable[[str], CleanText]:
    """Clean a text."""
    return lambda text: clean(
        RawText(text=text, name="x.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64)
    )


@pytest.fixture(scope="session")
def mirror() -> str:
    """An invented report as it was before a mirror had it."""
    return (FIXTURES / "mirror.txt").read_text(encoding="utf-8")


def traditional(text: str) -> str:
    """Convert mechanically, as mirrors do."""
    converted: str = OpenCC("s2t").convert(text)
    return converted


def with_pinyin(text: str) -> str:
    """Put the reading behind some traditional characters, as the converter of the mirrors does."""

    def read(match: re.Match[str]) -> str:
        return f"{match.group()}({pinyin(match.group(), style=Style.TONE)[0][0]})"

    return re.sub("[創發區業續優規統營]", read, text)


def shifted(line: str, *, errors: str = "replace") -> str:
    """Lose the first byte of an indented line and read on, as a GBK reader does, with ``?`` for it."""
    wide = line.replace("(", "（").replace(")", "）")
    return " ?" + ("　" + wide).encode("gb18030")[1:].decode("gb18030", errors)


@pytest.fixture(scope="session")
def damaged(mirror: str) -> str:
    """The invented report with every kind of damage at once."""
    lines = [line for line in mirror.splitlines() if line]
    body = [with_pinyin(traditional(line)) for line in lines]
    # The heading is shifted up to the character whose second byte is a letter; the rest falls into step.
    for index, line in enumerate(body):
        if line.startswith("("):
            number, rest = line[:3], line[3:]
            end = next(place for place, sign in enumerate(rest) if sign.encode("gbk")[-1:].isalpha()) + 1
            body[index] = shifted(number + rest[:end]) + rest[end:]
        elif index:
            body[index] = "  " + line
    page = [
        "国产精品在线观看_无码高清专区_免费视频不卡",
        body[0],
        with_pinyin(traditional("发布时间: 2023年11月23日 来源: 浏览次数:- T浏览字号:")),
        *body[1:],
        traditional("扫一扫在手机打开当前页"),
    ]
    return "\r\n\r\n".join(page)
