"""What belongs to the page, and what only looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning import CleanText

TITLE = "浮洲区水务局2023年工作总结和2024年工作计划"
BODY = "2023年,区水务局扎实推进水利工程建设,完成投资2.5亿元,增长8.3%。"
HEADING = "一、2023年主要工作"


def texts(result: CleanText) -> list[str]:
    return [piece.text for piece in result.furniture]


@pytest.mark.parametrize(
    "line",
    [
        "索引号: 1144/2024-00004 分类:",
        "来源：浮洲日报 时间：2024-02-12 作者：张三",
        "【字体：大 中 小】 【打印】 【关闭】",
        "当前位置：首页 > 政务公开 > 工作总结",
        "政府信息公开 规章库",
        "2024-01-31 07:00:44",
        "浮洲区水务局政府信息公开目录",
        "区领导调研水利工程。本报记者 李四 摄",
    ],
)
def test_a_line_above_the_report_is_set_apart(cleaned: Callable[[str], CleanText], line: str) -> None:
    result = cleaned(f"{TITLE}\n{line}\n{HEADING}\n{BODY}")
    assert result.text.split("\n") == [TITLE, HEADING, BODY]
    assert len(result.furniture) == 1


@pytest.mark.parametrize(
    "line",
    [
        "上一篇：关于停水的通知",
        "扫一扫在手机打开当前页",
        "责任编辑：王五",
        "(来源:浮洲日报)",
        "浏览次数：1024次",
        "剩余60%未读,登录后阅读全文",
        "ICP备12345号 版权所有",
    ],
)
def test_a_line_below_the_report_is_set_apart(cleaned: Callable[[str], CleanText], line: str) -> None:
    assert cleaned(f"{TITLE}\n{BODY}\n{line}").text.split("\n") == [TITLE, BODY]


@pytest.mark.parametrize(
    "line",
    [
        "来源结构进一步优化",
        "时间过半,任务过半。",
        "名称管理更加规范:全区更名3处。",
        "打印服务进社区",
        "(四)推广扫一扫乘车服务",
        "完成纪录片《浮洲》拍摄",
        "严厉打击网络赌场、刷单等违法行为",
        "推进A片区高清视频覆盖",
        "成为国际水协会员",
        "地理位置:东城北侧",
        "阅读推广人队伍壮大到120人",
        "2024年1月5日",
        "浮洲区水务局",
        "附件:2024年重点项目表",
    ],
)
def test_lines_that_only_look_like_furniture_stay(cleaned: Callable[[str], CleanText], line: str) -> None:
    for page in ([TITLE, BODY, line, BODY[:-1] + "。完"], [TITLE, BODY, line]):
        assert line in cleaned("\n".join(page)).text.split("\n")


def test_labels_and_values_on_lines_of_their_own_become_one_piece(
    cleaned: Callable[[str], CleanText],
) -> None:
    page = ["• 索引号:", "  • 2102/2020-14", "  • 文号:", "• 成文日期:", "• 2020-12-15", "", TITLE, "", BODY]
    result = cleaned("\n".join(page))
    assert texts(result) == ["索引号: 2102/2020-14", "文号:", "成文日期: 2020-12-15"]
    assert result.text.split("\n") == [TITLE, BODY]


def test_a_label_without_a_value_does_not_take_the_title(cleaned: Callable[[str], CleanText]) -> None:
    page = ["发表时间：", "2026-02-09 09:45:30", "阅读量：", "【字体：", "小", "中", "大", "】", TITLE, BODY]
    result = cleaned("\n".join(page))
    assert result.text.split("\n") == [TITLE, BODY]
    assert texts(result)[0] == "发表时间: 2026-02-09 09:45:30"


def test_minutes_keep_their_time_and_place(cleaned: Callable[[str], CleanText]) -> None:
    page = ["浮洲区2024年治水工作会议纪要", "时间:2024年9月11日", "地点:三楼会议室", BODY]
    assert cleaned("\n".join(page)).text.split("\n") == page


def test_a_title_on_two_lines_is_joined_and_a_heading_is_not(cleaned: Callable[[str], CleanText]) -> None:
    page = [
        "浮洲高新区2019年度工作情况及2020年",
        "重点工作安排",
        "",
        HEADING,
        BODY,
        "(一)水利工程",
        BODY + "另。",
    ]
    assert cleaned("\n".join(page)).text.split("\n") == [
        "浮洲高新区2019年度工作情况及2020年重点工作安排",
        HEADING,
        BODY,
        "(一)水利工程",
        BODY + "另。",
    ]


@pytest.mark.parametrize(
    "below", ["——2024年1月5日在区人大会议上", "浮洲区统计局", "(2024年1月5日)", "区长 张三"]
)
def test_a_whole_title_is_not_joined_to_what_follows(cleaned: Callable[[str], CleanText], below: str) -> None:
    lines = cleaned(f"2024年浮洲区政府工作报告\n{below}\n{BODY}").text.split("\n")
    assert lines[0] == "2024年浮洲区政府工作报告"
    assert lines[1] == below.replace(" ", "")


def test_the_title_is_the_first_paragraph(cleaned: Callable[[str], CleanText]) -> None:
    result = cleaned(f"无障碍\n区水务局\n\n无关的栏目\n\n{TITLE}\n\n{TITLE}\n{BODY}")
    assert result.text.split("\n") == [TITLE, BODY]


def test_a_report_without_a_title_keeps_its_first_lines(cleaned: Callable[[str], CleanText]) -> None:
    page = ["主席:我谨动议二读条例草案。", "引言", BODY]
    assert cleaned("\n".join(page)).text.split("\n") == page


def test_links_and_the_glossary_are_set_apart(cleaned: Callable[[str], CleanText]) -> None:
    entries = [
        "1.河长制:由各级党政负责人担任河长。",
        "2.“四水四定”:是指以水定城、以水定地、以水定人、以水定产。",
    ]
    page = [
        TITLE,
        HEADING,
        BODY,
        "持续推进节水型社会建设,创建节水型单位12家,万元产值用水量下降4.2%,水质达标率保持100%。" * 2 + "完。",
        "名词解释",
        *entries,
        "相关链接",
        "区水务局召开会议",
        "图解总结",
    ]
    result = cleaned("\n".join(page))
    assert result.text.split("\n") == page[:4]
    assert texts(result) == page[4:]


@pytest.mark.parametrize("copies", [2, 3])
def test_text_that_stands_there_again_is_dropped(cleaned: Callable[[str], CleanText], copies: int) -> None:
    article = [TITLE, HEADING, BODY, "(一)水利工程", "建成水库3座,新增库容1200万立方米,惠及群众5万人。"]
    result = cleaned("\n\n".join(article * copies))
    assert result.text.split("\n") == article
    assert "repeat" in {repair.kind for repair in result.repairs}
    assert cleaned(BODY * copies).text == BODY


def test_short_lines_may_recur(cleaned: Callable[[str], CleanText]) -> None:
    page = [TITLE, BODY, "单位:亿元", "工业 | 12", "单位:亿元", "农业 | 12"]
    assert cleaned("\n".join(page)).text.split("\n") == page


def test_spam_is_logged_as_such(cleaned: Callable[[str], CleanText]) -> None:
    result = cleaned(f"亚洲无码在线观看_中文字幕专区\n{TITLE}\n{BODY}")
    assert result.repairs[0].kind == "spam"
    assert result.text.split("\n") == [TITLE, BODY]


def test_the_reports_own_title_stays_below_the_title_of_the_page(cleaned: Callable[[str], CleanText]) -> None:
    lines = [
        "浮洲省2025年政府工作报告",
        "政府工作报告",
        "——2025年1月18日在浮洲省人民代表大会会议上",
        HEADING,
        BODY,
    ]
    assert cleaned("\n".join(lines)).text.split("\n") == lines


def test_a_title_said_twice_is_said_once(cleaned: Callable[[str], CleanText]) -> None:
    result = cleaned(f"{TITLE}\n2024年工作计划\n{HEADING}\n{BODY}")
    assert result.text.split("\n") == [TITLE, HEADING, BODY]
