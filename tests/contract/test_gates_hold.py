"""What every labelled report has to keep to by rules alone; the floors are held by ``.ci/run``."""

from __future__ import annotations

import pytest

from summarizer.evaluation.gates import load_gates
from summarizer.evaluation.generating import generate
from summarizer.evaluation.gold import Labelled, load
from summarizer.evaluation.metrics import METRICS
from summarizer.evaluation.scoring import score_run
from summarizer.readers import read
from tests.support.evaluations import EVALS, GATES

TELLING = {"quote", "ungrounded", "unmarked", "empty", "crash"}
GOLD = load(EVALS / "gold")


@pytest.mark.parametrize("document", GOLD.documents, ids=[each.id for each in GOLD.documents])
def test_the_invariants_hold_on_every_report(document: Labelled) -> None:
    (run,) = generate([document], None)
    tally = score_run(document.labels, run, read(document.source).text)
    kept = load_gates(GATES).invariants.metrics
    broken = [name for name in kept if METRICS[name].formula(tally.counts) not in {1.0, None}]
    told = [fault.message for fault in tally.faults if fault.kind in TELLING]
    assert (broken, told) == ([], [])
