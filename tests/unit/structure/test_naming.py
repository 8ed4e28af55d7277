from __future__ import annotations

import pytest

from summarizer.structure import naming
from summarizer.structure.counted import name_around
from summarizer.structure.distribution import distribute
from summarizer.structure.subjects import body_of, measure_of, part_of, subject_of, topic_of


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("全年完成工业投资", "工业投资"),
        ("截至目前,全市共有党员", "党员"),
        ("新增耕地", "新增耕地"),
        ("年底前建成保障房", "建成保障房"),
        ("城镇登记失业率控制在", "城镇登记失业率"),
        ("养老金标准达到每人每月", "养老金标准"),
        ("其中:出口", "出口"),
        ("新增国有企业达到", "新增国有企业"),
        ("办理行政许可", "办理行政许可"),
        ("收集企业用工、用地、融资等问题", "收集企业用工等问题"),
        ("全年", ""),
        ("", ""),
    ],
)
def test_name_from_the_words_before_a_number(before: str, name: str) -> None:
    assert naming.name_before(before).name == name


def test_a_long_clause_is_cut_at_its_last_verb_and_remembers_its_topic() -> None:
    words = naming.name_before("县人民政府组织相关部门会同各乡镇街道开展专项行动并集中整治背街小巷和老旧小区")

    assert words.name == "整治背街小巷和老旧小区"
    assert words.topic.startswith("县人民政府")


@pytest.mark.parametrize(
    ("before", "after", "name", "how"),
    [
        ("新引进", "项目", "新引进项目", "counted"),
        ("全年成功签约", "重点项目", "签约重点项目", "counted"),
        ("", "企业通过国高认定", "通过国高认定企业", "predicate"),
        ("", "实现脱贫", "脱贫", "predicate"),
        ("完成", "老旧小区改造", "老旧小区改造", "counted"),
    ],
)
def test_name_around_a_number(before: str, after: str, name: str, how: str) -> None:
    counted = name_around(before, after)

    assert (counted.name, counted.how) == (name, how)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("专利申请量、授权量", ["专利申请量", "专利授权量"]),
        ("3亿元、规模以上企业覆盖率", ["3亿元企业覆盖率", "规模以上企业覆盖率"]),
        ("城镇和农村居民人均收入", ["城镇居民人均收入", "农村居民人均收入"]),
        ("全市城乡收入", ["全市城镇收入", "全市农村收入"]),
        ("甲镇、乙镇分别完成投资", ["甲镇投资", "乙镇投资"]),
        ("第二、三产业增加值", ["第二产业增加值", "第三产业增加值"]),
        ("惠及群众、参与企业", ["惠及群众", "参与企业"]),
    ],
)
def test_lists_are_taken_apart(words: str, names: list[str]) -> None:
    assert distribute(words, len(names)) == names


def test_a_list_of_another_length_is_no_list_of_names() -> None:
    assert distribute("甲、乙、丙", 2) is None
    assert distribute("工业投资", 2) is None


@pytest.mark.parametrize(
    ("part", "whole", "name"),
    [
        ("国家级", "市级以上各类创新平台", "国家级创新平台"),
        ("高中", "招聘教师", "高中教师"),
        ("10亿元以上项目", "亿元以上项目", "10亿元以上项目"),
    ],
)
def test_a_part_is_named_after_its_whole(part: str, whole: str, name: str) -> None:
    assert part_of(part, whole) == name


@pytest.mark.parametrize(
    ("clause", "body"),
    [("共建产业园新签约项目", "共建产业园"), ("青石大赛成功举行", "青石大赛"), ("新签约项目", ""), ("", "")],
)
def test_body_that_a_clause_starts_with(clause: str, body: str) -> None:
    assert body_of(clause) == body


def test_what_a_clause_without_a_number_is_about() -> None:
    assert subject_of("工业经济持续回升") == "工业经济"
    assert topic_of("全面推进老旧小区改造") == "老旧小区改造"
    assert measure_of("规模以上工业增加值") == "增加值"
    assert measure_of("项目") == ""


@pytest.mark.parametrize("name", ["总投资", "增速", "在校生", ""])
def test_measures_that_do_not_say_of_what(name: str) -> None:
    assert naming.needs_owner(name)


@pytest.mark.parametrize("words", ["新签约", "建成"])
def test_verbs_without_an_object(words: str) -> None:
    assert naming.is_bare_verb(words)
    assert not naming.is_bare_verb(words + "项目")


def test_half_a_pair_of_marks_is_dropped() -> None:
    assert naming.balance("“百千工程") == "百千工程"
    assert naming.balance("“百千”工程") == "“百千”工程"


@pytest.mark.parametrize("words", ["签约", "许可", "国有", "存在", "收到"])
def test_words_that_end_like_a_link_stay_whole(words: str) -> None:
    assert naming.strip_end(f"{words}达到") == words
