"""Checks of what a model wrote freely: everything that could be invented has to stand in the passage.

Each check returns what is wrong as a Chinese sentence that can be put to the model, or None. The
passage is clean text; both sides are folded to half width before they are compared.
"""

from __future__ import annotations

import re
import unicodedata

MAX_HEADLINE = 30
MAX_NAME = 40
MIN_KNOWN = 0.85
"""Least share of a text's Chinese characters that the passage must hold."""
MIN_KNOWN_PAIRS = 0.5
"""Least share of its pairs of neighbouring Chinese characters. Gold headlines lie above both."""

_PLAIN = frozenset(
    "和与及或为的地得并等对在以有了是将于从到进一步推动加强快提升高完善成开展实施落建设工作现化优较不足各项取得继续"
)
"""Characters of the words that any report of this kind is written with; they make no name."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMERALS = "〇零一二三四五六七八九十百千万亿两廿卅卌"
_RATE = re.compile(r"\d(?:%|‰|个?百分点)(?!以[上下])")
"""A rate in a name is a value of its own, and would stand beside another; a threshold (5%以上) may be one."""
_CHINESE_NUMBER = re.compile(rf"[{_NUMERALS}]+|[壹贰叁肆伍陆柒捌玖拾佰仟]{{2,}}")
_PARTS_AND_MULTIPLES = re.compile(
    r"(?:过|近|逾|超|大|多)半|半数|一半|减半|折半|翻(?:了)?[一两几]?番|翻倍|倍增|成倍|加倍|[首末]位|清零|归零|全覆盖|零[一-龥]"
)
"""Quantities that are no numerals."""
_IDIOM = re.compile(
    r"进一步|一步|一批|一系列|一些|一定|一体|一流|一致|一律|一直|一线|一揽子|一站式|一般|一贯|统一|唯一|单一|同一|之一|专一|"
    r"万众|万家|千方百计|百姓|百花|十分|十足|两手|三农"
)
_FOLLOWERS = "\u4e00-\u9fff%"
_CLAUSE_END = re.compile(r"[,。;](?!\d)")
_SENTENCE_END = re.compile(r"[。;\n]")
_TITLE = re.compile(r"《([^《》]*)》")
_QUOTED = re.compile(r"“([^“”]*)”")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
_SIGN = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9,。、;:.()·%]")
"""Characters that are neither words nor the punctuation of a headline."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_BODY = re.compile(
    r"[\u4e00-\u9fff](?:省|市|区|县|镇)|"
    r"[\u4e00-\u9fff]{2}(?:街道|委员会|集团|公司|大学|学院|医院|银行|研究院|实验室|书记|市长|区长|局长|主任|同志)"
)
"""Names of places, bodies and officers, with as much before the last word as is surely part of the name."""
_UP = ("增长", "上升", "增加", "提高", "提升", "攀升", "增幅")
_DOWN = ("下降", "减少", "降低", "回落", "下滑", "收窄", "降幅", "减少")
_NEGATED = re.compile(r"(?:未|没有|没|尚未|不能|难以|无法|无|不)$")
_ATTAINED = ("完成", "实现", "达到", "发生", "达标", "出现")


def fold(text: str) -> str:
    """Fold widths and drop white space, so that only characters that mean something are compared."""
    folded = unicodedata.normalize("NFKC", text).replace("‘", "“").replace("’", "”")
    return re.sub(r"\s+", "", folded)


def headline_fault(headline: str, passage: str, document: str = "") -> str | None:
    """Say what is wrong with a headline, or return None.

    Args:
        headline: The headline.
        passage: What it has to be about: the point and the headings above it.
        document: Folded text of the whole report, for words that a reader takes from elsewhere in it.
    """
    text, source = fold(headline), fold(passage)
    if not text:
        return "是空的"
    if len(text) > MAX_HEADLINE:
        return f"有{len(text)}个字，超过{MAX_HEADLINE}个字"
    return invented(text, source) or _turned(text, source) or strange(text, source, document)


def name_fault(name: str, passage: str, numbers: tuple[str, ...], document: str = "") -> str | None:
    """Say what is wrong with a freely written name.

    Args:
        name: The name.
        passage: The sentence of the figure with its headings.
        numbers: The figure's own numbers, which are not part of a name.
        document: Folded text of the whole report.
    """
    text, source = fold(name), fold(passage)
    if not text:
        return "是空的"
    if len(text) > MAX_NAME:
        return f"有{len(text)}个字，名称要短"
    if _RATE.search(text) or any(number in _NUMBER.findall(text) for number in numbers):
        return "名称里不要写数值"
    return invented(text, source) or strange(text, source, document)


def invented(text: str, source: str) -> str | None:
    """Find a number, title, quotation, Latin word, sign or name that the source lacks; both are folded."""
    return (
        foreign_number(text, source)
        or foreign_numeral(text, source)
        or _foreign_span(text, source)
        or _foreign_word(text, source)
        or next((f"“{sign}”不在原文中" for sign in _SIGN.findall(text) if sign not in source), None)
    )


def foreign_number(text: str, source: str) -> str | None:
    """Find a digit run that the source does not hold as a whole, with its unit, and with its subject."""
    known = {found.group() for found in _NUMBER.finditer(source)}
    for found in _NUMBER.finditer(text):
        number = found.group()
        if number not in known:
            return f"数字{number}不在原文中"
        follower = text[found.end() : found.end() + 1]
        if (_HAN.match(follower) or follower == "%") and not re.search(
            rf"(?<![\d.]){re.escape(number)}{re.escape(follower)}", source
        ):
            return f"“{number}{follower}”与原文不符"
        if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d{_FOLLOWERS}]|\.\d)", source) and not (
            _HAN.match(follower) or follower == "%"
        ):
            return f"数字{number}后面漏了单位"
    return _other_subject(text, source)


