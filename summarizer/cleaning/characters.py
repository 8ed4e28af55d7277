"""Characters that should not be there, and characters that have a plainer form."""

from __future__ import annotations

import html
import re
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft

# Forms that NFKC would change but that say something of their own: ①, ℃, ㎡, …, ², ½, Ⅲ. They are not in these blocks.
_FOLDED_BLOCKS = (
    (0xFF00, 0xFFEF),  # half- and fullwidth forms
    (0xFE10, 0xFE19),  # vertical forms
    (0xFE30, 0xFE6F),  # CJK compatibility forms, small forms
    (0xF900, 0xFAFF),  # CJK compatibility ideographs
    (0x2F00, 0x2FDF),  # Kangxi radicals
    (0x2F800, 0x2FA1F),  # CJK compatibility ideographs, supplement
    (0x1D400, 0x1D7FF),  # mathematical letters and digits
)

# Fonts of PDF files name these radicals where the character itself is meant. Unicode gives no compatibility
# mapping for them; these are the pairs of its EquivalentUnifiedIdeograph table that are words by themselves.
_RADICALS = str.maketrans(
    "⺁⺇⺎⺓⺝⺟⺠⺩⺪⺬⺮⺯⺶⺷⺼⺽⻁⻃⻄⻅⻆⻇⻉⻊⻋⻌⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻱⻲⻳",
    "厂几兀幺月母民王疋示竹糸羊羊肉臼虎覀西见角角贝足车辶長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜亀龟",
)

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def _folds() -> dict[int, str]:
    """One character for one character: what keeps its length under NFKC in the blocks above."""
    table: dict[int, str] = {}
    for first, last in _FOLDED_BLOCKS:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code) and unicodedata.category(plain) != "Mn":
                table[code] = plain
    table.update({code: chr(plain) for code, plain in _RADICALS.items()})
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    return table


def _runs(codes: list[int]) -> re.Pattern[str]:
    """A pattern for runs of these characters."""
    return re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(codes)) + "]+")


_FOLDS = _folds()
_FOLDED = _runs(list(_FOLDS))
_ACCENTS = re.compile(r"[A-Za-zü][\u0300-\u036f]+")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = _runs(
    [
        code
        for code in range(sys.maxunicode + 1)
        if code not in (0x09, 0x0A)
        and (
            unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs")
            or 0xFE00 <= code <= 0xFE0F
            or 0xE0100 <= code <= 0xE01EF
        )
    ]
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
_BLANK_OF_TEXT = re.compile(r"[\u115f\u1160\u2800\u3164\uffa0]+")
_ESCAPES = re.compile(
    r"\\r\\n|\\[nr](?![a-z])|\\t(?![a-z])|\\[\"']"
    r"|\\u(?P<json>[0-9a-fA-F]{4})|\\x(?P<byte>[0-9a-fA-F]{2})|<U\+(?P<angle>[0-9A-Fa-f]{4,6})>"
    r"|_x000[dDaA]_|(?P<tag><(?:/?p|br|/?div|/?li|/?tr)\s*/?>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
    re.IGNORECASE,
)


def _unescape(match: re.Match[str]) -> str:
    """What the program that wrote the escape meant."""
    if match["entity"]:
        return html.unescape(match["entity"])
    code = match["json"] or match["byte"] or match["angle"]
    if code:
        number = int(code, 16)
        return chr(number) if number <= sys.maxunicode and not 0xD800 <= number < 0xE000 else match.group()
    if match["tag"]:
        return "\n"
    return match.group()[1] if match.group()[1] in "\"'" else " " if match.group() == "\\t" else "\n"


def unescape(draft: Draft) -> None:
    """Turn literal escapes (``\\r\\n``, ``<U+00A0>``, ``&ldquo;``) and other line ends into what they stand for."""
    draft.substitute("escape", _ESCAPES, _unescape)
    draft.substitute("line-end", _LINE_ENDS, "\n")


def drop_invisible(draft: Draft) -> None:
    """Drop zero-width, bidirectional and control characters."""
    draft.substitute("invisible", _INVISIBLE, "")
    draft.substitute("invisible", _BLANK_OF_TEXT, " ")


def drop_private(draft: Draft) -> None:
    """Drop private-use characters; run it after the repairs that read them."""
    draft.substitute("private", _PRIVATE, "")


def fold_width(draft: Draft) -> None:
    """Fold letters, digits, punctuation, spaces and compatibility ideographs to their plain forms."""
    draft.translate("width", _FOLDS, _FOLDED)
    draft.substitute("accent", _ACCENTS, lambda match: unicodedata.normalize("NFC", match.group()))
