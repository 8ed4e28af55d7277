"""The labelled pairs of reports: what rules alone must get right, and what the model may not spoil."""

from __future__ import annotations

import pytest

from benchmarks.comparisons import PAIRS, labelled, total

_LEAST = 0.95


@pytest.mark.parametrize("half", ["dev", "test"])
def test_rules_alone(half: str) -> None:
    score, _ = total(PAIRS / half)
    assert score.f1 >= _LEAST, score.mistakes
    assert (score.verdicts_right, score.contradictions_found) == (score.verdicts, score.contradictions)
    assert score.contradictions_invented == 0


def test_the_labels_are_of_the_size_they_are_said_to_have() -> None:
    labels = labelled(PAIRS)
    assert len({path.parent for label in labels for path in label.reports}) >= 4
    assert sum(len(label.contradictions) for label in labels) >= 5
    verdicts = {verdict for label in labels for verdict in label.outcomes.values()}
    assert verdicts == {"met", "missed", "progress", "not-reported"}
