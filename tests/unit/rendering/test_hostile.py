"""Whatever a record holds, the brief stays a brief, and its numbers stay the record's."""

from __future__ import annotations

import re
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.rendering import Detail, Language, render_markdown
from summarizer.rendering.typography import shown
from summarizer.schemas import (
    Change,
    Document,
    Evidence,
    Figure,
    Meta,
    Notice,
    Overview,
    Point,
    Report,
    Section,
    Uncovered,
)
from tests.support.records import empty

_MARK = re.compile(r"(?<!\\)(?:\\\\)*\[\^([A-Za-z]+\d+)\]")
_COUNTS = re.compile(
    r"另有[^。]*JSON记录|(?:数据|要点)\d+项|未能归类的数字\d+个|\(\d+\)[.:,]|\d+ more \w+|JSON record only:.*"
)
_NOTES = re.compile(r"(?<=[\d元人]) \([\d,.]+(?: [mb]illion)?[a-z ]*\)|(?<=No\. )\d+")
_Kind = Literal["review", "plan", "targets", "problems"]
_DETAILS: list[Detail] = ["short", "standard", "full"]
_LANGUAGES: list[Language] = ["zh", "en"]

_PIECES = [
    *(
        "投资",
        "增长",
        "完成",
        "率",
        "预计",
        "至少",
        "累计",
        "(",
        ")",
        ",",
        ";",
        "《",
        "》",
        "“",
        "。",
        "、",
        "12",
    ),
    *(
        "3.5",
        "100",
        "%",
        "亿元",
        "|",
        "<b>",
        "</script>",
        "<!--",
        "[^F1]",
        "[^F1]: x",
        "](http://a.b)",
        "![",
        "`",
    ),
    *("**", "__", "# ", "- ", "\n", "\n\n", "|---|", "\\", "\u202e", "\u200b", "\x00", "&lt;", "~~", "$x$"),
    *("{}", "{0}", "https://a.b/c", "www.a.b", "\u2028", "=====", "1. "),
]
WORDS = st.lists(st.sampled_from(_PIECES), max_size=6).map("".join)
NUMBERS = st.sampled_from(["1", "2", "12", "3.5", "100", "1-2", "1/4", "2000"])
UNITS = st.sampled_from(["亿元", "%", "家", "位", "", "万人", "个百分点", "|"])
EVIDENCE = st.builds(
    lambda quote, clean, start, size: Evidence(quote=quote, clean=clean, start=start, end=start + size),
    WORDS,
    WORDS,
    st.integers(0, 300),
    st.integers(0, 60),
)
SECTION_IDS = st.sampled_from(["S1", "S2", "S3", "gone", None])
FLAGS = st.lists(st.one_of(st.just("name-unsure"), st.just("status-unsure"), WORDS), max_size=2)


def ids(prefix: str, most: int) -> st.SearchStrategy[list[str]]:
    return st.integers(0, most).map(lambda count: [f"{prefix}{place}" for place in range(1, count + 1)])


