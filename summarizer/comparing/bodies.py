"""Who reports: the body in the form in which reports are known to be of one body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.schemas import Report

_OFFICE: Final = re.compile(r"(?<=人民政府)(?:办公室|办公厅)$")
_PLACE: Final = re.compile(r"^(.{2,8}?)(?:省|市|自治州|州|县|自治县|区|旗|镇|乡|街道)")
_TIMES: Final = re.compile(
    r"\d+|[年月日上下半第季度一二三四]|政府|工作|总结|计划|报告|情况|安排|关于|及|和|的"
)
_ORGAN: Final = re.compile(r"[局府委会院处厅部室校]$|中心$|公司$|街道$")
_PLACE_NAME: Final = 2
"""Characters of a name that a short form keeps."""


def body_of(report: Report) -> str:
    """Say who reports; a report that does not say is known by its title without its dates."""
    if report.meta.issuer:
        return _OFFICE.sub("", report.meta.issuer)
    return _TIMES.sub("", report.meta.title or report.provenance.source_name)


def told_alike(bodies: Sequence[str]) -> list[str]:
    """Call every body by its longest name: ``卫健局`` is the short form of ``卫生健康局``."""
    longest = sorted(set(bodies), key=len, reverse=True)
    return [next(each for each in longest if each == body or _is_short_for(body, each)) for body in bodies]


def place_of(body: str) -> str:
    """Return the place a body is named after, empty where it is named after none."""
    found = _PLACE.match(body)
    return found[0] if found else ""


def _is_short_for(short: str, name: str) -> bool:
    """Whether a name has the characters of another in their order, and both are organs of one place."""
    if not _ORGAN.search(short) or short[:_PLACE_NAME] != name[:_PLACE_NAME]:
        return False
    rest = iter(name)
    return all(char in rest for char in short)
