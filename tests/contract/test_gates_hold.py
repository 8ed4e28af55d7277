"""What every labelled report has to keep to by rules alone; the floors are held by ``.ci/run``."""

from __future__ import annotations

from summarizer.evaluation.assembling import assemble
from summarizer.evaluation.gates import hold, load_gates
from summarizer.evaluation.generating import generate
from summarizer.evaluation.gold import load
from summarizer.readers import read
from tests.support.evaluations import EVALS, GATES


def test_the_invariants_hold_on_the_whole_set() -> None:
    gold = load(EVALS / "gold")
    sources = {each.id: read(each.source).text for each in gold.documents}
    verdict = assemble(gold, list(generate(gold.documents, None)), sources)
    invariants = load_gates(GATES).model_copy(update={"limits": []})
    assert [gate.message for gate in hold(invariants, verdict, None).failed] == []
