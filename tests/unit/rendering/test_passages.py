from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.rendering.passages import passages
from summarizer.schemas import Evidence
from tests.support.records import figure, up

if TYPE_CHECKING:
    from summarizer.schemas import Figure

SOURCE = "全年新建学校4所、幼儿园3所,其中公办2所。预计年末达到9所(任务数8所)。远处另有说明"


def at(identity: str, name: str, clean: str, value: str, **more: object) -> Figure:
    start = SOURCE.index(clean)
    evidence = Evidence(quote=clean, clean=clean, start=start, end=start + len(clean))
    return figure(identity, name, clean, value, unit="所", evidence=evidence, **more)


def said(*figures: Figure, planned: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.figures) for one in passages(figures, planned=planned)]


def test_figures_that_share_words_are_said_in_one_run() -> None:
    school = at("F1", "新建学校", "新建学校4所", "4")
    kindergarten = at("F2", "新建幼儿园", "新建学校4所、幼儿园3所", "3")
    public = at("F3", "公办幼儿园", "幼儿园3所,其中公办2所", "2")
    assert said(kindergarten, public, school) == [("新建学校4所、幼儿园3所，其中公办2所", ("F1", "F2", "F3"))]


def test_words_that_do_not_name_the_figure_are_replaced_by_its_name() -> None:
    assert said(at("F3", "公办幼儿园", "其中公办2所", "2")) == [("公办幼儿园2所", ("F3",))]


def test_a_name_in_doubt_gives_way_to_the_reports_words() -> None:
    assert said(at("F3", "公办幼儿园", "其中公办2所", "2", flags=["name-unsure"])) == [
        ("其中公办2所", ("F3",))
    ]


def test_long_or_broken_runs_give_way_to_the_figures_name() -> None:
    assert said(at("F1", "年末学校任务数", "年末达到9所(任务数8所", "8", status="target")) == [
        ("年末学校任务数8所", ("F1",))
    ]
    long = "某项工作" * 10 + "投资3亿元,增长5%"
    one = figure("F1", "某项工作投资", long, "3", unit="亿元", change=up("5", "%"))
    assert said(one) == [("某项工作投资3亿元，增长5%", ("F1",))]


def test_cells_of_a_table_give_way_to_the_figures_name() -> None:
    one = figure("F1", "水泥产量", "水泥 | 万吨 | 31 | -4.5", "31", unit="万吨", change=up("4.5", "%"))
    assert said(one) == [("水泥产量31万吨，增长4.5%", ("F1",))]


def test_what_is_not_yet_so_is_said_to_be_so() -> None:
    target = at("F1", "新建学校", "新建学校4所", "4", status="target")
    assert said(target) == [("新建学校4所（目标）", ("F1",))]
    assert said(target, planned=True) == [("新建学校4所", ("F1",))]
    forecast = at("F1", "新建学校", "新建学校4所", "4", status="forecast")
    assert said(forecast, planned=True) == [("预计新建学校4所", ("F1",))]
    assert said(at("F1", "年末", "预计年末达到9所", "9", status="forecast")) == [("预计年末达到9所", ("F1",))]
