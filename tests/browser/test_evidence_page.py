"""The evidence page in a real browser, from a file, as a reader uses it."""

from __future__ import annotations

import base64
import json
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from summarizer.rendering.page import Fragment, IndexEntry, Page, Source, render_index
from tests.support.records import TEXT, whole

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.browser import Browser

pytestmark = pytest.mark.browser
ATTACK = (
    "</script></title></style><script>window.ran = 1</script><img src='http://127.0.0.1:9/x' onerror='ran=2'>"
    "\"onclick='ran=3'<svg onload=ran=4></svg><a href='javascript:ran=5'>"
)


@pytest.fixture
def page(chromium: Browser, example: Path) -> Browser:
    chromium.open(example)
    return chromium


def data(page: Browser) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(page.find("#data").get_attribute("textContent") or "")
    return held


def chosen(page: Browser) -> str:
    """The key that the card shows."""
    keys = [small.text for small in page.all("#card:not([hidden]) .row small")]
    return keys[-1] if keys else ""


def settle(page: Browser) -> None:
    """Wait until what came into sight is laid out and looked at again."""
    page.run("return new Promise((done) => setTimeout(done, 200))")


def visible_keys(page: Browser) -> set[str]:
    script = """
        return [...document.querySelectorAll("[data-row]:not([hidden])")].map((row) => row.dataset.row);
    """
    return set(page.run(script))


def counts(page: Browser, facet: str) -> dict[str, int]:
    """What the choices of a group of filters count."""
    script = """
        const buttons = [...document.querySelectorAll(`[data-facet=${arguments[0]}] button`)];
        const count = (button) => Number(button.lastChild.textContent);
        return Object.fromEntries(buttons.map((each) => [each.dataset.value, count(each)]));
    """
    return dict(page.run(script, facet))


def test_it_opens_from_a_file_without_an_error_and_without_a_request(page: Browser, example: Path) -> None:
    assert page.find("h1").text == "清渡区经济发展和文化旅游局2024年工作总结和2025年工作计划"
    for keys in ("jjjk", "t", "t", "?", Keys.ESCAPE, "/", "工业", Keys.ESCAPE):
        page.press(keys)
    assert page.log() == []
    assert set(page.requests()) == {example.as_uri()}


def test_a_mark_leads_to_the_brief(page: Browser) -> None:
    page.find("[data-keys~=F13]").click()
    assert chosen(page) == "F13"
    settle(page)
    assert page.seen(".points .on[data-key=F13]")
    item = next(each for each in data(page)["items"] if each["key"] == "F13")
    card = page.find("#card").text
    assert {item["title"], item["level"], item["passages"][0]["text"]} <= set(card.splitlines())


def test_the_brief_leads_to_a_mark(page: Browser) -> None:
    assert not page.seen("#m-F40 + span")
    page.run("document.getElementById('i-F40').scrollIntoView({block: 'center'})")
    page.find("#i-F40 a").click()
    assert chosen(page) == "F40"
    settle(page)
    assert page.seen("#m-F40 + span.on")


def test_every_item_can_be_chosen_and_is_shown_on_both_sides(page: Browser) -> None:
    script = """
        const key = arguments[0];
        location.hash = key;
        dispatchEvent(new Event("hashchange"));
        const lit = (side) => [...document.querySelectorAll(`${side} .on`)];
        const within = (element) => {
          const box = element.getBoundingClientRect();
          const pane = element.closest(".pane").getBoundingClientRect();
          return box.width > 0 && box.bottom > pane.top && box.top < pane.bottom;
        };
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const settle = async () => { for (let turn = 0; turn < 6; turn++) await frame(); };
        return settle().then(() => [
          lit("#source").some(within),
          lit("#brief").some(within),
          lit("#source").every((run) => run.dataset.keys.split(" ").includes(key)),
        ]);
    """
    for item in data(page)["items"]:
        assert page.run(script, item["key"]) == [True, True, True], item


def test_what_stands_at_one_place_is_chosen_in_turn(page: Browser) -> None:
    run = page.find("#source [data-keys*=' ']")
    keys = (run.get_attribute("data-keys") or "").split()
    told: list[str] = []
    for _ in range(len(keys) + 1):
        run.click()
        told.append(chosen(page))
    assert told == [*keys, keys[0]]


def test_filters_show_what_they_count(page: Browser) -> None:
    items = data(page)["items"]
    for facet in page.all("[data-facet]"):
        name = facet.get_attribute("data-facet") or ""
        before = counts(page, name)
        assert +Counter(before) == Counter(item[name] for item in items if item[name])
        for button in page.all(f"[data-facet={name}] button"):
            value = button.get_attribute("data-value")
            keys = {item["key"] for item in items if item[name] == value}
            button.click()
            assert visible_keys(page) == keys
            assert page.find("#shown").text == f"{len(keys)} / {len(items)} 条"
            assert page.find(".empty").is_displayed() == (not keys)
            figures = sum(item["kind"] == "figure" for item in items if item["key"] in keys)
            table = page.find(".part:has(.all)")
            assert table.is_displayed() == bool(figures)
            if figures:
                assert f"{figures} / {sum(item['kind'] == 'figure' for item in items)}" in table.text
            lit = page.run("return document.querySelectorAll('#source [data-keys]:not(.off)').length")
            assert bool(lit) == bool(keys)
            # The other choices of the group still say what pressing them too would add.
            assert counts(page, name) == before
            button.click()
    assert len(visible_keys(page)) == len(items)


