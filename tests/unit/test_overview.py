from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer import overview, ranking
from summarizer.merging import merge
from summarizer.overview import Material, compose, fault, material, points
from summarizer.profiles import BUILT_IN
from summarizer.saying import say
from summarizer.settling import settle_figures, settle_headlines
from summarizer.structure.model import Change
from tests.support import outlines

DEEDS, PROBLEMS, PLANS = (role.name for role in BUILT_IN.roles)


def made(**changes: object) -> Material:
    """The material of the small report, its figures named and stated for sure."""
    outline = outlines.outline()
    figures = tuple(replace(figure, name_sure=True, status_sure=True) for figure in outline.figures)
    figures = (*figures[:3], replace(figures[3], **changes), figures[4])  # type: ignore[arg-type]  # any field
    outline = replace(outline, figures=figures)
    headed = settle_headlines(outlines.TEXT, outline, {}, {})
    parts = merge(outlines.clean(), outline, settle_figures(outline, {}, {}), headed)
    return material(parts, outlines.TEXT, ranking.key_figures(parts))


def test_the_model_is_shown_no_number() -> None:
    shown = points(made())
    assert not any(character.isdigit() for character in shown)
    assert "{技改投资}降" in shown
    assert "不足：产业结构偏重，未完成节能任务" in shown


def test_a_reference_becomes_the_words_of_the_report() -> None:
    told = compose(made(), {DEEDS: "实现工业投资{工业投资}，{技改投资}", PLANS: "扩大投资。"})
    assert told.text.startswith("实现工业投资20.5亿元（增长41.8%），技改投资7.1亿元（下降3.2%）。")
    assert told.figures[:2] == ["F1", "F3"]
    assert told.written_by == "model"
    assert "存在的主要问题：产业结构偏重，未完成节能任务。" in told.text


def test_a_sentence_without_figures_follows_those_of_the_report_and_loses_the_title() -> None:
    told = compose(made(), {DEEDS: "槐湾区工业局工作总结，企业培育有新成效。"})
    assert "%）。企业培育有新成效。" in told.text or "家。企业培育有新成效。" in told.text
    assert told.text.startswith("主要指标：")
    assert told.written_by == "model"


def test_an_id_is_a_reference_too() -> None:
    assert fault(made(), "出台办法，技改投资下降，实现{F3}。") is None


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("", "空"),
        ("工业投资20.5亿元。", "数字"),
        ("实现{月球投资}。", "没有{月球投资}"),
        ("实现{技改投资}增长。", "不要写“增长”"),
        ("实现{工业投资。", "花括号"),
        ("出台《月球办法》。", "《月球办法》"),
        ("工业投资占全市五分之三。", "五分"),
        ("火星企业培育有新成效。", "火星"),
        ("投资。", "没有说清"),
        ("投资{工业投资}、{技改投资}。", "没有说清"),
    ],
)
def test_a_sentence_that_says_more_than_the_report_is_refused(sentence: str, reason: str) -> None:
    found = fault(made(), sentence)
    assert found is not None
    assert reason in found


def test_a_target_of_the_same_name_has_a_reference_of_its_own() -> None:
    told = compose(made(), {PLANS: "扩大投资，争取{工业投资目标}。"})
    assert "扩大投资，争取工业投资23亿元。" in told.text


def test_a_direction_word_after_a_reference_is_not_said_twice() -> None:
    told = compose(made(), {DEEDS: "{工业投资}增长，企业培育有新成效。"})
    assert told.text.startswith("工业投资20.5亿元（增长41.8%），企业培育")


def test_every_reference_of_one_figure_after_the_first_is_its_name() -> None:
    told = compose(made(), {DEEDS: "{工业投资}，{工业投资}较快增长。"})
    assert told.text.count("20.5亿元") == 1


def test_targets_belong_to_the_plans_and_deeds_to_the_review() -> None:
    one = made()
    assert [figure.id for figure in one.of_role(PLANS)] == ["F5"]
    assert "F5" not in [figure.id for figure in one.of_role(DEEDS)]
    assert one.roles == (DEEDS, PROBLEMS, PLANS)


def test_a_figure_whose_digits_are_not_in_its_passage_stands_in_no_sentence() -> None:
    assert "F4" not in [figure.id for figure in made(value="十二").labels.values()]


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [("", "12家"), ("约", "约12家"), ("余", "12余家"), ("以上", "12家以上"), ("累计/超", "累计超12家")],
)
def test_a_figure_is_said_with_its_qualifier(qualifier: str, said: str) -> None:
    figure = next(each for each in made(qualifier=qualifier).labels.values() if each.id == "F4")
    assert say(figure) == f"专精特新企业{said}"


@pytest.mark.parametrize(
    ("unit", "direction", "said"),
    [
        ("%", "up", "增长12%"),
        ("%", "down", "下降12%"),
        ("个百分点", "up", "提高12个百分点"),
        ("家", "down", "减少12家"),
    ],
)
def test_a_change_alone_is_said_with_its_word(unit: str, direction: str, said: str) -> None:
    change = Change(value="12", unit=unit, direction="up" if direction == "up" else "down")
    figure = next(
        each for each in made(value=None, unit=None, change=change).labels.values() if each.id == "F4"
    )
    assert say(figure) == f"专精特新企业{said}"


def test_an_overview_is_never_longer_than_its_limit() -> None:
    sentence = "企业培育有新成效，出台办法，产业结构偏重，扩大投资，" * 5
    told = compose(made(), dict.fromkeys((DEEDS, PROBLEMS, PLANS), sentence))
    assert len(told.text) <= overview.LONGEST
