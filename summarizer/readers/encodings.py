"""Which encoding a Chinese text is in, and the text.

Chinese files rarely say their encoding, and GB18030 decodes almost any bytes without complaint, so a
decoding is judged by what comes out: a text made of the characters that such texts are made of has been
decoded rightly. Statistical detectors for all languages are unsure between GB18030 and Big5 on short texts,
the common characters are not: they lie in different places of the two tables.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass

from charset_normalizer import from_bytes

# The characters Chinese reports are mostly made of; some 700 simplified ones cover about nine tenths of a
# running text. Those with a traditional form have it in the second list.
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道"
    "行所然家种事成方多经去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无"
    "力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二"
    "等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先海通教原东声提立及比员解水名真论处走义各入几"
    "口认条平系气题活更别打女变四总何电数安少报才结反受目太量再感建务做接必场件计管期市直资命山金指许统区保至"
    "队形社便空决治展科司五基书非则听界达光放强即难且权思完设式色路记南品住告类求据程北边张该交规万取格望术领"
    "共确传师观清今切院让识候带导争运百亿元县镇乡村街办委局厅省议党支纪检督察查改革创深推落持续稳增促优质效益"
    "环境护态绿低碳节排污染防攻坚脱贫扶振兴农林牧渔城居卫健医疗疫障养救助残疾培训企商贸招引投融财税收预算债险"
    "控隐患消急演练执监审批服窗营宣舆网络息字智技研台项竣复拟筹备季末底累降幅占突破超额例率户均千七八六九零〇"
    "亩吨米套栋幢座份余左右约近届首荣获示范典型亮困短板弱足存差距欠够较仍需亟划谋标责压牢树习彩旗精神贯彻央署"
    "策针围绕紧抓扎聚焦协调衔夯造构善考核评估奖惩廉洁腐风组织伍干群众诉访仲裁案犯罪扫黑除恶禁毒灯桥梁隧轨站线"
    "缆供热煤油库坝河湖渠灌涝洪旱汛港航铁铺整拆违征迁置房屋棚旧宅园景旅游博图馆育赛艺遗古迹校幼初职毕往州府辖"
    "李王刘陈杨赵黄周吴曹岁每仅未若越步谢阶段"
)
_TRADITIONAL_ONLY = (
    "這個們來爲國說時會對於過發後裏種經學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內給門東"
    "聲員論處義幾認條氣題別變總電數報結務場計資許統區隊決書則聽達強難權設記類據邊張該規萬術領確傳師觀讓識帶導"
    "爭運億縣鎮鄉辦廳議黨紀檢創續穩優質環護態綠節堅脫貧興農漁衛醫療養殘訓貿財稅預債險隱練執監審營輿網絡臺項復"
    "擬籌備佔額戶畝噸棟餘約屆榮獲範夠較劃謀標責壓樹習貫徹針圍繞緊協調銜構覈評獎懲潔風組織幹羣衆訴訪掃惡燈橋樑"
    "軌線纜熱庫壩澇鐵鋪違徵遷舊園遊圖館賽藝遺蹟職畢轄劉陳楊趙黃吳歲僅謝階為説衞眾著裡汙"
)
_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕［］—…·％％×℃～　①②③④⑤⑥⑦⑧⑨⑩０１２３４５６７８９"
_COMMON = frozenset(_SIMPLIFIED + _TRADITIONAL_ONLY + _PUNCTUATION)

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_BOM_NAMES = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
"""What Python calls an encoding whose mark is taken off."""
_GUESSES = ("utf-8", "gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
"""Order decides between equals; cp950 has Microsoft's own signs, HKSCS the Hong Kong characters."""

