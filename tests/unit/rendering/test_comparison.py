"""A comparison as it is read: whole, with both sides' evidence, and nothing of the reports' own as markup."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from summarizer.comparing import compare
from summarizer.rendering.comparison import (
    charts,
    render_comparison_csv,
    render_comparison_markdown,
    render_comparison_page,
)
from summarizer.schemas import Comparison
from tests.support.comparisons import actual, report, target
from tests.support.records import up

HOSTILE = '<script>alert(1)</script>|[点我](javascript:alert(1))<img src=x onerror="a()">=1+1'


def three_years(name: str = "出口") -> Comparison:
    return compare(
        [
            report(
                "2021",
                actual("F1", name, "9.8", "亿元", period="2021"),
                target("F2", name, "12", "亿元", period="2022"),
            ),
            report(
                "2022",
                actual("F1", name, "11.2", "亿元", period="2022", change=up("20.4", "%")),
                actual("F2", "晴天", "200", "天", period="2022"),
            ),
            report("2023", actual("F1", name, "130000", "万元")),
        ]
    )


class Read(HTMLParser):
    """What a browser makes of a page: its tags, its attributes, its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_markdown_tells_targets_growth_and_both_sides() -> None:
    text = render_comparison_markdown(three_years())
    assert "|出口|12亿元[^A-F2]|11.2亿元，增长20.4%[^B-F1]|未达到|" in text
    assert "B称11.2亿元，增长20.4%[^B-F1]；A为9.8亿元[^A-F1]，两数相比为+14.29%" in text
    assert "130000万元[^C-F1]" in text
    assert "11.2亿元（合112000万元），增长20.4%[^B-F1]" in text
    assert "[^A-F1]: A 2021年 › 一、工作回顾：「出口9.8亿元」" in text
    assert "晴天 200天" in text
    used = set(re.findall(r"\[\^([^\]]+)\](?!:)", text))
    told = re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)
    assert used == set(told)
    assert len(told) == len(set(told))


def test_hostile_words_are_text_in_markdown() -> None:
    text = render_comparison_markdown(three_years(HOSTILE))
    shown = Read(MarkdownIt("commonmark").enable("table").render(text))
    assert not {tag for tag, _ in shown.tags} & {"script", "img", "a"}
    assert HOSTILE in shown.words
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows if "9.8" in line} == {6}


@pytest.mark.parametrize("name", ["出口", HOSTILE])
def test_the_page_runs_and_fetches_nothing(name: str) -> None:
    made = three_years(name)
    page = Read(render_comparison_page(made, charts(made)))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "svg", "iframe", "object", "link", "form", "base"}
    for _, attributes in page.tags:
        assert not [each for each in attributes if each.startswith("on") or each in {"style", "srcset"}]
        assert (attributes.get("src") or "data:").startswith("data:")
        assert (attributes.get("href") or "#").startswith("#")
    assert name in page.words


def test_every_link_of_the_page_has_its_place() -> None:
    page = Read(render_comparison_page(three_years()))
    places = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(places) == len(set(places))
    links = {(attributes.get("href") or "").removeprefix("#") for tag, attributes in page.tags if tag == "a"}
    assert links
    assert links <= set(places)


def test_the_policy_allows_the_style_and_pictures_of_the_page_alone() -> None:
    made = three_years()
    text = render_comparison_page(made, charts(made))
    (style,) = re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL)
    (policy,) = (
        attributes["content"] or ""
        for tag, attributes in Read(text).tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; ")
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_charts_are_drawn_from_three_years_on() -> None:
    made = three_years()
    (drawn,) = charts(made).values()
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = "".join(root.itertext())
    assert "出口（万元）" in words
    assert {"2021年", "2022年", "2023年"} <= set(re.findall(r"\d{4}年", words))
    assert "98000" in words
    assert drawn == next(iter(charts(made).values()))
    assert not charts(
        compare([report("2022", actual("F1", "出口", "1", "亿元", period="2022")), report("2023")])
    )


def test_hostile_words_are_text_in_a_chart() -> None:
    (drawn,) = charts(three_years(HOSTILE)).values()
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn).iter()}  # noqa: S314 - our own
    assert "script" not in tags
    assert "img" not in tags


def test_the_table_has_a_row_a_figure_and_computes_nothing() -> None:
    name = "=cmd|' /C calc'!A0"
    text = render_comparison_csv(three_years(name))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["table"], row["role"], row["report"]) for row in rows[:5]] == [
        ("indicator", "value", "A"),
        ("indicator", "value", "B"),
        ("indicator", "value", "C"),
        ("outcome", "target", "A"),
        ("outcome", "result", "B"),
    ]
    assert [row["amount"] for row in rows[:3]] == ["98000", "112000", "130000"]
    assert (rows[1]["computed"], rows[1]["verdict"]) == ("14.29", "contradicts")
    assert (rows[3]["verdict"], rows[3]["change"]) == ("missed", "")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_the_record_survives_its_json() -> None:
    made = three_years()
    assert Comparison.model_validate_json(made.model_dump_json()) == made


def test_several_bodies_are_told_apart_in_the_columns() -> None:
    made = compare(
        [
            report("2023", actual("F1", "出口", "9.8", "亿元")),
            report("2023", actual("F1", "出口总额", "8", "亿元"), body="潭岭县人民政府"),
        ]
    )
    text = render_comparison_markdown(made)
    assert "|指标|A 云陂县人民政府 2023年|B 潭岭县人民政府 2023年|" in text
    assert "|出口|9.8亿元[^A-F1]|8亿元[^B-F1]|" in text
