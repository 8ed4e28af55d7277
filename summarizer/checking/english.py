"""Checks of a translation: whatever could be invented in one language has to stand in the other.

Quantities, dates and 《titles》 are marks (``{A}``) on both sides, so a translation holds no number of its
own, not in words either. Each check says what is wrong as a Chinese sentence that can be put to the model.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_MARK: Final = re.compile(r"\{[A-Z]\}")
_WRITABLE: Final = re.compile(r"[\x20-\x7e‘’“”–—·×]*")
"""What English is written with; nothing that a reader cannot see or that turns the direction of a line."""
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[A-Za-z]+")
_CAPITALS: Final = re.compile(r"\b[A-Z]{2,}\b")
_KNOWN_CAPITALS: Final = frozenset({"AI", "CPC", "CPPCC", "EU", "GDP", "IP", "IT", "NPC", "SME", "US", "VAT"})
_LATIN: Final = re.compile(r"\d*[A-Za-z][A-Za-z0-9.]*")
_ROOM: Final = 40
_ROOM_EACH: Final = 8
"""Characters a translation may have, and how many more for each of the source."""
_LEAST_EACH: Final = 0.8
"""Characters a translation has at least for each of the source."""

_MONTH: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b"
)
"""Dates are marks, so that a month is written only where the source writes one in words."""
_NUMBER_WORDS: Final = {
    "零〇无未没": "zero nil none",
    "一首先初头上": "first once",
    "二两双次再下": "two second twice double doubled twelve twenty",
    "二两双对": "couple pair pairs duo",
    "三": "three third thirds triple tripled trio thirteen thirty",
    "四": "four fourth fourths fourteen forty quadruple quadrupled",
    "五": "five fifth fifths fifteen fifty quintuple",
    "六": "six sixth sixteen sixty",
    "七": "seven seventh seventeen seventy",
    "八": "eight eighth eighteen eighty",
    "九": "nine ninth nineteen ninety",
    "十": "ten tens tenth tenths eleven dozen dozens twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
    "百亿": "hundred hundreds hundredth",
    "千万": "thousand thousands thousandth",
    "百成率比占": "percent pct",
    "季刻四": "quarter quarters",
    "亿万": "million millions",
    "半": "half halved",
    "倍番": "double doubled twice triple tripled",
    "兆": "billion trillion",
}
_FOLD: Final = re.compile(r"\b\w*fold\b", re.IGNORECASE)
"""Twofold, tenfold: numbers in a word."""
_ALLOWED_BY: Final = {
    word: "".join(characters for characters, words in _NUMBER_WORDS.items() if word in words.split())
    for word in " ".join(_NUMBER_WORDS.values()).split()
}
"""Of every English number word the Chinese characters of which one at least has to be in the source."""

_UP_SOURCE: Final = re.compile(r"增长|上升|增加|提高|提升|攀升|增幅|增速|高于|扩大")
_DOWN_SOURCE: Final = re.compile(r"下降|减少|降低|回落|下滑|收窄|降幅|压减|低于|缩小")
_UP: Final = re.compile(
    r"\b(?:increas|rise|rising|rose|grew|grow|up\b|higher|improv|rais|expan|climb)", re.IGNORECASE
)
_DOWN: Final = re.compile(
    r"\b(?:decreas|declin|drop|fell|fall|reduc|down\b|lower|narrow|shrink|shrank|cut\b|cuts\b)", re.IGNORECASE
)
_NEGATED_SOURCE: Final = re.compile(
    "未[完达实能按]|没有|尚未|不能|难以|无法|不足|不够|不强|不高|不优|缺乏|缺少"
)
_NEGATED: Final = re.compile(
    r"\b(?:not|no|never|un\w+|in(?:adequa|suffici|effici|complet|effect|ab)\w*|fail\w*|lack\w*|without|short\w*|miss\w*"
    r"|weak\w*|low|poor\w*|limited|few|hard|difficult\w*|behind|below|cannot|lag\w*|scarc\w*|defici\w*|gaps?|less|little"
    r"|impossible|sub\w+|under\w+|absen\w+|only)\b|n't|n’t",
    re.IGNORECASE,
)


def translation_fault(source: str, english: str) -> str | None:
    """Say what is wrong with a translation, or return None.

    Args:
        source: The Chinese text with marks for its quantities.
        english: The translation, which has to hold the same marks.
    """
    text = english.strip()
    if not _WORD.search(_MARK.sub("", text)):
        return "没有译成英文"
    if not _WRITABLE.fullmatch(text):
        return "译文里有汉字或特殊符号"
    if len(text) > _ROOM + _ROOM_EACH * len(source):
        return "太长"
    if len(text) < _LEAST_EACH * len(source):
        return "没有译完"
    return _mark_fault(source, text) or _number_fault(source, text) or _turned(source, text)


def _mark_fault(source: str, text: str) -> str | None:
    wanted, found = Counter(_MARK.findall(source)), Counter(_MARK.findall(text))
    for each in wanted.keys() | found.keys():
        if wanted[each] != found[each]:
            return f"{each}要恰好写{wanted[each]}次" if each in wanted else f"词条里没有{each}"
    rest = _MARK.sub("", text)
    return "花括号只用于所给的记号" if "{" in rest or "}" in rest else None


def _number_fault(source: str, text: str) -> str | None:
    """Find a number or a name in Latin letters that only one side has."""
    plain, said = _MARK.sub(" ", source), _MARK.sub(" ", text)
    if re.search(r"[\dA-Za-z]\{|\}\d", text):
        return "记号前后不要连写数字或字母"
    wanted, found = Counter(_DIGITS.findall(plain)), Counter(_DIGITS.findall(said))
    for each in sorted(wanted.keys() | found.keys()):
        if wanted[each] != found[each]:
            return f"数字{each}与词条不符"
    for word in _LATIN.findall(plain):
        if word.lower() not in said.lower():
            return f"漏了“{word}”"
    for word in _WORD.findall(said):
        allowed = _ALLOWED_BY.get(word.lower())
        if allowed is not None and not any(each in source for each in allowed):
            return f"词条里没有数字“{word}”"
        if word.lower() in {"billion", "trillion", "million"} and "{" in source:
            return f"“{word}”由程序填写，不要写"
    for word in _FOLD.findall(said):
        if not any(each in source for each in "倍番"):
            return f"词条里没有数字“{word}”"
    for word in _MONTH.findall(said):
        if "月" not in source:
            return f"词条里没有日期“{word}”"
    known = {word.upper() for word in _WORD.findall(plain)} | _KNOWN_CAPITALS
    foreign = next((word for word in _CAPITALS.findall(said) if word not in known), None)
    return f"词条里没有“{foreign}”" if foreign else None


def _turned(source: str, text: str) -> str | None:
    """Find a direction or a negation that the translation turned round."""
    ups, downs = _UP_SOURCE.search(source), _DOWN_SOURCE.search(source)
    if ups and not downs and _DOWN.search(text) and not _UP.search(text):
        return f"“{ups.group()}”的方向译反了"
    if downs and not ups and _UP.search(text) and not _DOWN.search(text):
        return f"“{downs.group()}”的方向译反了"
    negated = _NEGATED_SOURCE.search(source)
    if negated and not _NEGATED.search(text):
        return f"漏译了“{negated.group()}”"
    return None
