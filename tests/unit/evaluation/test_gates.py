"""Gates that can fail: floors, ceilings, baselines, and what there is no score for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.errors import GoldError
from summarizer.evaluation.comparing import compare_verdicts
from summarizer.evaluation.gates import Gates, Limit, hold, load_gates
from summarizer.evaluation.metrics import METRICS
from tests.support.evaluations import GATES, evaluated

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.evaluation.verdict import GateResult, Verdict

BASE = evaluated().verdict
NOTHING_HELD = "[invariants]\nmetrics = []\n[regression]\nmetrics = []\n"
NONE: dict[str, Any] = {"invariants": {"metrics": []}, "regression": {"metrics": []}}


def gates(**changed: Any) -> Gates:  # noqa: ANN401 - parts of TOML
    return Gates.model_validate({**NONE, **changed})


def held(limit: dict[str, Any], verdict: Verdict = BASE) -> GateResult:
    (result,) = hold(gates(limits=[limit]), verdict, None).gates
    return result


def with_score(metric: str, value: float | None) -> Verdict:
    estimate = BASE.scores["all"][metric].model_copy(update={"value": value})
    return BASE.model_copy(
        update={"scores": {**BASE.scores, "all": {**BASE.scores["all"], metric: estimate}}}
    )


def live(verdict: Verdict) -> Verdict:
    """The same as a model would have made it, answering live."""
    return verdict.model_copy(update={"maker": verdict.maker.model_copy(update={"model": "m"})})


def losing(metric_count: str, lost: float, *, documents: int = 12) -> tuple[Verdict, Verdict]:
    """Two runs over many copies of a report, the second with less of a count in each."""
    one = BASE.documents[1]
    before = [one.model_copy(update={"id": f"report-{place}", "faults": []}) for place in range(documents)]
    after = [
        each.model_copy(update={"counts": {**each.counts, metric_count: each.counts[metric_count] - lost}})
        for each in before
    ]
    one_run, other_run = (live(BASE.model_copy(update={"documents": each})) for each in (before, after))
    return one_run, other_run


def test_the_gates_of_the_project_can_be_read_and_name_what_there_is() -> None:
    loaded = load_gates(GATES)
    assert loaded.invariants.metrics
    assert loaded.limits
    assert loaded.regression.metrics


def test_a_floor_and_a_ceiling_hold_at_the_limit_and_fail_beyond_it() -> None:
    value = BASE.scores["all"]["figures.strict_f1"].value
    assert value is not None
    assert held({"metric": "figures.strict_f1", "at_least": value}).outcome == "passed"
    below = held({"metric": "figures.strict_f1", "at_least": value + 1e-6})
    assert below.outcome == "failed"
    assert ", below " in below.message
    size = BASE.scores["all"]["brief.characters"].value
    assert size is not None
    assert held({"metric": "brief.characters", "at_most": size}).outcome == "passed"
    assert held({"metric": "brief.characters", "at_most": size - 1}).outcome == "failed"


def test_the_half_width_that_the_set_allows_stands_beside_a_floor() -> None:
    result = held({"metric": "figures.strict_f1", "at_least": 0.1})
    assert result.half_width is not None
    assert f" ± {result.half_width:.3f}, at least 0.100." in result.message


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
@pytest.mark.parametrize("limit", [{"at_least": 0.0}, {"at_most": 9.9}])
def test_no_score_is_no_pass(value: float | None, limit: dict[str, float]) -> None:
    verdict = with_score("figures.f1", value)
    result = held({"metric": "figures.f1", **limit}, verdict)
    assert (result.outcome, "there was nothing to score" in result.message) == ("failed", True)
    (invariant,) = hold(gates(invariants={"metrics": ["figures.f1"]}), verdict, None).gates
    assert invariant.outcome == "failed"


def test_a_floor_of_zero_still_fails_where_nothing_was_scored() -> None:
    assert held({"metric": "usage.cost", "at_least": 0.0}).outcome == "failed"


def test_limits_are_of_a_split_or_of_models() -> None:
    assert held({"metric": "figures.f1", "at_least": 0.5, "split": "dev"}).outcome == "passed"
    assert held({"metric": "figures.f1", "at_least": 0.5, "split": "test"}).outcome == "skipped"
    assert held({"metric": "figures.f1", "at_least": 0.5, "models": ["rules"]}).outcome == "passed"
    assert (
        hold(gates(limits=[Limit(metric="figures.f1", at_least=0.5, models=["m"])]), BASE, None).gates == []
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[invariants]\nmetrics = ["figures.stric_f1"]\n[regression]\nmetrics = []',
            "no metric 'figures.stric_f1'",
        ),
        ("[invariants]\nmetrics = []\n", "regression: Field required"),
        ("[invariants", "are not TOML"),
        ("[invariants]\nmetrics = []\n[regression]\nmetrics = []\nnew_faults = ['nam']", "no fault 'nam'"),
        (
            f'{NOTHING_HELD}[[limits]]\nmetric = "figures.f1"',
            "has to have at_least or at_most",
        ),
        (
            f'{NOTHING_HELD}[[limits]]\nmetric = "figures.f1"\nleast = 1',
            r"limits\[0\]\.least: Extra inputs are not permitted",
        ),
    ],
)
def test_gates_that_could_never_fail_are_refused(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "gates.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=told) as caught:
        load_gates(file)
    if "stric_f1" in text:
        assert caught.value.hint == "Did you mean figures.strict_f1?"


def test_the_same_again_passes_and_any_fall_of_what_is_exact_fails() -> None:
    held_to = gates(regression={"metrics": ["figures.strict_f1"]})
    assert hold(held_to, BASE, BASE).outcome == "passed"
    one = BASE.documents[0]
    counts = {**one.counts, "numbers.strict": one.counts["numbers.strict"] - 1}
    fallen = BASE.model_copy(
        update={"documents": [one.model_copy(update={"counts": counts}), *BASE.documents[1:]]}
    )
    assert hold(held_to, fallen, BASE).outcome == "failed"
    assert hold(held_to, BASE, fallen).outcome == "passed"


def test_a_live_run_fails_only_where_the_fall_is_sure() -> None:
    held_to = gates(regression={"metrics": ["figures.strict_f1"], "new_faults": ["name"]})
    before, after = losing("numbers.strict", 2)
    (result,) = hold(held_to, after, before).gates
    assert result.outcome == "failed"
    assert "over reports like these" in result.message
    one, *others = before.documents
    counts = {**one.counts, "numbers.strict": one.counts["numbers.strict"] - 1}
    once = before.model_copy(update={"documents": [one.model_copy(update={"counts": counts}), *others]})
    assert hold(held_to, once, before).outcome == "passed"


def test_too_few_live_reports_are_not_compared_and_this_is_said() -> None:
    before, after = losing("numbers.strict", 2, documents=3)
    (result,) = hold(gates(regression={"metrics": ["figures.strict_f1"]}), after, before).gates
    assert (result.outcome, "too few" in result.message) == ("skipped", True)


def test_a_metric_of_which_less_is_better_fails_when_it_rises() -> None:
    held_to = gates(regression={"metrics": ["brief.characters"]})
    one = BASE.documents[0]
    longer = one.model_copy(update={"counts": {**one.counts, "brief.characters": 9999}})
    risen = BASE.model_copy(update={"documents": [longer, *BASE.documents[1:]]})
    assert hold(held_to, risen, BASE).outcome == "failed"
    assert hold(held_to, BASE, risen).outcome == "passed"


def test_other_labels_than_those_blessed_are_refused() -> None:
    one = BASE.documents[0].model_copy(update={"labels_sha256": "0"})
    relabelled = BASE.model_copy(update={"documents": [one, *BASE.documents[1:]]})
    (result,) = hold(gates(regression={"metrics": ["figures.f1"]}), relabelled, BASE).gates
    assert (result.outcome, result.name) == ("failed", "baseline")
    assert f"different: {one.id}); bless the new labels" in result.message
    with pytest.raises(GoldError, match="not over the same labelled reports"):
        compare_verdicts(BASE, relabelled)
    assert one.id not in compare_verdicts(BASE, relabelled, intersection=True).reports


def test_a_score_that_is_gone_is_a_fall() -> None:
    documents = [
        each.model_copy(update={"counts": {k: v for k, v in each.counts.items() if not k.startswith("keys")}})
        for each in BASE.documents
    ]
    gone = BASE.model_copy(update={"documents": documents})
    (result,) = hold(gates(regression={"metrics": ["brief.key_points"]}), gone, BASE).gates
    assert result.outcome == "failed"
    assert "is unscored, and the baseline has a score" in result.message


def test_comparing_a_run_with_itself_moves_nothing_and_the_other_way_round_turns_signs() -> None:
    same = compare_verdicts(BASE, BASE)
    assert same.failing == same.mended == ()
    assert all(moved.difference is None or moved.difference.value == 0 for moved in same.moved.values())
    before, after = losing("numbers.strict", 1)
    there, back = compare_verdicts(before, after), compare_verdicts(after, before)
    for name in METRICS:
        one, other = there.moved[name].difference, back.moved[name].difference
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert one.value == pytest.approx(-other.value)
