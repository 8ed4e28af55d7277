"""Finds out how a server enforces a schema, by asking for something the prompt speaks against.

Accepting a schema is not enforcing it: servers drop fields they do not know and answer 200. So a canary is
sent whose prompt asks for one thing and whose schema allows only another; who follows the schema is held to
it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.endpoint.dialect import Dialect, Rung, adapt
from summarizer.endpoint.failures import FailedCallError, Failure, Outcome
from summarizer.endpoint.schema import wire_schema
from summarizer.endpoint.thinking import Switch

if TYPE_CHECKING:
    from summarizer.endpoint.dialect import Body

_LADDER = (Rung.STRICT_SCHEMA, Rung.SCHEMA, Rung.STRUCTURED_OUTPUTS, Rung.TOOLS, Rung.JSON_OBJECT)
_AGAINST_SCHEMA = 'Reply with exactly this JSON and nothing else: {"colour": "blue"}'
_AGAINST_JSON = "Do not use JSON. Reply with one plain English word: which colour is a clear sky at noon?"
_TOKENS = 512
"""Enough for a model that thinks a little first; one held to the schema needs some ten."""


class Canary(BaseModel):
    """What no model would answer to the canary's prompt of its own accord."""

    model_config = ConfigDict(extra="forbid")

    harbour: Literal["lantern", "anchor"]
    boats: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What came back from a probe."""

    text: str
    """The answer; empty where there is none."""
    thoughts: int
    """How much the model thought first."""


class AskCanary(Protocol):
    """Sends one request in a given dialect."""

    def __call__(self, request: Body, dialect: Dialect) -> Heard | Failure:
        """Return what was answered, or why the call failed."""
        ...


def probe(ask: AskCanary) -> Dialect:
    """Climb down the ladder to the first rung that holds the model to the schema.

    Where the model is seen to think first, ways to switch that off are tried before the climb goes on.

    Args:
        ask: Sends one request.

    Raises:
        FailedCallError: The endpoint fails whatever it is asked, so nothing can be learnt about it.
    """
    dialect = Dialect(rung=Rung.STRICT_SCHEMA)
    settled = False
    for rung in _LADDER:
        dialect = replace(dialect, rung=rung)
        heard, dialect = _ask_adapting(ask, dialect)
        if not isinstance(heard, Failure) and heard.thoughts and not settled:
            heard, dialect = _without_thoughts(ask, dialect, heard.thoughts)
            settled = True
        if isinstance(heard, Failure):
            _raise_unless_rung(heard, ask, dialect)
        elif _follows(heard.text, rung):
            return replace(dialect, enforced=True)
    return replace(dialect, rung=Rung.PROMPT_ONLY, enforced=False)


def _without_thoughts(ask: AskCanary, dialect: Dialect, before: int) -> tuple[Heard | Failure, Dialect]:
    """Find the switch that ends the thinking, or halves it at least; otherwise leave it room."""
    best: tuple[int, Heard, Dialect] | None = None
    for switch in Switch:
        trial = replace(dialect, switch=switch)
        heard = ask(_request(dialect.rung), trial)
        if isinstance(heard, Failure):
            continue
        if not heard.thoughts:
            return heard, trial
        if heard.thoughts <= before // 2 and (best is None or heard.thoughts < best[0]):
            best = heard.thoughts, heard, replace(trial, thinks=True)
    if best is not None:
        return best[1:]
    thinking = replace(dialect, thinks=True)
    return ask(_request(dialect.rung), thinking), thinking


def _ask_adapting(ask: AskCanary, dialect: Dialect) -> tuple[Heard | Failure, Dialect]:
    answer = ask(_request(dialect.rung), dialect)
    while isinstance(answer, Failure):
        adapted = adapt(dialect, answer)
        if adapted is None:
            break
        dialect = adapted
        answer = ask(_request(dialect.rung), dialect)
    return answer, dialect


def _raise_unless_rung(failure: Failure, ask: AskCanary, dialect: Dialect) -> None:
    """Tell a server that chokes on this rung from one that fails at everything."""
    if failure.outcome is Outcome.REFUSED:
        return
    if failure.outcome is Outcome.SERVER_ERROR:
        plain = replace(dialect, rung=Rung.PROMPT_ONLY)
        if not isinstance(ask(_request(plain.rung), plain), Failure):
            return
    raise FailedCallError(failure)


def _request(rung: Rung) -> Body:
    prompt = _AGAINST_JSON if rung is Rung.JSON_OBJECT else _AGAINST_SCHEMA
    return {
        "messages": [{"role": "user", "content": prompt}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Canary", "schema": wire_schema(Canary)},
        },
        "max_tokens": _TOKENS,
        "temperature": 0.0,
        "seed": 0,
    }


def _follows(answer: str, rung: Rung) -> bool:
    try:
        if rung is Rung.JSON_OBJECT:
            return isinstance(json.loads(answer), dict)
        Canary.model_validate_json(answer)
    except (ValueError, ValidationError):
        return False
    return True
