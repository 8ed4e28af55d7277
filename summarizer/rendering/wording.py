"""How one figure is said: its number with what qualifies it, its change with the verb of the report.

Digits come from the record. The words around them come from the evidence where they can be read there
(突破, 至少, 100多家, 净增, 高于全市), otherwise from a fixed list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.rendering.typography import shown

if TYPE_CHECKING:
    from summarizer.schemas import Change, Figure

STATUS_WORDS: Final = {"actual": "实际", "target": "目标", "forecast": "预计"}
DOUBT: Final = "※"
"""Stands behind a name or status that rules or checks are not sure of."""
DOUBTFUL_NAME: Final = frozenset({"name-unsure", "name-refused"})
DOUBTFUL_STATUS: Final = frozenset({"status-unsure"})

# Words before the number that stand for a qualifier; the first is what is said where the evidence has none.
_BEFORE: Final = {
    "约": ("约", "大约", "大概"),
    "近": ("近", "将近", "接近"),
    "超": ("超", "超过", "超出", "突破"),
    "不低于": ("不低于", "不得低于", "至少"),
    "不少于": ("不少于", "不得少于", "至少"),
    "不超过": ("不超过", "不得超过"),
}
_AFTER: Final = {"以上": ("以上", "之上"), "以内": ("以内", "以下", "之内")}
# Not the nouns 增加值, 增长点, 增长极, 提升工程…
_VERBS: Final = {
    "up": re.compile(
        "增长(?![点极])|增加(?!值)|提升(?!工程|举措|行动|改造)|提高|上升|上涨|上浮|净增|扩大|回升"
        "|增速|增幅|涨幅|高于|高出|快于|好于|优于|多于|超过"
    ),
    "down": re.compile("下降|降低|减少|压减|压降|回落|下调|缩减|缩短|下滑|减亏|降幅|减幅|低于|慢于|少于"),
}
_TOTAL: Final = "累计"
COMPARISONS: Final = frozenset(
    {"高于", "高出", "快于", "好于", "优于", "多于", "超过", "低于", "慢于", "少于"}
)
_RATE_NAME: Final = re.compile(r"(?:增速|增幅|涨幅|降幅|增长率|增长|下降)$")
_COMPARED: Final = re.compile(r"[^\d,，、;；。()（）]{0,10}")
_SENTENCE_END: Final = re.compile(r"[。;；!！?？]")
_SPLIT_NUMBER: Final = re.compile(r"[\d.]\d.?|\d\.\d", re.DOTALL)
_NUMERALS: Final = "零一二三四五六七八九十"
_NOT_A_NUMBER_BEFORE: Final = r"(?<![\d.])"
_NOT_A_NUMBER_AFTER: Final = r"(?![\d]|\.\d)"


def find_number(number: str, text: str) -> re.Match[str] | None:
    """Find a number in a text, not as a part of a longer one."""
    return re.search(_NOT_A_NUMBER_BEFORE + re.escape(number) + _NOT_A_NUMBER_AFTER, text)


def numbers_of(figure: Figure) -> tuple[str, ...]:
    """Every number of a figure, as written."""
    level = (figure.value,) if figure.value is not None else ()
    change = (figure.change.value,) if figure.change is not None else ()
    return level + change


def name_words(figure: Figure) -> str:
    """Say the name of a figure, with a mark where it is in doubt."""
    return shown(figure.name) + (DOUBT if DOUBTFUL_NAME.intersection(figure.flags) else "")


def status_words(figure: Figure) -> str:
    """Say the status of a figure, with a mark where it is in doubt."""
    return STATUS_WORDS[figure.status] + (DOUBT if DOUBTFUL_STATUS.intersection(figure.flags) else "")


def level_words(figure: Figure) -> str:
    """Say the level of a figure: ``约20亿元``, ``100多家``, ``全市第一``; empty without a level."""
    if figure.value is None:
        return ""
    return rank(figure) or _qualified(figure, figure.value, figure.unit or "")


def change_words(figure: Figure) -> str:
    """Say the change of a figure: ``增长41.8%``, ``高于全市1个百分点``; empty without a change."""
    change = figure.change
    if change is None:
        return ""
    verb = change_verb(change, figure.evidence.clean)
    if figure.value is not None:
        return verb + shown(f"{change.value}{change.unit}")
    number = _qualified(figure, change.value, change.unit)
    return f"{_TOTAL}{verb}{number.removeprefix(_TOTAL)}" if number.startswith(_TOTAL) else verb + number


def statement(figure: Figure) -> str:
    """Say a figure in one clause: name, level and change, e.g. ``工业投资20.99亿元，增长41.8%``."""
    name = name_words(figure)
    level, change = level_words(figure), change_words(figure)
    if level:
        return f"{_joined(name, level)}，{change}" if change else _joined(name, level)
    if figure.change is not None and _RATE_NAME.search(name):
        bare = _qualified(figure, figure.change.value, figure.change.unit)
        if _VERBS[figure.change.direction].fullmatch(change.removesuffix(bare)):
            return _joined(name, bare)
    return _joined(name, change)


def _joined(name: str, tail: str) -> str:
    """Put a name before its number without saying their common words twice."""
    common = common_words(name, tail, shortest=2)
    # 为 keeps a name that ends in a number (PM2.5) apart from the number it names.
    between = "为" if name[-1:].isdigit() and tail[common : common + 1].isdigit() else ""
    return name + between + tail[common:]


def common_words(first: str, second: str, *, shortest: int) -> int:
    """Count the characters that end one text and begin another; a number is never cut in two."""
    return max(
        (
            length
            for length in range(shortest, len(second) + 1)
            if first.endswith(second[:length])
            and not _SPLIT_NUMBER.fullmatch(second[length - 1 : length + 2])
        ),
        default=0,
    )


def _qualified(figure: Figure, value: str, unit: str) -> str:
    """Put the qualifiers where they belong around a number and its unit."""
    clean = figure.evidence.clean
    qualifiers = [word for word in figure.qualifier.split("/") if word]
    before, after = "", ""
    number = f"{value}{unit}"
    for word in qualifiers:
        if word in _BEFORE:
            before += _word_before(_BEFORE[word], value, clean)
        elif word in _AFTER:
            after += _word_after(_AFTER[word], number, clean)
        elif word == "余":
            number = _with_remainder(value, unit, clean)
        elif word == _TOTAL:
            before = _TOTAL + before
    return shown(f"{before}{number}{after}")


def _word_before(words: tuple[str, ...], value: str, clean: str) -> str:
    for word in sorted(words, key=len, reverse=True):
        if re.search(re.escape(word) + re.escape(value) + _NOT_A_NUMBER_AFTER, clean):
            return word
    return words[0]


def _word_after(words: tuple[str, ...], number: str, clean: str) -> str:
    return next((word for word in words if number + word in clean), words[0])


def _with_remainder(value: str, unit: str, clean: str) -> str:
    """``100余家``, ``5000余万元``, ``3万余人``: 余 (or 多) follows a round number, or the 万 of its unit."""
    scale = unit[:1] if unit[:1] in {"万", "亿"} else ""
    found = re.search(rf"{_NOT_A_NUMBER_BEFORE}{re.escape(value)}({scale})([余多])", clean)
    if found is None:
        found = re.search(rf"{_NOT_A_NUMBER_BEFORE}{re.escape(value)}()([余多])", clean)
    if found is not None:
        scale, word = found[1], found[2]
    else:
        word = "余"
        scale = "" if value.endswith("0") else scale
    return f"{value}{scale}{word}{unit.removeprefix(scale)}"


def rank(figure: Figure) -> str:
    """Read a rank from the evidence (全市第一, 第2位); empty where the figure is none."""
    value, unit = figure.value or "", figure.unit or ""
    if unit not in {"", "位", "名"} or not value.isascii() or not value.isdigit() or int(value) == 0:
        return ""
    clean = figure.evidence.clean
    if unit and re.search(rf"(?<![第\d.]){value}{unit}", clean):
        return ""
    spelled = _spelled(int(value))
    numeral = f"(?:{value}|{spelled})" if spelled else value
    found = re.findall(rf"(?:全[市区县省国州校院])?第{numeral}(?![\d一二三四五六七八九十])[位名]?", clean)
    return found[-1] if found else ""


def spelled(figure: Figure) -> str:
    """Say a small whole number with its unit in Chinese numerals; empty where the figure has none."""
    value = figure.value or ""
    numeral = _spelled(int(value)) if value.isascii() and value.isdigit() and int(value) else ""
    return numeral and numeral + (figure.unit or "")


def _spelled(number: int) -> str:
    ten = 10
    if number <= ten:
        return _NUMERALS[number]
    if number >= ten * ten:
        return ""
    tens, ones = divmod(number, ten)
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def change_verb(change: Change, clean: str) -> str:
    """Read the verb of a change before its number; in a distributive list it stands before the first one."""
    found = find_number(change.value, clean)
    if found is not None:
        clause = _SENTENCE_END.split(clean[: found.start()])[-1]
        verbs = list(_VERBS[change.direction].finditer(clause))
        if verbs:
            return _with_compared(verbs[-1][0], clause[verbs[-1].end() :])
    if change.unit.startswith("%"):
        return "增长" if change.direction == "up" else "下降"
    if "百分点" in change.unit:
        return "提高" if change.direction == "up" else "下降"
    return "增加" if change.direction == "up" else "减少"


def _with_compared(verb: str, between: str) -> str:
    """Keep what a comparison compares with: 高于全市; everything else between verb and number goes."""
    if verb not in COMPARISONS:
        return verb
    compared = _COMPARED.fullmatch(between)
    if compared is None:
        return verb
    approximate = sorted((word for words in _BEFORE.values() for word in words), key=len, reverse=True)
    for word in approximate:
        between = between.removesuffix(word)
    return verb + shown(between)


_MONTH: Final = r"(\d{4})-(\d{2})"
_HALVES: Final = {"H1": "上半年", "H2": "下半年"}
_QUARTERS: Final = {"Q1": "一季度", "Q2": "二季度", "Q3": "三季度", "Q4": "四季度"}


def period_words(period: str | None) -> str:
    """Say a period: ``2020年上半年``, ``2018年1—9月``, ``截至2020年5月``; unknown forms as they are."""
    text = shown(period or "")
    if re.fullmatch(r"\d{4}", text):
        return f"{text}年"
    if found := re.fullmatch(r"(\d{4})-([HQ]\d)", text):
        part = (_HALVES | _QUARTERS).get(found[2])
        return f"{found[1]}年{part}" if part is not None else text
    if found := re.fullmatch(f"{_MONTH}/{_MONTH}", text):
        first = f"{found[1]}年{int(found[2])}"
        same_year = found[1] == found[3]
        return f"{first}—{int(found[4])}月" if same_year else f"{first}月—{found[3]}年{int(found[4])}月"
    if found := re.fullmatch(f"as of {_MONTH}", text):
        return f"截至{found[1]}年{int(found[2])}月"
    if found := re.fullmatch(_MONTH, text):
        return f"{found[1]}年{int(found[2])}月"
    return text


def date_words(date: str | None) -> str:
    """Say a date: ``2020年4月14日``; as it is where it is of no known form."""
    text = shown(date or "")
    found = re.fullmatch(f"{_MONTH}-(\\d{{2}})", text)
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else text
