"""Whatever a record or a source holds, it stays text: no markup, no script, no address, nothing unseen."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import Any

import pytest

from summarizer.rendering.page import Fragment, IndexEntry, Page, Source, page_name, render_index
from summarizer.rendering.page.templates import asset
from summarizer.rendering.page.words import Words
from summarizer.schemas import Report
from tests.support.pages import Taken, taken
from tests.support.records import TEXT, whole

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onclick='alert(1)",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>",
    "<!-- <script> -->",
    "<svg/onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "${alert(1)}",
    "&lt;b&gt;",
    "\u202e\u2066甲\u200b\u2028\x00\x1b[31m\ufeff",
]
CLOSED = frozenset({"status", "kind", "direction", "named_by", "headed_by", "written_by", "schema_version"})
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def poisoned(payload: str) -> Report:
    """The record with the payload in every field that is free text, ids and the keys of mappings too."""

    def poison(value: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            return {
                key if key in Report.model_fields or name != "numbers" else key + payload: poison(held, key)
                for key, held in value.items()
            }
        if isinstance(value, list):
            return [poison(held, name) for held in value]
        return value + payload if isinstance(value, str) and name not in CLOSED else value

    held = poison(whole().model_dump(mode="json"))
    held["translations"] = {f"水利投资{payload}": payload}
    return Report.model_validate(held)


@cache
def pages(payload: str) -> list[Taken]:
    report = poisoned(payload)
    hostile = Source(fragments=(Fragment(start=0, text=TEXT.replace("。", f"。{payload}")),), is_whole=True)
    made = [Page(report), Page(report, language="en"), Page(report, hostile)]
    index = render_index([IndexEntry.of(page, page_name(payload, set())) for page in made])
    return [taken(html) for html in (*(page.html() for page in made), index)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_report_becomes_markup(payload: str) -> None:
    clean = {
        element.tag
        for html in (Page(whole()).html(), render_index([IndexEntry.of(Page(whole()), "a.html")]))
        for element in taken(html).elements
    }
    for page in pages(payload):
        assert {element.tag for element in page.elements} <= clean
        assert len(page.all("style")) == 1
        assert {element.get("type") for element in page.all("script")} <= {"", "application/json"}
        for element in page.elements:
            assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
            assert "src" not in element.attributes
            for name in ("href", "action", "formaction"):
                assert re.fullmatch(r"|#m-[A-Z]x?\d+|[\w%.+-]+\.html", element.get(name))
            assert not element.get("id") or re.fullmatch(r"[mi]-[A-Z]x?\d+|[a-z]+", element.get("id"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_only_the_page_s_own_style_and_script_are_allowed(payload: str) -> None:
    for page in pages(payload):
        (policy,) = (
            element.get("content")
            for element in page.all("meta", **{"http-equiv": "Content-Security-Policy"})
        )
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert set(rules) == {
            *("default-src", "style-src", "script-src", "base-uri", "form-action"),
            *("require-trusted-types-for", "trusted-types"),
        }
        (style,) = page.all("style")
        (script,) = (each for each in page.all("script") if not each.get("type"))
        for rule, element in (("style-src", style), ("script-src", script)):
            digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
            assert rules[rule] == f"'sha256-{digest}'"


@pytest.mark.parametrize("payload", PAYLOADS[-1:])
def test_what_cannot_be_seen_is_made_visible(payload: str) -> None:
    for page in pages(payload):
        for element in page.elements:
            for value in (element.text, *element.attributes.values()):
                assert not _UNSEEN.search(value)
    source = pages(payload)[2]
    assert "U+202E" in {element.text for element in source.all("span", **{"class": "unseen"})}
    assert "⟨U+202E⟩" in source.data()["items"][0]["passages"][0]["text"]


@pytest.mark.parametrize("name", ["page.css", "page.js", "index.js"])
def test_assets_fetch_nothing_and_write_no_markup(name: str) -> None:
    text = asset(name)
    assert not re.search(r"https?:|url\(|@import|fetch\(|XMLHttp|WebSocket|sendBeacon|import\(", text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", text)
    assert "</" not in text


def test_both_languages_have_all_words() -> None:
    chinese, english = (Words(language, is_checked=True) for language in ("zh", "en"))
    assert chinese.own.keys() == english.own.keys()
    assert (
        set(re.findall(r"\bw\.(\w+)", asset("page.html.jinja") + asset("index.html.jinja")))
        <= chinese.own.keys()
    )
    assert (
        set(re.findall(r"\bwords\.(\w+)", asset("page.js")))
        == taken(Page(whole()).html()).data()["words"].keys()
    )


def test_ids_that_are_not_plain_or_come_twice_get_keys_of_their_own() -> None:
    report = whole()
    odd = [
        report.figures[0].model_copy(update={"id": identity})
        for identity in ("F1", "F1", "P1", 'F1" x', "", "F12345678")
    ]
    items = taken(Page(report.model_copy(update={"figures": odd})).html()).data()["items"]
    keys = [item["key"] for item in items]
    assert len(keys) == len(set(keys))
    assert keys[0] == "F1"
