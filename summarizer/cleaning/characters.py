"""Characters that should not be there, and characters that have a plainer form."""

from __future__ import annotations

import html
import re
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft

# NFKC would also change ①, ℃, ㎡, …, ², ½ and Ⅲ: they say more than their plain forms, and lie outside.
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
_SURROGATE = re.compile(r"[\ud800-\udfff]")


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


_FOLDS = _folds()
_ACCENTS = re.compile(r"[A-Za-zü][\u0300-\u036f]+")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Unicode's categories Cc, Cf and Cs without tab and line feed, and the variation selectors.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001-\U000e007f\U000e0100-\U000e01ef]+"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
_LOOKS_EMPTY = re.compile(r"[\u115f\u1160\u2800\u3164\uffa0]+")
_LOST_INDENT = re.compile(r"^[ \t\u3000\u00a0]*[?？\ufffd]{1,2}(?=[\u3400-\u9fff（(“《])", re.MULTILINE)
_ESCAPES = re.compile(
    # What a match begins with stands first: to look for that spares most places of a text the alternatives.
    r"(?=[\\<_x&])(?:\\r\\n|\\[nr](?![a-z])|\\t(?![a-z])|\\[\"']"
    r"|\\u(?P<json>[0-9a-f]{4})|\\x(?P<byte>[0-9a-f]{2})|<U\+(?P<angle>[0-9a-f]{4,6})>"
    r"|_x000[da]_|(?:x0dx0a)+|(?P<tag><(?:/?p|br|/?div|/?li|/?tr)\s*/?>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});))",
    re.IGNORECASE,
)


def _unescape(match: re.Match[str]) -> str:
    """What the program that wrote the escape meant."""
    whole = match.group()
    if match["entity"]:
        return html.unescape(whole)
    code = match["json"] or match["byte"] or match["angle"]
    if code:
        number = int(code, 16)
        character = chr(number) if number <= sys.maxunicode else whole
        return whole if _SURROGATE.match(character) else character
    if whole[1] in "\"'":
        return whole[1]
    return "\t" if whole in {r"\t", r"\T"} else "\n"


def unescape(draft: Draft) -> None:
    r"""Turn literal escapes (``\r\n``, ``<U+00A0>``, ``&ldquo;``) and other line ends into what they mean."""
    draft.substitute("escape", _ESCAPES, _unescape)
    draft.substitute("line-end", _LINE_ENDS, "\n")


def drop_invisible(draft: Draft) -> None:
    """Drop zero-width, bidirectional and control characters."""
    draft.substitute("invisible", _INVISIBLE, "")
    draft.substitute("invisible", _LOOKS_EMPTY, " ")


def drop_lost(draft: Draft) -> None:
    """Drop the question marks that an indent of no-break spaces became."""
    draft.substitute("lost", _LOST_INDENT, "")


def drop_private(draft: Draft) -> None:
    """Drop private-use characters; to be run after the repairs that read them."""
    draft.substitute("private", _PRIVATE, "")


def fold_width(draft: Draft) -> None:
    """Fold letters, digits, punctuation, spaces and compatibility ideographs to their plain forms."""
    draft.rewrite("width", draft.text.translate(_FOLDS))
    draft.substitute("accent", _ACCENTS, lambda match: unicodedata.normalize("NFC", match.group()))
