"""Sets of labels: loaded as they are, and what is wrong with them said to the one who wrote them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.cleaning import clean
from summarizer.errors import GoldError
from summarizer.evaluation.gold import load, parse
from summarizer.evaluation.validation import content_problems, format_problems
from summarizer.readers import read
from tests.support.evaluations import EVALS

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """澜湾区2023年工作总结
一、主要工作
全年完成工业投资20.99亿元,增长41.8%。出台《澜湾区技改办法》。
"""


def labels(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of JSON
    """Labels of the report above that are right, with changes."""
    figure = {
        "name": "工业投资",
        "value": "20.99",
        "unit": "亿元",
        "qualifier": "",
        "change": {"value": "41.8", "unit": "%", "direction": "up"},
        "status": "actual",
        "period": "2023",
        "quote": "全年完成工业投资20.99亿元,增长41.8%",
    }
    meta = dict.fromkeys(
        ("issuer", "index_number", "document_number", "written_on", "published_on", "plan_period")
    )
    made: dict[str, Any] = {
        "document": "lanwan",
        "source": "lanwan.txt",
        "meta": {"title": "澜湾区2023年工作总结", **meta, "period": "2023"},
        "sections": [{"heading": "一、主要工作", "level": 1, "kind": "review"}],
        "figures": [{**figure, **changed.pop("figure", {})}],
        "achievements": [{"headline": "工业投资增长", "quote": "全年完成工业投资20.99亿元"}],
        "actions": [],
        "problems": [],
        "documents": [{"title": "澜湾区技改办法", "act": "出台"}],
        "key_points": [{"point": "工业投资", "must_mention": [["20.99亿元"], ["41.8%"]]}],
    }
    return {**made, **changed}


def written(directory: Path, made: dict[str, Any]) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "lanwan.txt").write_text(REPORT, encoding="utf-8")
    file = directory / f"{made.get('document', 'x')}.json"
    file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return file


def problems(made: dict[str, Any], directory: Path) -> list[str]:
    file = written(directory, made)
    return format_problems(file.read_bytes()) or content_problems(parse(file), REPORT)


def test_the_set_of_the_project_is_whole() -> None:
    gold = load(EVALS / "gold")
    assert gold.splits == ("dev", "test")
    assert len(gold.documents) >= 20
    assert sum(len(each.labels.figures) for each in gold.documents) >= 700
    assert {each.form for each in gold.documents} >= {"txt", "md", "html", "pdf", "docx"}
    assert {each.genre for each in gold.documents} == {
        *("government", "bulletin", "court", "school", "township", "other")
    }
    assert "plan only" in {each.parts for each in gold.documents}


def test_the_set_of_the_project_has_no_problem() -> None:
    for each in load(EVALS / "gold").documents:
        assert content_problems(each.labels, clean(read(each.source)).text) == []


def test_right_labels_have_no_problem(tmp_path: Path) -> None:
    assert problems(labels(), tmp_path) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"figure": {"quote": "全年完成工业投资20.98亿元"}},
            "agrees up to 「全年完成工业投资20.9」 and then differs",
        ),
        ({"figure": {"value": "20.98"}}, "value is '20.98', which is not in its quote"),
        ({"figure": {"value": None}}, "value and unit are null together"),
        ({"figure": {"value": None, "unit": None, "change": None}}, "neither a value nor a change"),
        ({"figure": {"qualifier": "大约"}}, "qualifier has '大约'; use one of"),
        (
            {"figure": {"status": "done"}},
            "figures[0].status: Input should be 'actual', 'target' or 'forecast'",
        ),
        ({"figure": {"period": "去年"}}, "period is '去年'"),
        ({"figure": {"value": 20.99}}, "figures[0].value: Input should be a valid string"),
        ({"figure": {"unti": "亿元"}}, "figures[0].unti: Extra inputs are not permitted"),
        (
            {"sections": [{"heading": "二、工作", "level": 1, "kind": "review"}]},
            "sections[0].heading is not in the report",
        ),
        (
            {"problems": [{"headline": "长" * 31, "quote": "全年完成"}]},
            "problems[0].headline has 31 characters",
        ),
        ({"documents": [{"title": "别的办法", "act": "出台"}]}, "documents[0].title is not in the report"),
        ({"key_points": [{"point": "x", "must_mention": [["3亿"]]}]}, "none of 「3亿」 is in the report"),
        ({"key_points": None}, "key_points: Input should be a valid array"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, Any], told: str, tmp_path: Path) -> None:
    found = problems(labels(**changed), tmp_path)
    assert any(told in each for each in found), found


def test_the_same_figure_twice_is_said(tmp_path: Path) -> None:
    made = labels()
    made["figures"] *= 2
    assert problems(made, tmp_path) == ["figures[1] (工业投资) says the same as figures[0]."]


def test_what_is_no_json_is_said() -> None:
    assert format_problems('{"document": ')[0].startswith("this is not JSON: ")


def test_reports_are_found_beside_their_labels_in_a_named_directory_or_in_reports_beside_the_set(
    tmp_path: Path,
) -> None:
    file = written(tmp_path / "set" / "gold", labels())
    (source,) = [each.source for each in load(file.parent).documents]
    assert source == file.parent / "lanwan.txt"
    for directory, named in (
        (tmp_path / "set" / "reports", None),
        (tmp_path / "elsewhere", tmp_path / "elsewhere"),
    ):
        directory.mkdir()
        shutil.move(source, directory / "lanwan.txt")
        (document,) = load(file.parent, reports=named).documents
        source = document.source
        assert source.parent.resolve() == directory.resolve()
    with pytest.raises(GoldError, match=r"lanwan.txt that .* labels is not there"):
        load(file.parent)


def test_a_set_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="There is no directory"):
        load(tmp_path / "none")
    with pytest.raises(GoldError, match="no label files"):
        load(tmp_path)
    written(tmp_path / "a", labels())
    written(tmp_path / "b", labels())
    with pytest.raises(GoldError, match="label a report of the same name, 'lanwan'"):
        load(tmp_path)
    with pytest.raises(GoldError, match="The set has no split 'dve'") as caught:
        load(tmp_path / "a").only(splits=["dve"])
    assert caught.value.hint == "It has: a."


def test_another_indentation_is_the_same_labels_and_another_report_is_not(tmp_path: Path) -> None:
    file = written(tmp_path, labels())
    (before,) = load(tmp_path).documents
    file.write_text(json.dumps(labels(), indent=4), encoding="utf-8")
    (indented,) = load(tmp_path).documents
    assert indented.sha256 == before.sha256
    (tmp_path / "lanwan.txt").write_text(f"{REPORT}。", encoding="utf-8")
    (other,) = load(tmp_path).documents
    assert other.sha256 != before.sha256
