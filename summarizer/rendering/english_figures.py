"""How one figure is said in English: its number as written, what qualifies it, its change, its period.

The words are a closed list; only the name of a figure is a translation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.quantities import MONTHS, quantity
from summarizer.rendering.escaping import escaped, table_row
from summarizer.rendering.typography import seen_in_english as seen
from summarizer.rendering.wording import COMPARISONS, DOUBT, DOUBTFUL_NAME, DOUBTFUL_STATUS, change_verb, rank

if TYPE_CHECKING:
    from summarizer.rendering.figures import Row, Usual
    from summarizer.rendering.lexicon import Lexicon
    from summarizer.rendering.marks import Marks
    from summarizer.schemas import Figure

TABLE_HEAD: Final = (
    table_row(("Indicator", "Value", "Change", "Source")),
    table_row(("---",) * 4),
)
_NOTHING: Final = "—"
_NO_PERIOD: Final = "no period given"
_QUALIFIED: Final = {
    "约": "about {}",
    "近": "nearly {}",
    "超": "over {}",
    "余": "over {}",
    "以上": "{} or more",
    "不低于": "at least {}",
    "不少于": "at least {}",
    "不超过": "at most {}",
    "以内": "at most {}",
    "累计": "{} in total",
}
_RISING: Final = re.compile("(?:增速|增幅|涨幅|增长率|增长)$")
_FALLING: Final = re.compile("(?:降幅|下降)$")
_COMPARED: Final = {
    "全国": "the nation",
    "全省": "the province",
    "全市": "the city",
    "全县": "the county",
    "全区": "the district",
    "全国平均": "the national average",
    "全省平均": "the provincial average",
    "全市平均": "the city average",
    "上年": "the year before",
    "上年同期": "the same period of the year before",
    "去年同期": "the same period of the year before",
    "目标": "the target",
}
_MONTH: Final = r"(\d{4})-(\d{2})"


def name(figure: Figure, lexicon: Lexicon) -> str:
    """Say the name of a figure, with a mark where it is in doubt."""
    said = lexicon.start(figure.name)
    return said + DOUBT if DOUBTFUL_NAME.intersection(figure.flags) else said


def level(figure: Figure) -> str:
    """Say the level of a figure, escaped: ``about 20亿元 (2 billion yuan)``; empty without a level."""
    if figure.value is None:
        return ""
    if rank(figure):
        return escaped(f"No. {seen(figure.value)}")
    return escaped(_qualified(figure, figure.value, figure.unit or ""))


def change(figure: Figure) -> str:
    """Say the change of a figure, escaped: ``up 41.8%``, ``higher by 1 percentage point than the city``."""
    found = figure.change
    if found is None:
        return ""
    number = (
        seen(quantity(found.value, found.unit))
        if figure.value is not None
        else _qualified(figure, found.value, found.unit)
    )
    verb = change_verb(found, figure.evidence.clean)
    compared = next((word for word in COMPARISONS if verb.startswith(word)), None)
    if compared is None:
        return escaped(f"{'up' if found.direction == 'up' else 'down'} {number}")
    what = _COMPARED.get(verb.removeprefix(compared).removesuffix("水平"))
    than = f" than {what}" if what else ""
    return escaped(f"{'higher' if found.direction == 'up' else 'lower'} by {number}{than}")


def statement(figure: Figure, lexicon: Lexicon, *, planned: bool = False) -> str:
    """Say a figure in one clause: name, level and change."""
    said = [part for part in (level(figure), _bare_change(figure)) if part]
    aim = ""
    if figure.status == "forecast" or (figure.status == "target" and not planned):
        aim = f" ({figure.status})"
    return f"{name(figure, lexicon)} {', '.join(said)}{aim}".rstrip()


def _bare_change(figure: Figure) -> str:
    """Leave out up and down where the name of a rate says them: ``growth of investment 9%``."""
    said = change(figure)
    if figure.value is None and figure.change is not None:
        if figure.change.direction == "up" and _RISING.search(figure.name):
            return said.removeprefix("up ")
        if figure.change.direction == "down" and _FALLING.search(figure.name):
            return said.removeprefix("down ")
    return said


def table_note(common: Usual) -> str:
    """Say what holds for every row that says nothing else."""
    when = escaped(period(common.period))
    return f"Unless stated otherwise: {common.status} figures{f', {when}' if when else ''}."


def row_line(row: Row, lexicon: Lexicon, marks: Marks, common: Usual) -> str:
    """Write a row of the table."""
    figure = row.figure
    said = name(figure, lexicon) or _NOTHING
    if figure.period != common.period:
        said += f" ({escaped(period(figure.period)) or _NO_PERIOD})"
    value, moved = level(figure), change(figure)
    source = marks.figure(figure.id)
    doubtful = DOUBTFUL_STATUS.intersection(figure.flags)
    if figure.status != common.status or doubtful:
        status = f" ({figure.status}{DOUBT if doubtful else ''})"
        value, moved = (value + status, moved) if value else (value, moved + status)
    if row.target is not None:
        value += f" (target: {level(row.target)})"
        source += marks.figure(row.target.id)
    return table_row((said, value or _NOTHING, moved or _NOTHING, source))


def _qualified(figure: Figure, value: str, unit: str) -> str:
    said = quantity(value, unit)
    # What counts up a total stands outside of what qualifies the number.
    for word in sorted(figure.qualifier.split("/"), key="累计".__eq__):
        said = _QUALIFIED.get(word, "{}").replace("{}", said)
    return seen(said)


def period(text: str | None) -> str:
    """Say a period: ``H1 2020``, ``January to September 2018``, ``as of May 2020``; else as it is."""
    said = seen(text or "")
    if found := re.fullmatch(r"(\d{4})-([HQ]\d)", said):
        return f"{found[2]} {found[1]}"
    if found := re.fullmatch(f"{_MONTH}/{_MONTH}", said):
        first, last = _month(found[2]), _month(found[4])
        return (
            f"{first} to {last} {found[3]}"
            if found[1] == found[3]
            else f"{first} {found[1]} to {last} {found[3]}"
        )
    if found := re.fullmatch(f"(as of )?{_MONTH}", said):
        return f"{found[1] or ''}{_month(found[3])} {found[2]}"
    return said


def date(text: str | None) -> str:
    """Say a date: ``14 April 2020``; as it is where it is of no known form."""
    said = seen(text or "")
    found = re.fullmatch(f"{_MONTH}-(\\d{{2}})", said)
    return f"{int(found[3])} {_month(found[2])} {found[1]}" if found else said


def _month(digits: str) -> str:
    place = int(digits)
    return MONTHS[place - 1] if 1 <= place <= len(MONTHS) else digits
