from __future__ import annotations

from dataclasses import replace

from summarizer.asking import Item
from summarizer.settling import settle_figures
from tests.support import outlines


def named(target: str, *choices: str) -> Item:
    return Item(kind="name", target=target, key=target, choices=choices, passage="")


def test_a_general_name_for_two_figures_that_rules_tell_apart_is_taken_back() -> None:
    outline = outlines.outline()
    one, two = outline.figures[2], replace(outline.figures[2], id="F9", name="设备投资")
    outline = replace(outline, figures=(one, two))
    accepted = {named("F3", "技改投资", "投资"): "投资", named("F9", "设备投资", "投资"): "投资"}
    settled = settle_figures(outline, accepted, {})
    assert [(each.name, each.by, each.flags) for each in settled] == [
        ("技改投资", "rule", ("name-refused",)),
        ("设备投资", "rule", ("name-refused",)),
    ]


def test_a_name_made_harmless_for_the_prompt_goes_into_the_report_as_the_report_has_it() -> None:
    outline = outlines.outline()
    figure = replace(outline.figures[2], name="A<B>", candidates=("A<B>", "C<D>"))
    accepted = {named("F3", "A〈B〉", "C〈D〉"): "C〈D〉"}
    (settled,) = settle_figures(replace(outline, figures=(figure,)), accepted, {})
    assert (settled.name, settled.by) == ("C<D>", "model")


def test_a_status_the_model_gave_counts_where_rules_were_unsure() -> None:
    status = Item(kind="status", target="F5", key="k", choices=("已完成", "目标", "预计"), passage="")
    settled = {each.figure.id: each for each in settle_figures(outlines.outline(), {status: "预计"}, {})}
    assert (settled["F5"].status, settled["F5"].flags) == ("forecast", ())
    assert settled["F2"].status == "actual"
