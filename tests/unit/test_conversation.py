"""What is asked again, in which pieces, how often at most, and what is said to be missing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from summarizer.asking import Manner
from summarizer.chunking import SMALL
from summarizer.conversation import Outcome, Question, ask_chunk
from summarizer.errors import (
    ContextOverflowError,
    EmptyAnswerError,
    EndpointAnswerError,
    EndpointDownError,
    EndpointError,
    RefusedAnswerError,
)
from summarizer.exchange import Answer, Request
from summarizer.pieces import pieces
from summarizer.stages import prepare_outline
from tests.support import outlines
from tests.support.askers import USAGE, PlayedAsker, obedient, properties

if TYPE_CHECKING:
    from collections.abc import Callable

LONG, REFUSED, EMPTY = ContextOverflowError("太长"), RefusedAnswerError("不答"), EmptyAnswerError("空")


def question() -> Question:
    """Ask about the first chunk: a headline, a name and another headline."""
    prepared = prepare_outline(
        outlines.raw(), outlines.clean(), outlines.outline(), manner=Manner(encoding="keyed", budget=SMALL)
    )
    made = next(each for each in prepared.questions if len(each.asked) == 3)
    assert [item.key for item in made.asked] == [
        "1.投资持续较快增长",
        "其中技改投资7.1亿元,下降3.2%",
        "2.企业培育有新成效",
    ]
    return made


@dataclass(kw_only=True)
class CuttingAsker(PlayedAsker):
    """Cuts answers off at their limit."""

    cut: Callable[[Request], bool] = field(default=lambda request: len(properties(request)) > 1)

    def ask(self, request: Request) -> Answer:
        whole = super().ask(request)
        if not self.cut(request):
            return whole
        return Answer(text="{" + "\n" * 99, finish_reason="length", usage=USAGE)


def keys(asker: PlayedAsker) -> list[int]:
    return [len(properties(request)) for request in asker.requests]


def raising_when(error: EndpointError, condition: Callable[[Request], bool]) -> PlayedAsker:
    return PlayedAsker(play=lambda request: error if condition(request) else obedient(request))


def ask(asker: PlayedAsker) -> Outcome:
    return ask_chunk(asker, question())


@pytest.mark.parametrize("error", [LONG, REFUSED, EMPTY])
def test_what_is_too_long_or_refused_is_asked_in_halves(error: EndpointError) -> None:
    asker = raising_when(error, lambda request: len(properties(request)) > 2)
    outcome = ask(asker)
    assert keys(asker) == [3, 2, 1]
    assert (len(outcome.accepted), outcome.faults, outcome.error) == (3, {}, None)


def test_a_piece_is_about_less_of_the_text() -> None:
    asker = raising_when(LONG, lambda request: len(properties(request)) > 2)
    ask(asker)
    whole, first, second = (request.messages[-1].content for request in asker.requests)
    assert "企业培育" in whole
    assert "企业培育" not in first
    assert "投资持续较快增长" not in second
    assert len(second) < len(first) < len(whole)
    assert len({request.messages[0] for request in asker.requests}) == 1, "the prefix stays the same"


def test_one_passage_that_is_refused_costs_itself_alone() -> None:
    asker = raising_when(REFUSED, lambda request: "专精特新" in request.messages[-1].content)
    outcome = ask(asker)
    assert [item.key for item in outcome.accepted] == ["1.投资持续较快增长", "其中技改投资7.1亿元,下降3.2%"]
    assert [item.key for item in outcome.faults] == ["2.企业培育有新成效"]
    assert (outcome.lost, outcome.error) == (1, REFUSED)


def test_an_answer_that_never_ends_is_asked_for_in_halves_until_it_does() -> None:
    asker = CuttingAsker()
    outcome = ask(asker)
    assert keys(asker) == [3, 2, 1, 1, 1]
    assert (outcome.lost, outcome.error) == (0, None)


def test_complete_items_of_a_cut_answer_are_kept_and_not_asked_again() -> None:
    asker = PlayedAsker(finish_reason="length")
    first = question().asked[0]
    whole = obedient(question().request)
    value = json.loads(whole)[first.key]
    cut = f'{{"{first.key}": "{value}", "其中'
    asker.play = lambda request: cut if len(asker.requests) == 1 else obedient(request)
    outcome = ask_chunk(asker, question())
    assert keys(asker) == [3, 2]
    assert outcome.accepted[first] == value
    assert outcome.faults == {}


@pytest.mark.parametrize("error", [LONG, REFUSED, EMPTY])
def test_what_never_goes_through_ends_and_is_said_to_be_missing(error: EndpointError) -> None:
    asker = raising_when(error, lambda _request: True)
    outcome = ask(asker)
    assert len(asker.requests) <= 8
    assert (outcome.lost, outcome.error, outcome.answers) == (3, error, ())


def test_garbage_is_asked_for_once_more_and_then_in_pieces_within_bounds() -> None:
    asker = PlayedAsker(play=lambda _request: "我不知道")
    outcome = ask(asker)
    assert keys(asker)[:4] == [3, 3, 2, 2]
    assert len(asker.requests) == 8
    assert (outcome.lost, outcome.error) == (3, None)


@pytest.mark.parametrize(
    "error", [EndpointAnswerError("坏了"), EndpointDownError("停了"), EndpointError("500")]
)
def test_a_failure_that_smaller_pieces_cannot_help_is_not_repeated(error: EndpointError) -> None:
    asker = raising_when(error, lambda _request: True)
    outcome = ask(asker)
    assert len(asker.requests) == 1
    assert (outcome.lost, outcome.error) == (3, error)


def test_a_failure_among_the_pieces_ends_them_and_keeps_what_came_before() -> None:
    broken = EndpointError("500")
    plays: list[EndpointError | None] = [LONG, None, broken]
    asker = PlayedAsker(play=lambda request: plays.pop(0) or obedient(request))
    outcome = ask(asker)
    assert not plays
    assert (len(outcome.accepted), outcome.lost, outcome.error) == (2, 1, broken)


def test_a_call_that_fails_when_asked_once_more_is_named() -> None:
    broken = EndpointError("500")

    def play(request: Request) -> str | EndpointError:
        invented = json.loads(obedient(request)) | {"1.投资持续较快增长": "建成月球基地"}
        return broken if len(request.messages) > 2 else json.dumps(invented, ensure_ascii=False)

    outcome = ask(PlayedAsker(play=play))
    assert len(outcome.faults) == 1
    assert outcome.lost == 0
    assert outcome.error is broken


def test_a_single_item_is_asked_about_with_its_own_sentence_and_then_no_smaller() -> None:
    made = question()
    (one,) = pieces(made.text, made.chunk, made.asked[1:2])
    assert made.text[one.chunk.start : one.chunk.end].startswith("全年完成工业投资")
    assert pieces(made.text, one.chunk, one.asked) == ()


def test_pieces_hold_every_item_once_and_its_text() -> None:
    made = question()
    halves = pieces(made.text, made.chunk, made.asked)
    assert [item for piece in halves for item in piece.asked] == list(made.asked)
    for piece in halves:
        held = {each.id for each in piece.chunk.points} | {each.id for each in piece.chunk.figures}
        assert {item.target for item in piece.asked} <= held
