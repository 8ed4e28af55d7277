"""One question to the model; where something in the answer cannot stand, one more about that alone.

What does not come through at all is asked in smaller pieces.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from summarizer import overview, prompting
from summarizer.checking import MISSING, check, objects
from summarizer.errors import ContextOverflowError, EmptyAnswerError, EndpointError, RefusedAnswerError
from summarizer.pieces import pieces
from summarizer.profiles import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.asking import Encoding, Item
    from summarizer.checking import Checked
    from summarizer.chunking import Chunk
    from summarizer.exchange import Answer, Asker, Request
    from summarizer.overview import Material
    from summarizer.profiles import Profile

_MAY_FIT_IN_PIECES = (ContextOverflowError, RefusedAnswerError, EmptyAnswerError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A chunk on its way to the model."""

    index: int
    chunk: Chunk
    asked: tuple[Item, ...]
    request: Request
    encoding: Encoding
    text: str
    """Clean text of the whole report, to cut smaller pieces from."""
    title: str | None
    document: str
    """The same folded, for the checks."""
    profile: Profile = BUILT_IN


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came back for a chunk."""

    question: Question
    answers: tuple[Answer, ...]
    accepted: Mapping[Item, str]
    faults: Mapping[Item, str]
    """Items that rules have to fill, with what was wrong."""
    error: EndpointError | None
    """Why a call failed for good, where that cost items."""

    @property
    def lost(self) -> int:
        """How many items the model never answered, however they were asked."""
        return sum(reason == MISSING for reason in self.faults.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What came back for the overview."""

    answers: tuple[Answer, ...]
    sentences: Mapping[str, str]
    """Sentences that may stand, by role."""
    chosen: tuple[str, ...]
    """Ids of the figures the model found most important."""
    error: EndpointError | None


def ask_chunk(asker: Asker, question: Question) -> Outcome:
    """Ask a chunk's question; ask what failed its checks once more; leave the rest to the rules.

    What did not come through at all, because the request was too long, was refused, or had an answer that
    was cut off or no JSON, is asked again in smaller pieces. A failed call is an outcome, not an exception:
    the other sections of the report do not depend on it.
    """
    talk = _Talk(asker=asker, question=question, calls_left=_calls(len(question.asked)))
    talk.about(question.request, question.chunk, question.asked)
    faults = {item: reason for item, reason in talk.faults.items() if item not in talk.accepted}
    return Outcome(
        question=question,
        answers=tuple(talk.answers),
        accepted=talk.accepted,
        faults=faults,
        error=talk.error if talk.has_cost(faults) else None,
    )


def _calls(items: int) -> int:
    """Bound the calls for a question: enough to narrow two bad items down by halving."""
    return 4 + 2 * items.bit_length()


