from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.structure import Metadata, outline
from summarizer.structure.dates import find_date
from summarizer.structure.report_periods import periods_of_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning.text import CleanText

BODY = "全县上下凝心聚力、真抓实干,各项任务取得了新的进展,群众的获得感进一步增强,为今后打下了坚实基础。"
REPORT = f"栖岚县水务局2019年工作总结和2020年工作计划\n{BODY}\n一、2019年工作总结\n{BODY}"

TABLE = Metadata(
    title="栖岚县水务局2019年工作总结和2020年工作计划",
    issuer="云汀市栖岚县水务局",
    index_number="QL0609/2020-00003",
    document_number="栖水〔2020〕2号",
    written_on="2020-04-14",
    published_on="2020-04-16",
    period="2019",
    plan_period="2020",
)


@pytest.mark.parametrize(
    "furniture",
    [
        [
            "索引号: QL0609/2020-00003 分类: 总结",
            "发布机构: 云汀市栖岚县水务局 成文日期: 2020-04-14",
            "文号: 栖水〔2020〕2号 发布日期: 2020年4月16日 09:30",
        ],
        [
            "• 索引号:",
            "• QL0609/2020-00003",
            "• 主题词:",
            "• 发布机构:",
            "• 云汀市栖岚县水务局",
            "• 成文日期:",
            "• 二〇二〇年四月十四日",
            "• 发文字号:",
            "• 栖水〔2020〕2号",
            "• 发布时间:",
            "• 2020/04/16",
        ],
        [
            "索 引 号:QL0609/2020-00003",
            "发文机关:云汀市栖岚县水务局",
            "栖水〔2020〕2号",
            "生成日期:2020.4.14",
            "时间:2020-04-16 来源:栖岚日报",
        ],
    ],
    ids=["several in a line", "a line each, bulleted", "other words"],
)
def test_labels_of_the_page(furniture: list[str], make_clean: Callable[..., CleanText]) -> None:
    assert outline(make_clean(REPORT, *furniture)).metadata == TABLE


def test_a_label_without_a_value_takes_no_other(make_clean: Callable[..., CleanText]) -> None:
    found = outline(
        make_clean(REPORT, "文号: 发布日期: 2020-04-16", "索引号:", "成文日期:", "2020-04-14")
    ).metadata

    assert (found.document_number, found.index_number) == (None, None)
    assert (found.written_on, found.published_on) == ("2020-04-14", "2020-04-16")


def test_a_report_that_says_nothing_of_itself(make_clean: Callable[..., CleanText]) -> None:
    assert outline(make_clean(BODY)).metadata == Metadata()


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["栖岚县水务局2019年工作总结"], "栖岚县水务局"),
        (["2019年栖岚县水务局工作总结"], "栖岚县水务局"),
        (["栖岚县2019年国民经济和社会发展统计公报", "栖岚县统计局"], "栖岚县统计局"),
        (["栖岚县大屏街道旧楼改造推进会会议纪要"], "栖岚县大屏街道"),
        (["2020年栖岚县政府工作报告"], "栖岚县人民政府"),
        (["政府工作报告", "——2020年1月5日在云汀省第十三届人民代表大会第三次会议上"], "云汀省人民政府"),
        (["栖岚县2019年国民经济和社会发展统计公报"], None),
    ],
)
def test_issuer_without_a_label(
    lines: list[str], issuer: str | None, make_clean: Callable[..., CleanText]
) -> None:
    assert outline(make_clean("\n".join([*lines, BODY]))).metadata.issuer == issuer


def test_source_that_is_a_body_but_no_newspaper(make_clean: Callable[..., CleanText]) -> None:
    text = f"栖岚县大屏镇2019年工作总结\n{BODY}"

    assert outline(make_clean(text, "来源:大屏镇人民政府")).metadata.issuer == "大屏镇人民政府"
    assert outline(make_clean(text, "来源:栖岚日报")).metadata.issuer == "栖岚县大屏镇"


def test_a_government_report_of_december_is_about_the_year_that_ends(
    make_clean: Callable[..., CleanText],
) -> None:
    text = (
        f"政府工作报告\n2022年12月28日在栖岚市第四届人民代表大会第五次会议上\n市长 沐大山\n{BODY}\n"
        f"一、工作回顾\n{BODY}\n二、工作安排\n{BODY}"
    )

    found = outline(make_clean(text)).metadata

    assert (found.written_on, found.period, found.plan_period) == ("2022-12-28", "2022", "2023")


def test_signature_gives_the_date_of_writing(make_clean: Callable[..., CleanText]) -> None:
    text = f"2019年工作总结\n一、工作情况\n{BODY}\n栖岚县水务局\n二〇二〇年一月五日"

    found = outline(make_clean(text)).metadata

    assert (found.issuer, found.written_on) == ("栖岚县水务局", "2020-01-05")


