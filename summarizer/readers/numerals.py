"""Numbers that a program shows in front of list items without writing them into the text."""

from __future__ import annotations

from itertools import pairwise

_DIGITS = "零一二三四五六七八九"
_MOST_ROMAN = 4000
_MOST_CHINESE = 10_000


def enumerator(number: int, style: str) -> str:
    """Write a list marker.

    Args:
        number: Its place, from 1.
        style: The ``type`` of an HTML list (``1 a A i I``), or ``一``.
    """
    if style == "一":
        return f"{chinese(number)}、"
    text = {"a": letters, "i": roman}.get(style.lower(), str)(number)
    return f"{text.upper() if style.isupper() else text}. "


def chinese(number: int) -> str:
    """Write a number as headings do: 十二, 二十, 一百零三."""
    if not 0 < number < _MOST_CHINESE:
        return str(number)
    out = ""
    gap = False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap else "") + _DIGITS[digit] + word
            gap = False
        else:
            gap = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out


_SERIES = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "japaneseDigitalTenThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
    }
)
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def word_number(number: int, style: str) -> str:
    """Write a number in one of Word's formats (``w:numFmt``, ECMA-376 part 1, 17.18.59)."""
    series = _SERIES.get(style)
    if series is not None and 1 <= number <= len(series):
        return series[number - 1]
    if style in _CHINESE:
        return chinese(number)
    if style in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        text = chinese(number)
        return (f"一{text}" if text.startswith("十") else text).translate(_FORMAL)
    if style in {"lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}:
        text = letters(number) if style.endswith("Letter") else roman(number)
        return text.upper() if style.startswith("upper") else text
    if style == "decimalZero":
        return f"{number:02d}"
    return "" if style in {"none", "bullet"} else str(number)


def letters(number: int) -> str:
    """Write a number as a, b … z, aa, bb, as Word does."""
    if number < 1:
        return str(number)
    repeat, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(repeat + 1, 10)


def roman(number: int) -> str:
    """Write a number as i, ii, iii, iv."""
    if not 0 < number < _MOST_ROMAN:
        return str(number)
    steps = [(1000, "m"), (100, "c"), (10, "x"), (1, "i"), (0, "")]
    fives = {100: "d", 10: "l", 1: "v"}
    out = "m" * (number // 1000)
    for (above, high), (unit, low) in pairwise(steps[:4]):
        digit = number % above // unit
        five = fives[unit]
        out += {4: low + five, 9: low + high}.get(digit, five * (digit // 5) + low * (digit % 5))
    return out
