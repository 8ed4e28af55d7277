"""Reports that went through a mirror: converted, annotated, shifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning import CleanText


def shift(line: str, *, lost: str, errors: str = "replace") -> str:
    """Read a line one byte out of step: ``lost`` is the character that the first byte went missing from."""
    return "?" + (lost + line).encode("gb18030")[1:].decode("gb18030", errors)


def test_every_damage_at_once_is_undone(
    cleaned: Callable[[str], CleanText], damaged: str, mirror: str
) -> None:
    assert "。ㄒ唬├m" in damaged
    assert "(chuàng)" in damaged
    result = cleaned(damaged)
    assert result.text.split("\n") == [line for line in mirror.splitlines() if line]
    assert result.traditional
    assert [repair.kind for repair in result.repairs if repair.kind in {"shifted", "spam", "furniture"}] == [
        "spam",
        "furniture",
        "shifted",
        "shifted",
        "furniture",
    ]


def test_a_repaired_heading_leads_back_to_its_damage(
    cleaned: Callable[[str], CleanText], damaged: str
) -> None:
    result = cleaned(damaged)
    place = result.text.index("(一)续写")
    first, last = result.source_interval(place, place + 4)
    assert damaged[first:last].startswith("。ㄒ唬├m")


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("（一）續寫科技創新新篇", "　"),
        ("（二）營造創新氛圍", "　"),
        ("（三）續建重點項目", "　"),
        ("（十二）營造良好環境", "　"),
        ("一、營造良好環境", "　"),
    ],
)
def test_a_line_one_byte_out_of_step_is_put_back(
    cleaned: Callable[[str], CleanText], line: str, lost: str
) -> None:
    broken = shift(line, lost=lost)
    assert line[:3] not in broken
    whole = cleaned(line).text
    # The last character may have lost its second byte for good.
    assert cleaned(broken).text[: len(whole) - 1] == whole[:-1]


def test_a_heading_whose_own_first_byte_is_lost_gets_it_back(cleaned: Callable[[str], CleanText]) -> None:
    assert cleaned(shift("一）續寫新篇章", lost="（")).text.startswith("(一)续")


def test_a_shift_that_ends_inside_the_number_is_repaired(cleaned: Callable[[str], CleanText]) -> None:
    # A reader that knows no private area drops the lead byte of 二 and is in step from there.
    assert cleaned("?。ǘ\ufffd）推动工业发展。").text == "(二)推动工业发展。"


def test_a_last_byte_lost_with_the_bracket_behind_it_is_found_by_the_reading(
    cleaned: Callable[[str], CleanText],
) -> None:
    # The second byte of 強 and the bracket became one question mark.
    code = "　（五）加強".encode("gbk")[1:-1]
    source = "?" + code.decode("gbk") + "?qiáng)領(lǐng)導(dǎo)。"
    result = cleaned(source)
    assert result.text == "(五)加强领导。"
    place = result.text.index("强")
    assert source[slice(*result.source_interval(place, place + 1))].endswith("?qiáng)")


@pytest.mark.parametrize(
    "text",
    ["①加强管理②推动发展。", "完成αβ检测,占Ⅲ类水质的81.7%。", "重金属(镉)超标,占比7.5%。", "┏━┓表格┃内容"],
)
def test_signs_that_are_meant_stay(cleaned: Callable[[str], CleanText], text: str) -> None:
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("创(chuàng)新发(fā)展", "创新发展"),
        ("繼續（xù）推進", "继续推进"),
        ("創(chuàng)業(yè)區(qū)里的(de)路", "创业区里的路"),
        ("高新区(市级)覆盖率(任务数61.1%)", "高新区(市级)覆盖率(任务数61.1%)"),
        ("信息系统(app)上线", "信息系统(app)上线"),
        ("阿(a)级景区", "阿(a)级景区"),
        ("创(xīn)新", "创(xīn)新"),
    ],
)
def test_only_a_reading_of_the_character_before_it_is_dropped(
    cleaned: Callable[[str], CleanText], text: str, expected: str
) -> None:
    assert cleaned(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府將於後年啟動該項計畫,瞭解情況。", "政府将于后年启动该项计划,了解情况。"),
        ("乾隆年間的建築已經覆蓋,並答覆市民。", "乾隆年间的建筑已经覆盖,并答复市民。"),
        ("隨著經濟發展,成效顯著,著力改善民生。", "随着经济发展,成效显著,着力改善民生。"),
    ],
)
def test_traditional_text_is_converted_by_words(
    cleaned: Callable[[str], CleanText], text: str, expected: str
) -> None:
    result = cleaned(text)
    assert result.text == expected
    assert result.traditional


def test_simplified_text_keeps_characters_that_it_shares_with_traditional(
    cleaned: Callable[[str], CleanText],
) -> None:
    result = cleaned("乾县瞭望塔建设成效显著,藉此推动發展。")
    assert result.text == "乾县瞭望塔建设成效显著,藉此推动发展。"
    assert not result.traditional