@st.composite
def figures(draw: st.DrawFn) -> list[Figure]:
    return [
        Figure(
            id=identity,
            name=draw(WORDS),
            value=draw(st.none() | NUMBERS),
            unit=draw(st.none() | UNITS),
            qualifier=draw(st.sampled_from(["", "约", "余", "以上", "累计/近", "超"])),
            change=draw(
                st.none()
                | st.builds(Change, value=NUMBERS, unit=UNITS, direction=st.sampled_from(["up", "down"]))
            ),
            status=draw(st.sampled_from(["actual", "target", "forecast"])),
            period=draw(st.sampled_from(["2023", "2023-H1", "2023-01/2023-09", "as of 2023-05", None, "|"])),
            section=draw(SECTION_IDS),
            evidence=draw(EVIDENCE),
            places=draw(st.lists(EVIDENCE, max_size=1)),
            named_by="rule",
            flags=draw(FLAGS),
        )
        for identity in draw(ids("F", 6))
    ]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    known = draw(figures())
    some_figures = st.lists(st.sampled_from([*(one.id for one in known), "F99"]), max_size=4)
    points = [
        Point(
            id=identity,
            headline=draw(WORDS),
            evidence=draw(EVIDENCE),
            section=draw(SECTION_IDS),
            figures=draw(some_figures),
            headed_by="model",
            flags=draw(FLAGS),
        )
        for identity in draw(ids("P", 6))
    ]
    kinds: st.SearchStrategy[_Kind] = st.sampled_from(["review", "plan", "targets", "problems"])
    return empty(
        meta=Meta(
            title=draw(st.none() | WORDS),
            issuer=draw(st.none() | WORDS),
            index_number=None,
            document_number=draw(st.none() | WORDS),
            written_on=draw(st.sampled_from([None, "2023-01-09"])),
            published_on=None,
            period="2023",
            plan_period=draw(st.sampled_from([None, "2024"])),
        ),
        overview=Overview(text=draw(WORDS), figures=draw(some_figures), written_by="model"),
        sections=[
            Section(id=f"S{n}", heading=draw(WORDS), level=n, kind=draw(kinds), start=n * 20, end=300)
            for n in (1, 2, 3)
        ],
        figures=known,
        achievements=points[:2],
        actions=points[2:4],
        problems=points[4:],
        documents=draw(st.lists(st.builds(Document, title=WORDS, act=WORDS, evidence=EVIDENCE), max_size=2)),
        key_figures=draw(some_figures),
        uncovered=draw(st.lists(st.builds(Uncovered, number=NUMBERS, evidence=EVIDENCE), max_size=2)),
        translations=draw(st.dictionaries(WORDS.map(shown), WORDS, max_size=8)),
        warnings=draw(st.lists(st.builds(Notice, code=st.just("odd"), message=WORDS), max_size=4)),
    )


def body(brief: str) -> str:
    return re.split(r"\n## (?:来源|Sources)\n", brief, maxsplit=1)[0]


@settings(max_examples=25, deadline=None)
@given(reports(), st.sampled_from(_DETAILS), st.sampled_from(_LANGUAGES))
def test_no_digit_is_invented(report: Report, detail: Detail, language: Language) -> None:
    held = report.model_dump_json(exclude={"provenance", "numbers"})
    held = held.replace("\u200b", "")  # what has no width joins in every reader's eye
    digits = {run.lstrip("0") for run in re.findall(r"\d+", held)}
    brief = body(render_markdown(report, detail=detail, language=language))
    told = _COUNTS.sub("", _MARK.sub("", _NOTES.sub("", brief)))
    assert {run.lstrip("0") for run in re.findall(r"\d+", told)} <= digits


@settings(max_examples=25, deadline=None)
@given(reports(), st.sampled_from(_DETAILS), st.sampled_from(_LANGUAGES))
def test_every_mark_has_its_footnote_and_every_footnote_its_mark(
    report: Report, detail: Detail, language: Language
) -> None:
    brief = render_markdown(report, detail=detail, language=language)
    defined = re.findall(r"^\[\^([A-Za-z]+\d+)\]: ", brief, flags=re.MULTILINE)
    assert len(defined) == len(set(defined))
    assert set(defined) == set(_MARK.findall(body(brief)))


@settings(max_examples=25, deadline=None)
@given(reports(), st.sampled_from(_DETAILS), st.sampled_from(_LANGUAGES))
def test_no_content_becomes_markup(report: Report, detail: Detail, language: Language) -> None:
    brief = body(render_markdown(report, detail=detail, language=language))
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(brief)
    allowed = {
        "heading",
        "paragraph",
        "bullet_list",
        "list_item",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert {re.sub(r"_(open|close)$", "", token.type) for token in tokens} <= {*allowed, "inline"}
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "text_special", "softbreak", "strong_open", "strong_close"}
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", brief)


@settings(max_examples=25, deadline=None)
@given(reports(), st.sampled_from(_DETAILS), st.sampled_from(_LANGUAGES))
def test_tables_keep_their_columns(report: Report, detail: Detail, language: Language) -> None:
    rows = [
        line
        for line in body(render_markdown(report, detail=detail, language=language)).splitlines()
        if line.startswith("|")
    ]
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 5 for row in rows)
