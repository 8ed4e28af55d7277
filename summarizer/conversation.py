"""One question to the model and, where something in the answer cannot stand, one more about that alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from summarizer import overview, prompting
from summarizer.checking import MISSING, check, objects
from summarizer.errors import EndpointError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.asking import Encoding, Item
    from summarizer.chunking import Chunk
    from summarizer.exchange import Answer, Asker, Request
    from summarizer.overview import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A chunk on its way to the model."""

    index: int
    chunk: Chunk
    asked: tuple[Item, ...]
    request: Request
    encoding: Encoding
    document: str
    """Folded text of the whole report, for the checks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came back for a chunk."""

    question: Question
    answers: tuple[Answer, ...]
    accepted: Mapping[Item, str]
    faults: Mapping[Item, str]
    """Items that rules have to fill, with what was wrong."""
    error: EndpointError | None

    @property
    def lost(self) -> int:
        """How many items the model never answered, though asked twice."""
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

    A failed call is an outcome, not an exception: the other sections of the report do not depend on it.
    """
    answers: list[Answer] = []
    accepted: dict[Item, str] = {}
    faults: dict[Item, str] = {}
    request, asked, encoding = question.request, question.asked, question.encoding
    judge = partial(check, encoding=encoding, examples=prompting.examples(), document=question.document)
    error: EndpointError | None = None
    try:
        answers.append(asker.ask(request))
        checked = judge(answers[-1].text, asked)
        accepted |= checked.accepted
        faults = dict(checked.faults)
        if faults:
            # A malformed answer is not shown to the model again: it would go on where it broke off.
            shown = answers[-1].text if checked.whole else prompting.kept(checked.accepted, encoding)
            answers.append(asker.ask(prompting.again(request, shown, faults, encoding)))
            second = judge(answers[-1].text, tuple(faults))
            accepted |= second.accepted
            # An item refused first and left out then was answered, if badly; only one never given is lost.
            faults = {
                item: faults[item] if reason == MISSING else reason for item, reason in second.faults.items()
            }
    except EndpointError as failed:
        error = failed
    return Outcome(question=question, answers=tuple(answers), accepted=accepted, faults=faults, error=error)


def ask_overview(asker: Asker, made: Material, *, choose: bool) -> Told:
    """Ask for the overview's sentences; ask those that failed their checks once more.

    Args:
        asker: Carries the requests.
        made: What the overview is made of.
        choose: Whether the model also chooses the key figures.
    """
    names = {label: figure.id for label, figure in made.labels.items()} if choose else {}
    request = prompting.overview_request(overview.points(made), made.roles, tuple(names))
    answers: list[Answer] = []
    good: dict[str, str] = {}
    chosen: tuple[str, ...] = ()
    error: EndpointError | None = None
    try:
        answers.append(asker.ask(request))
        good, faults = _sentences(made, answers[-1].text, made.roles)
        chosen = _chosen(answers[-1].text, names)
        if faults:
            shown = json.dumps(good, ensure_ascii=False)
            answers.append(asker.ask(prompting.overview_again(request, shown, faults)))
            second, _ = _sentences(made, answers[-1].text, tuple(faults))
            good |= second
    except EndpointError as failed:
        error = failed
    return Told(answers=tuple(answers), sentences=good, chosen=chosen, error=error)


def _sentences(made: Material, text: str, roles: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Sort the sentences of an answer into those that may stand and what is wrong with the others."""
    said: dict[str, str] = {}
    for pairs in objects(text):
        for role, sentence in pairs.items():
            said.setdefault(role, sentence)
    good: dict[str, str] = {}
    faults: dict[str, str] = {}
    for role in roles:
        problem = _sentence_fault(made, said.get(role), good)
        if problem is None:
            good[role] = said[role]
        else:
            faults[role] = problem
    return good, faults


def _sentence_fault(made: Material, sentence: str | None, good: Mapping[str, str]) -> str | None:
    if sentence is None:
        return MISSING
    if sentence in prompting.examples():
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
