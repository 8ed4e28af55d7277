from __future__ import annotations

import re

from summarizer.rendering import render_markdown
from summarizer.schemas import Notice
from tests.support.records import TEXT, empty, figure, point, up, whole

YEAR = {"period": "2023"}


def headings(brief: str) -> list[str]:
    return re.findall(r"^## (.*)$", brief, flags=re.MULTILINE)


def body(brief: str) -> str:
    return brief.split("\n## 来源\n", maxsplit=1)[0]


def test_empty_parts_are_left_out() -> None:
    assert render_markdown(empty()) == "# 工作报告（简报）\n"
    plan = empty(actions=whole().actions, sections=whole().sections)
    assert headings(render_markdown(plan)) == ["工作计划", "来源"]
    assert headings(render_markdown(whole())) == [
        "概览",
        "关键数据",
        "主要工作",
        "存在问题",
        "目标",
        "工作计划",
        "印发文件",
        "未能覆盖的内容",
        "来源",
    ]


def test_every_line_that_states_a_fact_has_a_mark() -> None:
    for line in body(render_markdown(whole(), detail="full")).splitlines():
        fact = line.startswith(("- ", "|")) and not re.match(r"- (名称存疑|“四)|\|(指标|---)", line)
        assert not fact or "[^" in line


def test_a_target_stands_beside_what_was_reached() -> None:
    row = next(line for line in render_markdown(whole()).splitlines() if line.startswith("|沱岭水库投资|"))
    assert row == "|沱岭水库投资|累计3.1亿元（目标2.8亿元）|—|[^F4][^F5]|"


def test_a_row_tells_status_and_period_where_they_are_not_those_of_the_others() -> None:
    figures = [figure(f"F{n}", f"指标{n}号", f"指标{n}号{n}亿元", f"{n}", unit="亿元") for n in (1, 2, 3)]
    figures.append(figure("F4", "用水量", "预计用水量5亿立方米", "5", unit="亿立方米", status="forecast"))
    figures.append(figure("F5", "存款余额", "存款余额9亿元", "9", unit="亿元", period="as of 2023-05"))
    brief = render_markdown(empty(figures=figures, key_figures=[one.id for one in figures]))
    assert "未注明的为2023年实际数。" in brief
    assert "|用水量|预计5亿立方米|—|[^F4]|" in brief
    assert "|存款余额（截至2023年5月）|9亿元|—|[^F5]|" in brief


def test_a_bulletin_tells_how_things_stand() -> None:
    bulletin = whole().model_copy(update={"meta": whole().meta.model_copy(update={"title": "某县统计公报"})})
    assert "主要情况" in headings(render_markdown(bulletin))
    assert "主要工作" in headings(render_markdown(whole()))


def test_a_change_stands_behind_the_level_that_the_headline_says_without_it() -> None:
    one = figure("F1", "货运量", "货运量562万吨,同比增长6.3%", "562", unit="万吨", change=up("6.3", "%"))
    said = point("P1", "完成货运量562万吨", TEXT[:10], None, "F1")
    brief = render_markdown(empty(figures=[one], achievements=[said]))
    assert "- 完成货运量562万吨（增长6.3%）[^P1]。" in brief


def test_a_plan_without_a_review_has_its_targets_in_the_table() -> None:
    targets = [one for one in whole().figures if one.period == "2024"]
    brief = render_markdown(empty(figures=targets, key_figures=["F19"]))
    assert "未注明的为2024年目标数。" in brief
    assert "|水利投资|7亿元|增长9%|[^F19]|" in brief
    assert "此外：" in brief or "## 目标" in brief


def test_the_mark_of_the_overview_follows_the_sentence_with_the_number() -> None:
    assert "自来水普及率97.3%[^F10]。下一步" in render_markdown(whole())


def test_footnotes_quote_the_source_in_its_own_characters_with_the_path() -> None:
    brief = render_markdown(whole())
    path = "二、存在的问题"
    assert f"[^P7]: {path}：「二是基层水管员队伍偏弱」；「持证率仅41%」" in brief
    assert "「完成投资3.1亿元（任务数2.8亿元）」" in brief


def test_a_page_is_kept_and_what_found_no_room_is_counted() -> None:
    names = [chr(place) + "工程指标" for place in range(0x4E00, 0x4E00 + 400)]
    figures = [
        figure(
            f"F{place}",
            name,
            f"{name}{place}.5亿元,增长3%",
            f"{place}.5",
            unit="亿元",
            change=up("3", "%"),
        )
        for place, name in enumerate(names, start=1)
    ]
    sections = [one.model_copy(update={"end": 30_000}) for one in whole().sections]
    points = [
        point(f"P{place}", f"推进第{names[place]}建设并按期投用", TEXT[:10], None, f"F{place}")
        for place in range(1, 120)
    ]
    big = empty(
        figures=figures,
        key_figures=[one.id for one in figures[:20]],
        sections=sections,
        achievements=points,
        overview=whole().overview.model_copy(update={"figures": []}),
    )
    text = body(render_markdown(big))
    assert 1_800 < len(text) <= 2_800
    left = re.search(r"另有(\d+)项数据、(\d+)项工作见JSON记录", text)
    assert left is not None
    said = set(re.findall(r"\[\^F(\d+)\]", text)) | set(re.findall(r"(\d+)\.5亿元", text))
    assert len(said) + int(left[1]) == len(figures)
    assert len(set(re.findall(r"\[\^P(\d+)\]", text))) + int(left[2]) == len(points)
    everything = render_markdown(big, detail="full")
    assert all(f"{place}.5亿元" in body(everything) for place in range(1, 401))
    assert len(body(render_markdown(big, detail="short"))) <= 1_400


def test_warnings_and_flags_are_told() -> None:
    noticed = empty(
        warnings=[Notice(code="section-failed", message=f"第{n}部分未能处理。") for n in "一二三四五"],
        figures=[figure("F1", "某指标", "某指标5个", "5", unit="个", flags=["name-unsure", "odd|flag"])],
    )
    text = body(render_markdown(noticed))
    assert "- 第一部分未能处理。\n" in text
    assert "- 另有2条提示见JSON记录。" in text
    assert "名称存疑的数据1项，列出时以※标明" in text
    assert "标为“odd\\|flag”的数据1项" in text
    assert "第五部分未能处理" in render_markdown(noticed, detail="full")
