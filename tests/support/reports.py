"""Short original reports, as many as are wanted, no two alike."""

from __future__ import annotations

_PLACES = "榆桦枫栎檀楠桐椿杉澜溪泽浦湾汀渚"


def short_report(number: int) -> str:
    """Return a report of an invented place with two parts, a few figures and a problem."""
    place = _PLACES[number % len(_PLACES)] + _PLACES[number // len(_PLACES) % len(_PLACES)]
    return (
        f"{place}县水务局2023年工作总结\n"
        "一、2023年工作情况\n"
        f"（一）抓好工程建设。全年完成水利投资{number + 3}.{number % 9 + 1}亿元，新建泵站{number + 2}座。\n"
        "二、存在问题\n"
        f"渠系老化，{number % 7 + 2}处灌区尚未改造。\n"
    )
