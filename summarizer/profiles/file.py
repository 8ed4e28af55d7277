"""What ``profile.toml`` may hold, and mistakes in it with the line they stand in."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from summarizer.errors import ProfileError
from summarizer.schemas import SectionKind  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "profile.toml"
PARTS = (
    "overview",
    "table",
    "work",
    "problems",
    "targets",
    "plan",
    "documents",
    "gaps",
    "sources",
)
"""Parts of the brief whose headings can be changed."""
_LINE = re.compile(r"\(at line (\d+)")


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from None
    return value


def _part(value: str) -> str:
    if value not in PARTS:
        raise ValueError(f"the brief has no part {value!r}; its parts are {', '.join(PARTS)}")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Pattern = Annotated[Text, AfterValidator(_pattern)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RoleTable(_Table):
    """A sentence of the overview; what is left out is as in the built-in profile."""

    name: Text | None = None
    listed: Text | None = None
    opening: Text | None = None
    figures: Text | None = None
    said_by: Pattern | None = None


class OverviewTable(_Table):
    """The sentences of the overview."""

    deeds: RoleTable = RoleTable()
    problems: RoleTable = RoleTable()
    plans: RoleTable = RoleTable()


class ProfileFile(_Table):
    """The whole file."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: Text
    title: Text
    indicators: list[Pattern] = []
    overview: OverviewTable = OverviewTable()
    sections: dict[SectionKind, list[Text]] = {}
    labels: dict[Annotated[str, AfterValidator(_part)], Text] = {}


def parse_file(text: str, path: Path) -> ProfileFile:
    """Read ``profile.toml``.

    Raises:
        ProfileError: It is no TOML, or holds what a profile cannot; told with file and line.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        where = f"{path}:{found[1]}" if found else str(path)
        raise ProfileError(f"{where}: {_LINE.split(str(error))[0].strip()}.") from error
    try:
        return ProfileFile.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        keys = [str(key) for key in first["loc"] if key != "[key]"]
        what = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            what = f"a profile has no {'.'.join(keys)}{_meant(keys)}"
        elif first["type"] == "missing":
            what = f"{'.'.join(keys)} is missing"
        raise ProfileError(f"{path}:{line_of(text, keys)}: {what.rstrip('.')}.") from error


def line_of(text: str, keys: Sequence[str]) -> int:
    """Return the line, from 1, in which a key stands, or as much of its path as can be found."""
    lines, place = text.splitlines(), 0
    for key in keys:
        if key.isdigit():
            continue
        word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])\s*[\].=]")
        place = next((n for n in range(place, len(lines)) if word.search(lines[n])), place)
    index = next((int(key) for key in keys if key.isdigit()), None)
    return place + 1 if index is None else _line_of_item(lines, place, index)


def _line_of_item(lines: Sequence[str], place: int, index: int) -> int:
    """Return the line of an item of a list that opens in line ``place``, where each has a line of its own."""
    items = [n for n in range(place + 1, len(lines)) if re.match(r"""\s*["']""", lines[n])]
    in_one_line = "]" in lines[place].partition("[")[2]
    return place + 1 if in_one_line or index >= len(items) else items[index] + 1


def _meant(keys: Sequence[str]) -> str:
    tables: dict[str, type[BaseModel]] = {"overview": OverviewTable}
    tables |= dict.fromkeys(OverviewTable.model_fields, RoleTable)
    known = (tables.get(keys[-2], ProfileFile) if len(keys) > 1 else ProfileFile).model_fields
    close = difflib.get_close_matches(keys[-1], known, n=1)
    return f"; did you mean {close[0]}?" if close else ""