def test_a_title_over_two_lines(make_clean: Callable[..., CleanText]) -> None:
    text = f"栖岚县水务局2019年度工作情况及2020年\n重点工作安排\n{BODY}"

    assert outline(make_clean(text)).metadata.title == "栖岚县水务局2019年度工作情况及2020年重点工作安排"


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("县水务局2019年工作总结和2020年工作计划", ("2019", "2020")),
        ("县水务局2019年度工作情况及2020年重点工作安排", ("2019", "2020")),
        ("县水务局2020年上半年工作总结和下半年工作打算", ("2020-H1", "2020-H2")),
        ("县水务局2021年第一季度工作总结", ("2021-Q1", None)),
        ("县水务局2021年1-5月工作情况", ("2021-01/2021-05", None)),
        ("县水务局2025年工作要点", ("2025", "2025")),
        ("2026年栖岚县政府工作报告", ("2025", "2026")),
        ("栖岚县水务局简介", (None, None)),
    ],
)
def test_periods_of_a_title(title: str, periods: tuple[str | None, str | None]) -> None:
    assert periods_of_title(title, None) == periods


def test_a_heading_that_says_a_task_was_done_opens_no_plan(make_clean: Callable[..., CleanText]) -> None:
    text = f"栖岚县残联2019年工作总结\n1.保障生活。\n{BODY}\n2.超额完成实事任务。适配辅具35件。\n"
    found = outline(make_clean(text))

    assert {s.kind for s in found.sections[1:]} == {"review"}
    assert {f.status for f in found.figures} == {"actual"}


def test_the_opening_words_say_the_period_where_nothing_before_does(
    make_clean: Callable[..., CleanText],
) -> None:
    text = "栖岚县人民法院工作报告\n2018年,本院受理各类案件860件。\n一、审判工作\n审结820件。"
    found = outline(make_clean(text))

    assert found.metadata.period == "2018"
    assert found.figures[0].period == "2018"


def test_periods_from_the_headings(make_clean: Callable[..., CleanText]) -> None:
    text = f"栖岚县水务局工作总结\n一、2019年主要工作\n{BODY}\n二、下一步打算\n{BODY}"

    found = outline(make_clean(text)).metadata

    assert (found.period, found.plan_period) == ("2019", "2020")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二〇年四月十四日", "2020-04-14"),
        ("二○一九年十二月三十一日", "2019-12-31"),
        ("2020年4月5日", "2020-04-05"),
        ("2020- 12- 15", "2020-12-15"),
        ("20200416", "2020-04-16"),
        ("2020年2月30日", None),
        ("2020年4月", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("title", "date", "period"),
    [
        ("栖岚镇上半年工作总结", "2024年7月5日", "2024-H1"),
        ("栖岚镇下半年工作总结", "2024年1月15日", "2023-H2"),
        ("栖岚镇第一季度工作总结", "2024年3月30日", "2024-Q1"),
        ("栖岚镇1-9月工作总结", "2024年10月9日", "2024-01/2024-09"),
        ("栖岚镇工作总结", "2024年2月5日", "2023"),
    ],
)
def test_part_of_a_year_without_the_year_is_the_last_before_the_date(
    make_clean: Callable[..., CleanText], title: str, date: str, period: str
) -> None:
    text = f"{title}\n{BODY}\n一、主要工作\n{BODY}\n栖岚镇人民政府\n{date}"
    assert outline(make_clean(text)).metadata.period == period


def test_the_heading_of_a_page_may_complete_the_title_of_its_window(
    make_clean: Callable[..., CleanText],
) -> None:
    full = "栖岚县水务局2019年工作总结和2020年工作计划"
    found = outline(make_clean(f"栖岚县水务局2019年工作总结\n# {full}\n{BODY}\n一、2019年工作总结\n{BODY}"))
    assert found.metadata.title == full
    assert found.metadata.plan_period == "2020"
    assert [section.heading for section in found.sections[1:]] == ["一、2019年工作总结"]


def test_a_date_in_brackets_below_the_title_is_the_reports_own(
    make_clean: Callable[..., CleanText],
) -> None:
    report = (
        f"栖岚县2022年国民经济和社会发展统计公报\n栖岚县统计局\n(2023年4月11日)\n{BODY}\n一、综合\n{BODY}"
    )
    found = outline(make_clean(report, "发布日期:2023-04-14 来源:县统计局")).metadata
    assert (found.written_on, found.published_on) == ("2023-04-11", "2023-04-14")


def test_an_index_goes_by_several_names(make_clean: Callable[..., CleanText]) -> None:
    found = outline(make_clean(REPORT, "信息索引:QL0609/2020-00003 生成日期:2020年4月14日")).metadata
    assert found.index_number == "QL0609/2020-00003"