def test_filters_work_together_and_are_cleared(page: Browser) -> None:
    items = data(page)["items"]
    sections = data(page)["sections"]
    place = next(n for n, heading in enumerate(sections) if "2025" in heading)
    page.find(f"#section option[value='{place}']").click()
    page.find("[data-value=target]").click()
    page.find("#search").send_keys("亿元")
    keys = {
        item["key"]
        for item in items
        if place in item["sections"]
        and item["status"] == "target"
        and any("亿元" in text for text in (item["level"], item["passages"][0]["text"]))
    }
    assert keys
    assert visible_keys(page) == keys
    count = page.find("[data-facet=verdict] [data-value=verified] .n").text
    assert count == str(sum(item["verdict"] == "verified" for item in items if item["key"] in keys))
    page.find("[data-do=clear]").click()
    assert len(visible_keys(page)) == len(items)
    assert page.find("#search").get_attribute("value") == ""


def test_keys(page: Browser) -> None:
    order = [
        item["key"]
        for item in sorted(
            (item for item in data(page)["items"] if item["verdict"] != "classified"),
            key=lambda item: item["passages"][0]["at"],
        )
    ]
    page.press("jjj")
    assert chosen(page) == order[2]
    page.press("k")
    assert chosen(page) == order[1]
    page.press("kk")
    assert chosen(page) == order[-1]
    page.press(Keys.ESCAPE)
    assert chosen(page) == ""
    page.press("/")
    page.press("j")
    assert page.find("#search").get_attribute("value") == "j"
    assert page.find("[data-do=clear]").is_displayed()
    page.press(Keys.ESCAPE)
    assert page.find("#search").get_attribute("value") == ""
    page.find("[data-value=target]").click()
    page.press(Keys.ESCAPE)
    assert not page.find("[data-do=clear]").is_displayed()
    page.press("?")
    assert page.find("#help").is_displayed()
    page.press(Keys.ESCAPE)
    assert not page.find("#help").is_displayed()


def test_dark_and_light_follow_the_system_until_they_are_chosen(chromium: Browser, example: Path) -> None:
    def shade() -> str:
        return str(chromium.run("return getComputedStyle(document.body).backgroundColor"))

    def system(value: str) -> None:
        features = [{"name": "prefers-color-scheme", "value": value}]
        chromium.protocol("Emulation.setEmulatedMedia", features=features)

    chromium.open(example)
    chromium.run("localStorage.clear()")
    try:
        system("dark")
        chromium.open(example)
        dark = shade()
        system("light")
        WebDriverWait(chromium.driver, 10).until(lambda _: shade() != dark)
        chromium.press("t")
        assert shade() == dark
        chromium.run("location.reload()")
        assert shade() == dark
    finally:
        chromium.run("localStorage.clear()")
        system("")


def attacked(path: Path) -> Path:
    """A page of a record and a source full of attacks."""
    report = whole()
    figures = [
        figure.model_copy(update={"name": figure.name + ATTACK, "id": figure.id + ATTACK, "unit": ATTACK})
        for figure in report.figures
    ]
    points = [
        point.model_copy(update={"headline": point.headline + ATTACK, "flags": [ATTACK]})
        for point in report.achievements
    ]
    meta = report.meta.model_copy(update={"title": ATTACK, "issuer": ATTACK})
    hostile = report.model_copy(update={"figures": figures, "achievements": points, "meta": meta})
    source = Source(fragments=(Fragment(start=0, text=TEXT + ATTACK),), is_whole=True)
    path.write_text(Page(hostile, source).html(), encoding="utf-8")
    return path


def test_a_hostile_report_runs_no_script(chromium: Browser, tmp_path: Path) -> None:
    path = attacked(tmp_path / "hostile.html")
    chromium.open(path)
    chromium.press("jjjj")
    for item in data(chromium)["items"]:
        chromium.run("location.hash = arguments[0]", item["key"])
    assert chromium.run("return window.ran") is None
    assert ATTACK.splitlines()[0] in chromium.find("article").text
    assert set(chromium.requests()) == {path.as_uri()}
    assert chromium.log() == []
    assert not chromium.all("article img, article svg, article a, #card img")


def test_markup_that_got_through_would_not_run_either(chromium: Browser, tmp_path: Path) -> None:
    """What escaping is for cannot be tested twice; what the policy is for can: markup is put in by hand."""
    path = attacked(tmp_path / "broken.html")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('<article lang="zh">', f"<article>{ATTACK}<p style='color:red'>x</p>"), encoding="utf-8"
    )
    chromium.open(path)
    chromium.run("document.querySelector('article a:not(svg a)').click()")
    assert chromium.run("return window.ran") is None
    assert set(chromium.requests()) <= {path.as_uri(), "http://127.0.0.1:9/x"}
    assert any("Content Security Policy" in message for message in chromium.log())
    injected = "document.querySelector('article').innerHTML = '<b>x</b>'"
    assert (
        chromium.run(f"try {{ {injected}; return 'written' }} catch (error) {{ return error.name }}")
        == "TypeError"
    )