@dataclass(kw_only=True, slots=True)
class _Talk:
    """All that is said about one chunk."""

    asker: Asker
    question: Question
    calls_left: int
    answers: list[Answer] = field(default_factory=list["Answer"])
    accepted: dict[Item, str] = field(default_factory=dict["Item", str])
    faults: dict[Item, str] = field(default_factory=dict["Item", str])
    error: EndpointError | None = None

    def about(self, request: Request, chunk: Chunk, asked: tuple[Item, ...]) -> None:
        """Ask about some items until each is answered, refused twice or out of reach."""
        self.faults |= dict.fromkeys(asked, MISSING)
        answer = self._ask(request)
        if answer is None:
            self._in_pieces(chunk, asked)
            return
        first = self._judged(answer, asked)
        if not first.faults:
            return
        if answer.finish_reason == "length" and not first.accepted:
            self._in_pieces(chunk, tuple(first.faults))
            return
        # A malformed answer is not shown to the model again: it would go on where it broke off.
        encoding = self.question.encoding
        shown = answer.text if first.whole else prompting.kept(first.accepted, encoding)
        answer = self._ask(prompting.again(request, shown, first.faults, encoding, self.question.profile))
        second = self._judged(answer, tuple(first.faults)) if answer else None
        # An item refused first and left out then was answered, if badly; only one never given is lost.
        lost = [
            item
            for item in asked
            if first.faults.get(item) == MISSING and (second is None or second.faults.get(item) == MISSING)
        ]
        self.faults |= {item: reason for item, reason in first.faults.items() if reason != MISSING}
        if second is not None:
            self.faults |= {item: reason for item, reason in second.faults.items() if reason != MISSING}
        if lost and (
            answer is None or second is None or answer.finish_reason == "length" or not second.whole
        ):
            self._in_pieces(chunk, tuple(lost))

    def has_cost(self, faults: Mapping[Item, str]) -> bool:
        """Whether a failed call is the reason for something that rules have to fill."""
        if isinstance(self.error, _MAY_FIT_IN_PIECES):
            return not self.answers or MISSING in faults.values()
        return not self.answers or bool(faults)

    def _in_pieces(self, chunk: Chunk, asked: tuple[Item, ...]) -> None:
        failed_for_good = self.error is not None and not isinstance(self.error, _MAY_FIT_IN_PIECES)
        if failed_for_good or self.calls_left <= 0:
            return
        question = self.question
        rest = tuple(item for item in question.asked if item in asked)
        for piece in pieces(question.text, chunk, rest):
            request = prompting.chunk_request(
                question.text,
                question.title,
                piece.chunk,
                piece.asked,
                question.encoding,
                question.profile,
            )
            self.about(request, piece.chunk, piece.asked)

    def _ask(self, request: Request) -> Answer | None:
        if self.calls_left <= 0:
            return None
        self.calls_left -= 1
        try:
            self.answers.append(self.asker.ask(request))
        except EndpointError as failed:
            self.error = failed
            return None
        return self.answers[-1]

    def _judged(self, answer: Answer, asked: tuple[Item, ...]) -> Checked:
        question = self.question
        checked = check(
            answer.text,
            asked,
            question.encoding,
            examples=question.profile.examples,
            document=question.document,
        )
        self.accepted |= checked.accepted
        return checked


def ask_overview(asker: Asker, made: Material, *, choose: bool) -> Told:
    """Ask for the overview's sentences; ask those that failed their checks once more.

    Args:
        asker: Carries the requests.
        made: What the overview is made of.
        choose: Whether the model also chooses the key figures.
    """
    names = {label: figure.id for label, figure in made.labels.items()} if choose else {}
    request = prompting.overview_request(overview.points(made), made.roles, tuple(names), made.profile)
    answers: list[Answer] = []
    good: dict[str, str] = {}
    chosen: tuple[str, ...] = ()
    error: EndpointError | None = None
    try:
        answers.append(asker.ask(request))
        good, faults = _sentences(made, answers[-1].text, made.asked)
        chosen = _chosen(answers[-1].text, names)
        if faults:
            shown = json.dumps(good, ensure_ascii=False)
            answers.append(asker.ask(prompting.overview_again(request, shown, faults, made.profile)))
            second, _ = _sentences(made, answers[-1].text, tuple(faults))
            good |= second
    except EndpointError as failed:
        error = failed
    return Told(answers=tuple(answers), sentences=good, chosen=chosen, error=error)


def _sentences(made: Material, text: str, asked: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Sort the sentences of an answer into those that may stand and what is wrong with the others."""
    said: dict[str, str] = {}
    for pairs in objects(text):
        for role, sentence in pairs.items():
            said.setdefault(role, sentence)
    good: dict[str, str] = {}
    faults: dict[str, str] = {}
    for role in asked:
        problem = _sentence_fault(made, role, said.get(role), good)
        if problem is None:
            good[role] = said[role]
        else:
            faults[role] = problem
    return good, faults


def _sentence_fault(made: Material, key: str, sentence: str | None, good: Mapping[str, str]) -> str | None:
    if sentence is None:
        return MISSING
    choices = made.choices(key)
    if choices:
        return overview.choice_fault(made, sentence, choices)
    if sentence in made.profile.examples:
        return "照抄了示例"
    if sentence in good.values():
        return "与另一句重复"
    return overview.fault(made, sentence)


def _chosen(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the figures an answer lists; what is not in the closed set is left out."""
    try:
        whole = cast("object", json.loads(text))
    except ValueError:
        return ()
    listed = cast("dict[str, object]", whole).get(prompting.KEY_FIGURES) if isinstance(whole, dict) else None
    if not isinstance(listed, list):
        return ()
    found = [names[each] for each in cast("list[object]", listed) if isinstance(each, str) and each in names]
    return tuple(dict.fromkeys(found))