def _other_subject(text: str, source: str) -> str | None:
    """Find a number whose words are none of those that stand around it in the source."""
    for found in _NUMBER.finditer(text):
        words = _pairs(_CLAUSE_END.split(text[: found.start()])[-1]) | _pairs(
            _CLAUSE_END.split(text[found.end() + 1 :])[0]
        )
        around: set[str] = set()
        for place in re.finditer(rf"(?<![\d.]){re.escape(found.group())}(?![\d]|\.\d)", source):
            before = _SENTENCE_END.split(source[: place.start()])[-1]
            around |= _pairs(before + "，" + _SENTENCE_END.split(source[place.end() :])[0])
        if words and around and not words & around:
            return f"{found.group()}说的不是这件事"
    return None


def _pairs(text: str) -> set[str]:
    return {run[place : place + 2] for run in _HAN.findall(text) for place in range(len(run) - 1)}


def foreign_numeral(text: str, source: str) -> str | None:
    """Find a Chinese numeral that the source does not hold together with the character after it."""
    idioms = [range(*found.span()) for found in _IDIOM.finditer(text)]
    for found in _CHINESE_NUMBER.finditer(text):
        if any(found.start() in idiom for idiom in idioms):
            continue
        before = text[max(0, found.start() - 1) : found.start()]
        after = text[found.end() : found.end() + 1]
        piece = found.group() + after if after and _HAN.match(after) else before + found.group()
        # Not part of a longer numeral there: 五个 is not found in 十五个.
        # At the end of a text 第一 is a rank, which 第一批 of the source does not hold.
        ends = "" if after and _HAN.match(after) else r"(?![批期届次轮季阶类个项条产])"
        if not re.search(rf"(?<![{_NUMERALS}]){re.escape(piece)}{ends}", source):
            return f"“{piece}”不在原文中"
    told = (found.group() for found in _PARTS_AND_MULTIPLES.finditer(text))
    return next((f"“{each}”不在原文中" for each in told if each not in source), None)


def _foreign_span(text: str, source: str) -> str | None:
    if text.count("《") != text.count("》") or text.count("“") != text.count("”"):
        return "书名号或引号不成对"
    for found in _TITLE.finditer(text):
        if found.group() not in source:
            return f"{found.group()}不在原文中"
    for found in _QUOTED.finditer(text):
        if found[1] not in source:
            return f"{found.group()}不在原文中"
    return None


def _foreign_word(text: str, source: str) -> str | None:
    words = {found.group().lower() for found in _LATIN.finditer(source)}
    for found in _LATIN.finditer(text):
        if found.group().lower() not in words:
            return f"“{found.group()}”不在原文中"
    for found in _BODY.finditer(text):
        if found.group() not in source:
            return f"“{found.group()}”不在原文中"
    return None


def _turned(text: str, source: str) -> str | None:
    """Find a direction or a negation that the text turned round."""
    ups = [word for word in _UP if word in text]
    downs = [word for word in _DOWN if word in text]
    if ups and not any(word in source for word in _UP) and any(word in source for word in _DOWN):
        return f"原文没有“{ups[0]}”，增减方向不符"
    if downs and not any(word in source for word in _DOWN) and any(word in source for word in _UP):
        return f"原文没有“{downs[0]}”，增减方向不符"
    for found in _NUMBER.finditer(text):
        said = _direction(text, found.start())
        there = {_direction(source, each.start()) for each in _NUMBER.finditer(source) if each[0] == found[0]}
        if said and there and said not in there and None not in there:
            return f"{found.group()}的增减方向与原文不符"
    for found in re.finditer("|".join(_ATTAINED), text):
        # The object as well where the source has it: 全年完成投资 does not excuse 未完成节能任务.
        closer = text[found.start() : found.end() + 2]
        piece = closer if closer in source else found.group()
        turned = piece in source and _all_negated(piece, source)
        if turned and not _NEGATED.search(text[: found.start()][-3:]):
            return f"原文说的是未{found.group()}"
    return None


def _direction(text: str, place: int) -> str | None:
    """Return the direction that governs the number at a place: the last word since the number before it."""
    window = re.split(r"[\d,。;]", text[max(0, place - 12) : place])[-1]
    up = max((window.rfind(word) for word in _UP), default=-1)
    down = max((window.rfind(word) for word in _DOWN), default=-1)
    if up == down:
        return None
    return "up" if up > down else "down"


def _all_negated(word: str, text: str) -> bool:
    return all(_NEGATED.search(text[: found.start()][-3:]) for found in re.finditer(re.escape(word), text))


def strange(text: str, source: str, document: str = "") -> str | None:
    """Find a text whose characters are mostly not the source's, or a word that the whole report lacks."""
    runs = _HAN.findall(text)
    characters = "".join(runs)
    if not characters:
        return None if _LATIN.search(text) else "没有文字"
    foreign = "".join(" " if each in source or each in _PLAIN else each for each in text)
    for run in _HAN.findall(foreign):
        # One foreign character is a paraphrase; two or more are a word, and perhaps a name.
        if len(run) > 1 and run not in document:
            return f"“{run}”不在原文中"
    if sum(each in source or each in _PLAIN for each in characters) < MIN_KNOWN * len(characters):
        return "用词大多不在原文中"
    pairs = [run[place : place + 2] for run in runs for place in range(len(run) - 1)]
    if pairs and sum(pair in source for pair in pairs) < MIN_KNOWN_PAIRS * len(pairs):
        return "用词大多不在原文中"
    return None
