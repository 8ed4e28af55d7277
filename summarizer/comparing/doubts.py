"""The model's part in a comparison: it chooses, for what the rules doubt, from the figures that it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summarizer import schemas, templates
from summarizer.asking import neutral
from summarizer.checking import objects
from summarizer.checking.reading import plain
from summarizer.errors import EndpointAuthError, EndpointError, EndpointUnreachableError
from summarizer.exchange import Message, Request
from summarizer.prompting import FRAME_TOKENS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from summarizer.asking import Encoding
    from summarizer.comparing.pairing import Candidates
    from summarizer.comparing.views import Seen
    from summarizer.exchange import Asker

NONE: Final = "都不是"
_MOST: Final = 8
"""Figures that one request asks about."""
_LONGEST: Final = 30
"""Characters of a name in a request."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """What the model made of doubts. What it said is no pair is no doubt any more."""

    pairs: tuple[tuple[Seen, Seen], ...]
    doubts: tuple[Candidates, ...]
    """Those that it did not answer."""
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Question:
    """A doubt in words: a key and the values it may have."""

    doubt: Candidates
    key: str
    choices: Mapping[str, Seen]


def settle(doubts: Sequence[Candidates], asker: Asker, encoding: Encoding) -> Settled:
    """Ask about doubts, a few at a time; no figure is given away twice.

    Raises:
        EndpointUnreachableError: Nothing answers at the endpoint.
        EndpointAuthError: The endpoint refuses the key.
    """
    pairs: list[tuple[Seen, Seen]] = []
    left: list[Candidates] = []
    failures: list[str] = []
    taken: set[str] = set()
    for start in range(0, len(doubts), _MOST):
        asked = _questions(doubts[start : start + _MOST])
        try:
            answer = asker.ask(_request(asked, encoding))
        except (EndpointUnreachableError, EndpointAuthError):
            raise
        except EndpointError as error:
            failures.append(error.message)
            left += [each.doubt for each in asked]
            continue
        said = _read(answer.text, encoding)
        for each in asked:
            choice = said.get(plain(each.key))
            chosen = next((seen for words, seen in each.choices.items() if plain(words) == choice), None)
            if choice is None or (chosen is None and choice != plain(NONE)):
                left.append(each.doubt)
            elif chosen is not None and chosen.id not in taken:
                taken.add(chosen.id)
                pairs.append((each.doubt.first, chosen))
    return Settled(pairs=tuple(pairs), doubts=tuple(left), failures=tuple(failures))


def _questions(doubts: Sequence[Candidates]) -> list[_Question]:
    """Put doubts into words that are told apart."""
    questions: list[_Question] = []
    keys: set[str] = set()
    for doubt in doubts:
        key = _distinct(_words(doubt.first), keys)
        keys.add(key)
        choices: dict[str, Seen] = {}
        for other in doubt.others:
            choices[_distinct(_words(other), choices)] = other
        questions.append(_Question(doubt=doubt, key=key, choices=choices))
    return questions


def _words(seen: Seen) -> str:
    """Say a figure by its name and unit; its number would only mislead."""
    record = seen.record
    name = neutral(record.figure.name).replace("\n", " ").strip()[:_LONGEST]
    unit = record.figure.unit if record.figure.value is not None else None
    kind = f"（{neutral(unit)}）" if unit else "（增速）" if record.figure.value is None else ""
    return f"{name}{kind}"


def _distinct(words: str, taken: Collection[str]) -> str:
    number = 2
    made = words
    while made in taken:
        made = f"{words}·{number}"
        number += 1
    return made


def _request(asked: Sequence[_Question], encoding: Encoding) -> Request:
    """Make the request: what is the same for every comparison first."""
    rows = "\n".join(f"{each.key}：{'/'.join([*each.choices, NONE])}" for each in asked)
    choices = {each.key: (*each.choices, NONE) for each in asked}
    longest = sum(len(each.key) + FRAME_TOKENS + max(map(len, (*each.choices, NONE))) for each in asked)
    return Request(
        label="comparison",
        messages=(
            Message(role="system", content=templates.prompt(f"match-{encoding}").text),
            Message(role="user", content=templates.prompt("match-user").fill(asked=rows)),
        ),
        answer_model=schemas.FixedMatches if encoding == "fixed" else schemas.keyed_answer(choices),
        max_tokens=FRAME_TOKENS + longest,
    )


def _read(text: str, encoding: Encoding) -> dict[str, str]:
    """Take the choices out of an answer, all in the form in which anchors are compared."""
    said: dict[str, str] = {}
    for pairs in objects(text):
        items = pairs.items() if encoding == "keyed" else [(pairs.get("anchor", ""), pairs.get("match", ""))]
        for anchor, match in items:
            said.setdefault(plain(anchor), plain(match))
    return said
