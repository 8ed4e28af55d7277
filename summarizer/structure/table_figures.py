"""Figures of tables: the name from the first cell and the header, the unit from where the table says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.structure.drafts import Draft
from summarizer.structure.model import Change
from summarizer.structure.numbers import Quantity
from summarizer.structure.periods import period_at
from summarizer.structure.tables import find_tables
from summarizer.structure.units import PER_CENT, POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.structure.model import Direction, Mention
    from summarizer.structure.tables import Cell, Row, Table

TABLE = "table"
"""The rule that made the name; cell and header leave little doubt."""
_VALUE = re.compile(
    r"(?P<word>增长|增加|上升|提高|上涨|下降|减少|降低|下跌|回落)?(?P<sign>[-+−–↑↓▲▼]?) ?"
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?) ?(?P<unit>[^\d\s,.|()]{0,8})"
)
_DOWN = frozenset({"-", "−", "–", "↓", "▼", "下降", "减少", "降低", "下跌", "回落"})
_ZERO = re.compile(r"[0.,]+")
_UNIT_COLUMN = re.compile(r"(?:计量|计算|数据)?单位")
_CHANGE = re.compile(r"增长|增速|增幅|增减|涨幅|降幅|下降|升降|同比|环比|±|[比较](?:上年|去年|上月|年初)")
_AMOUNT = re.compile(r"[增减](?:加|减|长|少)?[额数量]$")
_FALL = re.compile(r"^(?:同比|比上年|较上年)?(?:下降|减少|降幅|降低)")
_EARLIER = re.compile(r"^(?:上年|去年)(?:同期|实际|全年|完成)?(?:数|值)?$|^(?:上年)?同期(?:数|值)?$")
_AIM = re.compile(r"目标|计划|任务|预期|预算")
_NO_FIGURE = re.compile(r"^[本当][月季]|位次|排名|名次|备注|说明|序号")
_RATE = re.compile(r"率|占|比重|增速|增幅|涨幅|降幅|增长(?:速度)?|±")
_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)")
_CAPTION_UNIT = re.compile(r"单位[::] ?(?P<units>[^\n()]{1,24})")
_NO_UNIT = frozenset({"", "-", "—", "/", "--", "——"})
_NO_UNIT_WORD = re.compile(r"\d|同比|比上年|较上年|上年|其中|含|按|不|月|年(?!$)|计")
_LONGEST_UNIT = 8
_GENERIC = re.compile(
    r"^(?:(?:19|20)\d\d年?(?:度|末|底)?|\d{1,2}(?:[-—~至]\d{1,2})?月[份末底]?|期末|上半年|前三季度|全年|本年|本期|本月|当年|年末|"
    r"累计|绝对[数量值]|绝对额|总量|数值|指标值|实绩|实际|完成|数|值|情况|实际完成|完成情况)*$"
)
_LABEL_FRONT = re.compile(r"^(?:[#*]|\(?[一二三四五六七八九十\d]{1,3}[、.)]\s?)+")
_PART = re.compile(r"^(?:其中|#)[::]?\s?")
_TIME_FRONT = re.compile(
    r"^(?:(?:19|20)\d\d年(?:度|末|底)?|\d{1,2}[-—~至]\d{1,2}月|全年|年末|本年|累计|(?:完成|实现)(?![率度]))+"
)
_MONTH = re.compile(r"^\d{1,2}月(?![份末底])")
_BARE_YEAR = re.compile(r"^(?:19|20)\d\d$")
_WORD = re.compile(r"[一-鿿A-Za-z]")
_PRODUCED = re.compile(r"产品(?:的)?产量")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tabled:
    """A figure of a table."""

    draft: Draft
    period: str | None
    """What its header or caption names; None where that is the period of the report."""
    is_done: bool = False
    """The table compares it with an earlier time: it is no plan, wherever the table stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Column:
    header: str
    """Without its bracket."""
    role: str
    """``unit``, ``level``, ``change``, or empty for what no figure is read from."""
    own: str = ""
    """The unit in the header's bracket; it holds whatever a row says."""
    general: str = ""
    """The unit in the caption, for rows that name none."""
    is_rate: bool = False
    period: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Subject:
    """What a row is about."""

    row: Row
    label: str
    owner: str
    """The row that 其中 takes apart."""
    unit: str
    measured: str
    """What all the table counts (产量), where only its title says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Number:
    mention: int
    start: int
    end: int
    value: str
    unit: str
    down: bool


def table_drafts(text: str, mentions: Sequence[Mention], period: str | None) -> tuple[Tabled, ...]:
    """Find the figures of all tables.

    A number becomes a figure only if the table says its unit; all others are left as they were.

    Args:
        text: The clean text.
        mentions: All numbers of it, in order.
        period: What the report is about.
    """
    places = {(mention.start, mention.end): index for index, mention in enumerate(mentions)}
    found: list[Tabled] = []
    for table in find_tables(text):
        columns = _columns(table, period)
        for subject in _subjects(table, columns):
            found.extend(_row(columns, subject, places, period))
    return tuple(found)


def _subjects(table: Table, columns: Sequence[_Column]) -> Iterator[_Subject]:
    measured = "产量" if _PRODUCED.search(table.caption) else ""
    whole = ""
    for row in table.rows:
        words = _LABEL_FRONT.sub("", row.label.text)
        label = _BRACKET.sub("", _PART.sub("", words)).strip()
        is_part = bool(_PART.match(words))
        if not is_part:
            whole = label
        bracket = _BRACKET.search(words)
        unit = bracket["inside"] if bracket and _is_unit(bracket["inside"]) else ""
        for column, cell in zip(columns, row.cells, strict=False):
            if column.role == "unit" and _is_unit(cell.text):
                unit = cell.text
        if _WORD.search(label):
            owner = whole if is_part and whole != label else ""
            yield _Subject(row=row, label=label, owner=owner, unit=unit, measured=measured)


def _columns(table: Table, period: str | None) -> tuple[_Column, ...]:
    said = _CAPTION_UNIT.search(table.caption)
    units = re.split(r"[、,/ ]+", said["units"].strip()) if said else []
    general = next((unit for unit in units if _is_unit(unit) and unit not in PER_CENT), "")
    rate = next((unit for unit in units if unit in PER_CENT), "")
    told = _CAPTION_UNIT.sub("", table.caption)
    return tuple(_column(header, general, rate, told, period) for header in table.columns)


def _column(header: str, general: str, rate: str, told: str, period: str | None) -> _Column:
    bracket = _BRACKET.search(header)
    own = bracket["inside"].strip().strip("±+-:/、").removeprefix("单位:") if bracket else ""
    bare = _BRACKET.sub("", header).replace(" ", "")
    if bare.endswith(("%", "‰")):
        own, bare = bare[-1], bare[:-1].rstrip("±+-/")
    own = own if _is_unit(own) else ""
    if _UNIT_COLUMN.fullmatch(bare):
        return _Column(header=bare, role="unit")
    if not bare or _NO_FIGURE.search(bare):
        return _Column(header=bare, role="")
    if _EARLIER.match(bare):
        if period is None or not period.isdecimal():
            return _Column(header=bare, role="")
        return _Column(header=bare, role="level", own=own, general=general, period=str(int(period) - 1))
    if _CHANGE.search(bare):
        # 比年初增加额: as much as the level is counted in, not per cent.
        return _Column(header=bare, role="change", own=own, general=general if _AMOUNT.search(bare) else rate)
    is_rate = bool(_RATE.search(bare))
    dated = _MONTH.sub(r"\g<0>份", _BARE_YEAR.sub(r"\g<0>年", bare))
    when = period_at(f"{told}\n{dated}", period)
    return _Column(
        header=bare,
        role="level",
        own=own,
        general=rate if is_rate else general,
        is_rate=is_rate,
        period=when if when != period else None,
    )


def _is_unit(word: str) -> bool:
    return (
        word not in _NO_UNIT
        and len(word) <= _LONGEST_UNIT
        and not (word != "%" and _NO_UNIT_WORD.search(word))
    )


def _row(
    columns: Sequence[_Column], subject: _Subject, places: dict[tuple[int, int], int], period: str | None
) -> Iterator[Tabled]:
    compared = any(column.role == "change" for column in columns)
    has_levels = any(column.role == "level" for column in columns)
    levels: list[Tabled] = []
    for column, cell in zip(columns, subject.row.cells, strict=False):
        number = _number(cell, places)
        if number is None:
            continue
        if column.role == "level":
            unit = number.unit or column.own or subject.unit or column.general
            if column.is_rate and unit not in PER_CENT:
                continue
            if unit and not number.down:
                is_task = bool(_AIM.search(column.header))
                draft = _draft(subject, "" if is_task else column.header)
                draft.level, draft.is_task = _quantity(number, unit), is_task
                levels.append(
                    Tabled(draft=draft, period=column.period, is_done=compared and not draft.is_task)
                )
                yield levels[-1]
        elif column.role == "change" and (change := _change(column, number)) is not None:
            if levels:
                _join(levels, change, number, period)
                levels = []
            elif not has_levels or subject.unit in PER_CENT:
                # A growth rate without a level: 规模以上工业增加值 | % | — | 5.1
                draft = _draft(subject, "")
                draft.change, draft.change_quantity = change, _quantity(number, change.unit)
                yield Tabled(draft=draft, period=None, is_done=True)


def _join(levels: Sequence[Tabled], change: Change, number: _Number, period: str | None) -> None:
    """Give a change to the level it is about: of those since the last change the one of the latest time."""
    amounts = [each for each in levels if each.draft.level_unit not in PER_CENT] or levels
    latest = max(
        range(len(amounts)),
        key=lambda place: (amounts[place].period or period or "", not amounts[place].draft.is_task, place),
    )
    draft = amounts[latest].draft
    # Whether a share rose by per cent or by points, a header such as 比上年增长(%) does not say.
    if draft.level_unit not in PER_CENT or change.unit in POINTS:
        draft.change, draft.change_quantity = change, _quantity(number, change.unit)


def _number(cell: Cell, places: dict[tuple[int, int], int]) -> _Number | None:
    found = _VALUE.fullmatch(cell.text)
    if found is None:
        return None
    start, end = cell.start + found.start("number"), cell.start + found.end("number")
    mention = places.get((start, end))
    unit = found["unit"]
    if mention is None or (unit and not _is_unit(unit)):
        return None
    return _Number(
        mention=mention,
        start=start,
        end=cell.start + found.end(),
        value=found["number"].replace(",", ""),
        unit=unit,
        down=found["word"] in _DOWN or found["sign"] in _DOWN,
    )


def _change(column: _Column, number: _Number) -> Change | None:
    unit = number.unit or column.own or column.general
    if not unit or _ZERO.fullmatch(number.value):
        return None
    direction: Direction = "down" if number.down != bool(_FALL.search(column.header)) else "up"
    return Change(value=number.value, unit=unit, direction=direction)


def _quantity(number: _Number, unit: str) -> Quantity:
    return Quantity(
        mention=number.mention, start=number.start, end=number.end, value=number.value, unit=unit, suffix=""
    )


def _draft(subject: _Subject, header: str) -> Draft:
    measure = subject.measured if _GENERIC.match(header) else _TIME_FRONT.sub("", header)
    name = subject.label if subject.label.endswith(measure) else subject.label + measure
    draft = Draft(
        name=name,
        subject=name,
        how="part" if subject.owner else TABLE,
        name_start=subject.row.label.start,
        clause_start=subject.row.start,
    )
    draft.alternatives += [subject.owner + name] if subject.owner else []
    draft.alternatives += [subject.label] if name != subject.label else []
    return draft