_SAMPLE = 1 << 18
"""Bytes judged; the choice does not get better with more."""
_GOOD = 0.25
"""A guess that scores less is not Chinese text in that encoding."""
_SURE = 0.8
"""A guess that scores more is right."""
_TELLING = 200
"""Bytes of a text beyond one a character, from which on sound UTF-8 is no accident."""
_MOST_BAD = 0.05
"""Share of undecodable places from which on a file is no text in that encoding."""
_ALLOWED_CONTROLS = frozenset("\t\n\v\f\r\x1a\x1b\x85\u2028\u2029")
_REPLACEMENT = "\ufffd"
_NO_GUESS = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
"""Encodings that have been judged before, and that make letters of anything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """Characters, and how they came out of the bytes."""

    text: str
    encoding: str
    """Python name; a byte order mark is not part of ``text`` and shows as ``utf-8-sig`` or ``utf-16``."""
    undecodable: int
    """Places that became U+FFFD."""


def decode(data: bytes, *, declared: str | None = None) -> Decoded | None:
    """Decode the bytes of a text.

    Args:
        data: The whole file.
        declared: What the file says about itself (an HTML page); believed where the outcome is plausible.

    Returns:
        The text, or None where the bytes are not text in any known encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], encoding, _BOM_NAMES.get(encoding, encoding))
    name = _known(declared)
    guesses = _GUESSES if name is None else (name, *_GUESSES)
    sample = _sample(data)
    if name is None and _is_telling_utf8(sample):
        return _finish(data, "utf-8", "utf-8")
    scores = {guess: plausibility(_lenient(sample, guess)) for guess in guesses}
    best = max(guesses, key=lambda guess: scores[guess])
    if name is not None and scores[name] >= max(_GOOD, scores[best] - 0.1):
        best = name  # neighbours such as GBK and GB18030 differ in a few signs only
    if scores[best] < _GOOD:
        foreign = _foreign(data, sample)
        if foreign is None and scores[best] < 0:
            return None
        best = foreign or best
    return _finish(data, best, best)


def undecodable_warning(decoded: Decoded) -> tuple[str, ...]:
    """Tell the reader of the brief what did not decode, if anything."""
    if not decoded.undecodable:
        return ()
    return (f"原文有{decoded.undecodable}处字节无法按{decoded.encoding}解码，以“�”代替。",)


def plausibility(text: str) -> float:
    """Say how much a text looks like Chinese: 1 is typical, 0.5 is pure ASCII, below 0 is noise."""
    weight = 0.0
    counted = 0
    for char, times in Counter(text).items():
        value = _value(char)
        if value is not None:
            weight += value * times
            counted += times
    return weight / counted if counted else 0.5


def _value(char: str) -> float | None:
    """Weight of a character, or None where it says nothing (ASCII is the same everywhere)."""
    if char in _COMMON:
        return 1.0
    if char == _REPLACEMENT:
        return -4.0
    if char.isascii():
        return None if char >= " " or char in _ALLOWED_CONTROLS else -4.0
    if "\u4e00" <= char <= "\u9fff":
        return 0.1
    if unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"}:
        return -2.0
    return -0.5


def _sample(data: bytes) -> bytes:
    """Cut out the part that tells encodings apart: what follows the first byte outside ASCII."""
    if len(data) <= _SAMPLE:
        return data
    start = len(data) - len(data.lstrip(bytes(range(1, 128))))
    start -= start % 4  # keeps UTF-16 and UTF-32 in step
    return data[start : start + _SAMPLE] or data[:_SAMPLE]


def _is_telling_utf8(sample: bytes) -> bool:
    """Tell whether a text is Chinese in UTF-8 and so long that this can be no accident; most texts are."""
    try:
        text = sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(sample) - len(text) >= _TELLING and plausibility(text) >= _SURE


def _lenient(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="replace")


def _known(declared: str | None) -> str | None:
    """Python name of a declared encoding; GB2312 and GBK are read as the GB18030 that holds both."""
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
        b"a ".decode(name)
    except (LookupError, ValueError):  # unknown, not made of ASCII, or not a text encoding at all
        return None
    if name in {"gb2312", "gbk", "hz"}:
        return "gb18030"
    return {"big5": "big5hkscs", "utf-16": "utf-16-le"}.get(name, name)


def _foreign(data: bytes, sample: bytes) -> str | None:
    """Guess the encoding of a text without Chinese."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = from_bytes(sample, cp_exclusion=_NO_GUESS).best()
        return None if found is None else found.encoding
    return "utf-8"


def _finish(data: bytes, encoding: str, name: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
        bad = 0
    except UnicodeDecodeError:
        text = _lenient(data, encoding)
        bad = text.count(_REPLACEMENT)
    noise = bad + sum(text.count(chr(code)) for code in range(32) if chr(code) not in _ALLOWED_CONTROLS)
    outside = sum(not char.isascii() for char in text) if noise else 0
    # Judged among the characters that could have gone wrong; a short text may hold one bad place.
    if noise > 1 and noise > _MOST_BAD * max(outside, len(text) / 4):
        return None
    return Decoded(text=text, encoding=name, undecodable=bad)
