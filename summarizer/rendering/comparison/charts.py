"""Charts of indicators over the years, drawn by pygal, with nothing in them that runs or is fetched."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from summarizer.rendering.typography import shown
from summarizer.rendering.wording import period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.schemas import Comparison, Indicator

FEWEST: Final = 3
"""Points of one body from which on a picture says more than a table."""
_SVG: Final = "http://www.w3.org/2000/svg"
_YEAR: Final = re.compile(r"(?:as of )?(\d{4})(?:-12)?")
_ROOM: Final = 1.12
"""Times the greatest level that the scale reaches, for the number above its bar."""
_COLOURS: Final = ("#3f8fc4", "#d08a3c", "#4aa58a", "#b5729d", "#9a9d3a", "#9a7fd0")
_FONT: Final = "PingFang SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"


def has_charts() -> bool:
    """Whether the library that draws is installed (the extra ``charts``)."""
    return find_spec("pygal") is not None


def charts(made: Comparison) -> dict[str, str]:
    """Draw every indicator of which a body gives full years enough.

    Returns:
        SVG documents by indicator, without scripts, links and style attributes.

    Raises:
        ModuleNotFoundError: pygal is not installed.
    """
    return {
        row.id: _drawn(row, lines)
        for row in made.indicators
        if max(map(len, (lines := _lines(made, row)).values()), default=0) >= FEWEST
    }


def _lines(made: Comparison, row: Indicator) -> dict[str, dict[str, float]]:
    """Return the levels of every body by year."""
    figures = {each.id: each for each in made.figures}
    bodies = {each.id: each.body or each.title or each.id for each in made.reports}
    found: dict[str, dict[str, float]] = {}
    for identity, amount in row.amounts.items():
        compared = figures[identity]
        year = _YEAR.fullmatch(compared.figure.period or "")
        if year is not None:
            found.setdefault(bodies[compared.report], {})[year[1]] = float(amount)
    return found


def _drawn(row: Indicator, lines: Mapping[str, Mapping[str, float]]) -> str:
    import pygal  # noqa: PLC0415 - an extra
    from pygal.style import Style  # noqa: PLC0415 - same

    years = sorted({year for line in lines.values() for year in line})
    top = max(amount for line in lines.values() for amount in line.values())
    chart = pygal.Bar(
        width=640,
        height=300,
        js=[],
        disable_xml_declaration=True,
        show_legend=len(lines) > 1,
        legend_at_bottom=True,
        print_values=True,
        print_values_position="top",
        show_y_labels=False,
        show_y_guides=False,
        range=(0, top * _ROOM),
        margin_top=16,
        rounded_bars=2,
        style=Style(
            background="transparent",
            plot_background="transparent",
            foreground="#80868f",
            foreground_strong="#80868f",
            foreground_subtle="#80868f",
            guide_stroke_color="#80868f40",
            major_guide_stroke_color="#80868f60",
            colors=_COLOURS,
            value_colors=("#80868f",) * len(_COLOURS),
            font_family=_FONT,
            title_font_size=15,
            value_font_size=12,
            label_font_size=12,
            major_label_font_size=12,
        ),
    )
    chart.uuid = row.id  # pygal makes one up, another every time
    chart.title = f"{shown(row.name)}（{shown(row.unit or '')}）"
    chart.x_labels = [period_words(year) for year in years]
    for body, line in lines.items():
        chart.add(shown(body), [line.get(year) for year in years], formatter="{:.12g}".format)
    return _still(chart.render(is_unicode=True))


def _still(drawn: str) -> str:
    """Leave out what runs and what is fetched, so that the file may be opened on its own as well."""
    root = ET.fromstring(drawn)  # noqa: S314 - written by pygal, which escapes the words of the report
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{{{_SVG}}}script", f"{{{_SVG}}}a"}:
                parent.remove(child)
        for name in [each for each in parent.attrib if each.startswith("on") or "href" in each]:
            del parent.attrib[name]
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode")
