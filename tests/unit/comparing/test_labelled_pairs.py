"""The labelled pairs of reports: what rules alone must get right, and what the model may not spoil."""

from __future__ import annotations

from benchmarks.comparisons import PAIRS, labelled, total

_LEAST = 0.95


def test_rules_alone_get_what_they_were_not_tuned_on_all_right() -> None:
    score, _ = total(PAIRS / "test")
    assert score.f1 >= _LEAST, score.mistakes
    assert (score.verdicts_right, score.contradictions_found) == (score.verdicts, score.contradictions)
    assert score.contradictions_invented == 0


def test_rules_alone_leave_in_doubt_what_they_do_not_know() -> None:
    score, _ = total(PAIRS / "dev")
    assert score.f1 >= _LEAST, score.mistakes
    assert not [each for each in score.mistakes if "missed" not in each.partition(":")[0]]
    assert len(score.mistakes) <= score.doubts


def test_the_labels_are_of_the_size_they_are_said_to_have() -> None:
    labels = labelled(PAIRS)
    assert len({path.parent for label in labels for path in label.reports}) >= 4
    assert sum(len(label.contradictions) for label in labels) >= 5
    verdicts = {verdict for label in labels for verdict in label.outcomes.values()}
    assert verdicts == {"met", "missed", "progress", "not-reported"}
