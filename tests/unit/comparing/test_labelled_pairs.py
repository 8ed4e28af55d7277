"""The labelled pairs of reports: what rules alone must get right, and what the model may not spoil."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.comparisons import PAIRS, embedded, labelled, total

TOLD = (Path(__file__).parents[3] / "docs" / "compare.md").read_text(encoding="utf-8")
_LEAST = 0.95


@pytest.mark.parametrize("half", ["dev", "test"])
def test_the_scores_are_not_below_those_told(half: str) -> None:
    score, _ = total(PAIRS / half)
    (row,) = (line for line in TOLD.splitlines() if line.startswith(f"| `evals/pairs/{half}`"))
    pairs, f1, verdicts, contradictions = (cell.strip() for cell in row.split("|")[2:6])
    assert score.labelled == int(pairs)
    assert round(score.f1, 3) >= float(f1), score.mistakes
    assert score.verdicts_right >= int(verdicts.split()[0]), score.mistakes
    assert score.contradictions_found >= int(contradictions.split()[0]), score.mistakes


def test_rules_alone_get_what_they_were_not_tuned_on_all_right() -> None:
    score, _ = total(PAIRS / "test")
    assert score.f1 >= _LEAST, score.mistakes
    assert (score.verdicts_right, score.contradictions_found) == (score.verdicts, score.contradictions)
    assert score.contradictions_invented == 0


def test_rules_alone_leave_in_doubt_what_they_do_not_know() -> None:
    score, _ = total(PAIRS / "dev")
    assert score.f1 >= _LEAST, score.mistakes
    assert not [each for each in score.mistakes if each.startswith("wrong")]
    assert len([each for each in score.mistakes if "contradiction" not in each]) <= score.doubts


@pytest.mark.model
def test_the_embedded_model_settles_doubts_and_spoils_nothing() -> None:
    alone, _ = total(PAIRS)
    with embedded(Path(os.environ["SUMMARIZER_MODELS"])) as asker:
        score, _ = total(PAIRS, asker)
    assert score.f1 >= max(_LEAST, alone.f1), score.mistakes
    assert score.doubts < alone.doubts
    assert score.verdicts_right >= alone.verdicts_right, score.mistakes
    assert score.contradictions_invented == 0


def test_the_labels_are_of_the_size_they_are_said_to_have() -> None:
    labels = labelled(PAIRS)
    assert len({path.parent for label in labels for path in label.reports}) >= 4
    assert sum(len(label.contradictions) for label in labels) >= 5
    verdicts = {verdict for label in labels for verdict in label.outcomes.values()}
    assert verdicts == {"met", "missed", "progress", "not-reported"}
