from __future__ import annotations

from summarizer.structure.drafts import Context, Draft
from summarizer.structure.model import Change
from summarizer.structure.numbers import Quantity


def _quantity(start: int, value: str, unit: str) -> Quantity:
    return Quantity(
        mention=start, start=start, end=start + len(value + unit), value=value, unit=unit, suffix=""
    )


def _draft(name: str, how: str = "plain") -> Draft:
    return Draft(
        name=name, subject=name, how=how, name_start=0, clause_start=0, level=_quantity(4, "5", "亿元")
    )


def test_a_draft_spans_its_level_and_its_change() -> None:
    draft = _draft("税收")
    draft.change = Change(value="3", unit="%", direction="up")
    draft.change_quantity = _quantity(10, "3", "%")

    assert (draft.first, draft.last) == (4, 12)
    assert [q.unit for q in draft.quantities] == ["亿元", "%"]
    assert draft.level_unit == "亿元"


def test_a_fuller_name_keeps_the_old_one() -> None:
    draft = _draft("总投资")
    draft.rename("项目总投资", "owned")

    assert (draft.name, draft.how, draft.alternatives) == ("项目总投资", "owned", ["总投资"])


def test_a_sentence_forgets_its_figures_and_a_paragraph_its_measure() -> None:
    context = Context(text="")
    total = _draft("零售总额")
    context.add([total])
    assert (context.latest, context.measured) == (total, total)

    context.new_sentence(opens_paragraph=False)
    assert (context.latest, context.measured) == (None, total)

    context.new_sentence(opens_paragraph=True)
    assert context.measured is None
    assert context.drafts == [total]


def test_what_a_breakdown_leaves_out_is_a_measure_said_in_full() -> None:
    context = Context(text="")

    context.add([_draft("新建公园")])
    context.add([_draft("零售总额", "carried")])

    assert context.measured is None
