"""Words can be read on every ground they stand on, in both themes."""

from __future__ import annotations

import re

import pytest

from summarizer.rendering.page.templates import asset

STYLE = asset("page.css")
GROUNDS = {
    "ink": (
        "paper",
        "panel",
        "raised",
        "hover",
        "on",
        *(f"{name}-tint" for name in ("actual", "target", "forecast")),
    ),
    "soft": ("paper", "panel", "raised", "hover", "actual-tint"),
    "faint": ("paper", "panel"),
    "accent": ("paper", "panel", "hover"),
    "actual": ("paper", "panel", "actual-tint"),
    "target": ("paper", "panel", "target-tint"),
    "forecast": ("paper", "panel", "forecast-tint"),
    "point": ("panel", "point-tint"),
    "uncovered": ("paper", "panel", "uncovered-tint"),
}
_ENOUGH = 4.5


def colours(theme: str) -> dict[str, str]:
    block = re.search(
        r":root \{(.*?)\}" if theme == "light" else r'\[data-theme="dark"\] \{(.*?)\}', STYLE, re.DOTALL
    )
    assert block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[1]))


def luminance(colour: str) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[place : place + 2], base=16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_that_of_wcag_aa(theme: str) -> None:
    known = colours(theme)
    for name, grounds in GROUNDS.items():
        for ground in grounds:
            dark, light = sorted((luminance(known[name]), luminance(known[ground])))
            contrast = (light + 0.05) / (dark + 0.05)
            assert contrast >= _ENOUGH, f"{name} on {ground}: {contrast:.2f}"


def test_both_themes_know_the_same_colours() -> None:
    assert colours("light").keys() == colours("dark").keys()