def test_without_script_the_page_can_be_read(chromium: Browser, example: Path) -> None:
    chromium.protocol("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chromium.open(example)
        assert chromium.find(".overview").is_displayed()
        link = chromium.find("#i-F1 a")
        # What comes into sight is only then laid out, and moves what is below it: first there, then a click.
        chromium.run("arguments[0].scrollIntoView({block: 'center'})", link)
        time.sleep(0.2)  # not settle(): timers of the page do not run here
        link.click()
        assert chromium.driver.current_url.endswith("#m-F1")
    finally:
        chromium.protocol("Emulation.setScriptExecutionDisabled", value=False)


def test_both_sides_are_printed_whole(page: Browser) -> None:
    try:
        page.protocol("Emulation.setEmulatedMedia", media="print")
        assert page.find(".overview").is_displayed()
        assert page.find("article").is_displayed()
        assert not page.find(".filters").is_displayed()
        assert page.run("return getComputedStyle(document.getElementById('source')).overflow") == "visible"
    finally:
        page.protocol("Emulation.setEmulatedMedia", media="")
    page.run("document.querySelector('details').open = false")
    pages = base64.b64decode(page.protocol("Page.printToPDF")["data"]).count(b"/Type /Page\n")
    assert pages > 2
    assert not page.all("details:not([open])")


def test_phone(phone: Browser, example: Path) -> None:
    phone.open(example)
    assert phone.run("return document.documentElement.scrollWidth") <= phone.run("return innerWidth")
    assert phone.find(".overview").is_displayed()
    assert not phone.find("article").is_displayed()
    phone.find(".overview .ref").click()
    phone.find("#card .to-source").click()
    assert phone.find("article").is_displayed()
    settle(phone)
    assert phone.seen("#source .on")
    phone.find("[data-do=filters]").click()
    assert phone.find("#search").is_displayed()
    assert phone.run("return document.documentElement.scrollWidth") <= phone.run("return innerWidth")
    phone.find("[data-do=pane][data-value=brief]").click()
    assert phone.find(".overview").is_displayed()


def test_thirty_thousand_characters_and_four_hundred_figures(chromium: Browser, tmp_path: Path) -> None:
    times = 30_000 // len(TEXT) + 1
    report = whole()
    size = len(TEXT)
    figures = [
        figure.model_copy(
            update={
                "id": f"F{turn * 100 + place}",
                "evidence": figure.evidence.model_copy(
                    update={
                        "start": figure.evidence.start + turn * size,
                        "end": figure.evidence.end + turn * size,
                    }
                ),
            }
        )
        for turn in range(times)
        for place, figure in enumerate(report.figures)
    ]
    assert len(figures) > 400
    long = Source(fragments=(Fragment(start=0, text=TEXT * times),), is_whole=True)
    path = tmp_path / "long.html"
    path.write_text(Page(report.model_copy(update={"figures": figures}), long).html(), encoding="utf-8")
    chromium.open(path)
    assert chromium.find("[data-facet=kind] [data-value=figure] .n").text == str(len(figures))
    chromium.run("location.hash = arguments[0]", figures[-1].id)
    settle(chromium)
    assert chromium.seen("#source .on")
    chromium.find("#search").send_keys("用水总量")
    assert (
        len(visible_keys(chromium))
        == sum("用水总量" in each.name + each.evidence.quote for each in figures) + 1
    )


def test_index_leads_to_pages_sorts_and_searches(chromium: Browser, tmp_path: Path) -> None:
    few = whole().model_copy(update={"figures": whole().figures[:3], "achievements": []})
    few = few.model_copy(update={"meta": few.meta.model_copy(update={"title": "石塘镇工作总结"})})
    entries: list[IndexEntry] = []
    for name, report in (("甲 一.html", whole()), ("b.html", few)):
        page = Page(report)
        (tmp_path / name).write_text(page.html(), encoding="utf-8")
        entries.append(IndexEntry.of(page, name))
    index = tmp_path / "index.html"
    index.write_text(render_index(entries), encoding="utf-8")
    chromium.open(index)
    assert chromium.log() == []

    def titles() -> list[str]:
        return [row.text for row in chromium.all("tbody a") if row.is_displayed()]

    assert len(titles()) == 2
    chromium.find("thead th:nth-child(4) button").click()
    assert titles()[0].startswith("砚溪县")
    chromium.find("thead th:nth-child(4) button").click()
    assert titles()[0] == "石塘镇工作总结"
    chromium.press("/2024年工作计划")
    assert titles() == ["砚溪县水务局2023年工作总结和2024年工作计划"]
    chromium.find("tbody tr:not([hidden]) a").click()
    assert chromium.find("h1").text == "砚溪县水务局2023年工作总结和2024年工作计划"
