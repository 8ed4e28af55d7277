"""The live endpoint: carries a request to an OpenAI-compatible server and brings back the raw answer.

instructor turns the answer model into the request and validates the answer; the openai SDK sends. Neither
tries again: the SDK's retries and instructor's re-asks are off, and the module ``retrying`` decides alone.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from pydantic import SecretStr

from summarizer.endpoint.acquaintance import Acquaintance
from summarizer.endpoint.breaker import Breaker
from summarizer.endpoint.dialect import adapt, blames_schema, shape
from summarizer.endpoint.explaining import explain, explain_missing_model
from summarizer.endpoint.failures import FailedCallError, Failure, Outcome
from summarizer.endpoint.governor import Governor, Pace
from summarizer.endpoint.instructed import fits_through_instructor
from summarizer.endpoint.probing import Heard, probe
from summarizer.endpoint.reply import Note, read_reply, thoughts_in
from summarizer.endpoint.retrying import Patience, with_patience
from summarizer.endpoint.transport import Transport
from summarizer.errors import ConfigError, EndpointAnswerError, EndpointDownError, EndpointError
from summarizer.exchange import Answer, Usage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openai.types.chat import ChatCompletion

    from summarizer.endpoint.dialect import Body, Dialect
    from summarizer.endpoint.governor import Gate
    from summarizer.endpoint.reply import Reply
    from summarizer.endpoint.server import Server
    from summarizer.endpoint.transport import Delivered
    from summarizer.exchange import Request


class Endpoint:
    """One model at one OpenAI-compatible endpoint; safe to use from many threads.

    Threads may be more than the calls under way: they wait for their turn.

    Args:
        base_url: Address with ``/v1``.
        model: Model name; None takes the only one the endpoint has.
        api_key: Sent to the endpoint, and never part of an error, a log or a representation.
        timeout: Seconds one call may take.
        extra_body: Fields added to every request; they win over what was learnt of the endpoint.
        host: Fixed word that stands for the address in messages and cache keys; None for ``host:port``.
        dialect: What the endpoint is known to understand; None finds out with a probe.
        memory: Directory in which the result of the probe is kept; None keeps it for this object only.
        patience: How long to go on with an endpoint that fails.
        pace: How many calls at once and in a minute.
        gate: What every call has to pass besides.
    """

    def __init__(  # noqa: PLR0913 - keyword-only; each is one independent fact about the endpoint
        self,
        *,
        base_url: str,
        model: str | None = None,
        api_key: SecretStr | str | None = None,
        timeout: float = 600.0,
        extra_body: Mapping[str, object] | None = None,
        host: str | None = None,
        dialect: Dialect | None = None,
        memory: Path | None = None,
        patience: Patience | None = None,
        pace: Pace | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._host = host or host_of(base_url)
        self._model = model
        self._key = api_key if isinstance(api_key, SecretStr) else SecretStr(api_key or "")
        self._extra_body = dict(extra_body or {})
        self._patience = patience or Patience()
        self._transport = Transport(base_url=base_url, key=self._key, timeout=timeout)
        longest, clock = self._patience.longest_asked_wait, self._patience.clock
        self._governor = Governor(
            pace or Pace(), gate=gate, longest_wait=longest, clock=clock, sleep=self._patience.sleep
        )
        self._breaker = Breaker(self._host, longest_wait=longest, clock=clock)
        self._acquaintance = Acquaintance(
            base_url=base_url,
            model=lambda: self.model,
            given=dialect,
            directory=memory,
            probe=self._probe,
            get=self._transport.get,
        )
        self._has_answered = False
        self._tokens_per_character = 1.0
        """Of the prompts seen last; until one was seen, what no tokenizer exceeds for Chinese."""

    def __repr__(self) -> str:
        return f"Endpoint({self._host}, model={self._model!r})"

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint, or the fixed word it was made with."""
        return self._host

    @property
    def model(self) -> str:
        """Model name as sent; where none was given, the only one the endpoint has.

        Raises:
            ConfigError: None was given, and the endpoint has several or none.
            EndpointError: None was given, and the endpoint does not say what it has.
        """
        if self._model is None:
            models = self.list_models()
            if len(models) != 1:
                has = f"has {len(models)}: {', '.join(models)}" if models else "does not say which it has"
                raise ConfigError(
                    f"No model is named, and {self._host} {has}.", hint="Name one with --model."
                )
            self._model = models[0]
        return self._model

    def list_models(self) -> list[str]:
        """Return the names of the models the endpoint has.

        Raises:
            EndpointError: It does not say.
        """
        try:
            return with_patience(self._transport.models, self._patience, transient=self._transient)
        except FailedCallError as error:
            failed = error
        raise explain(failed.failure, host=self._host, model=self._model or "", attempts=failed.attempts)

    def capabilities(self, *, afresh: bool = False) -> Dialect:
        """Return how the endpoint is asked, probing it where that is not known.

        Args:
            afresh: Whether to find it out even if it is remembered.

        Raises:
            EndpointError: It fails whatever it is asked.
        """
        if afresh:
            self._acquaintance.doubt()
        return self._acquaintance.dialect()

    def server(self) -> Server:
        """Return what kind of server it is, as far as it says."""
        return self._acquaintance.server()

    def ask(self, request: Request) -> Answer:
        """Return the raw answer; that it does not fit the answer model is a note, not an error.

        Raises:
            EndpointError: The call failed for good.
        """
        replies: list[tuple[Reply, float]] = []

        def carry(made: Body) -> ChatCompletion:
            delivered = self._send(made)
            completion = delivered.completion
            reply = self._read(completion)
            replies.append((reply, delivered.seconds))
            # From here on the text stands where instructor looks for it, whichever field it came in.
            choice = completion.choices[0]
            choice.message.content = reply.text
            choice.finish_reason = "length" if reply.finish_reason == "length" else "stop"
            return completion

        arguments: Body = {
            "model": self.model,
            "messages": [{"role": part.role, "content": part.content} for part in request.messages],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
        }
        fits = fits_through_instructor(request.answer_model, arguments, carry)
        reply, seconds = replies[0]
        unfit = not fits and reply.finish_reason == "stop"
        if unfit and self.capabilities().holds_to_schema:
            self._acquaintance.doubt()
        return Answer(
            text=reply.text,
            finish_reason=reply.finish_reason,
            usage=Usage(
                prompt_tokens=reply.prompt_tokens,
                completion_tokens=reply.completion_tokens,
                cached_tokens=reply.cached_tokens,
                seconds=seconds,
                reasoning_tokens=reply.reasoning_tokens,
            ),
            notes=(*reply.notes, Note.UNFIT) if unfit else reply.notes,
        )

    def close(self) -> None:
        """Close the connections; the next question opens them again."""
        self._transport.close()

    def _send(self, request: Body) -> Delivered:
        """Send in the endpoint's dialect, learning from what it refuses."""
        while True:
            self._breaker.check()
            dialect = self.capabilities()
            try:
                return self._complete(shape(request, dialect))
            except FailedCallError as error:
                failed = error
            adapted = adapt(dialect, failed.failure)
            if adapted is not None:
                self._acquaintance.learn(adapted)
            elif not (blames_schema(failed.failure) and self._acquaintance.doubt()):
                raise self._explained(failed)

    def _complete(self, body: Body) -> Delivered:
        if self._extra_body:
            own = cast("Body", body.get("extra_body") or {})
            body = body | {"extra_body": _merged(own, self._extra_body)}
        characters = sum(len(part["content"]) for part in cast("list[dict[str, str]]", body["messages"]))
        room = cast("int", body.get("max_tokens") or body.get("max_completion_tokens") or 0)

        def call() -> Delivered:
            with self._governor.turn(int(characters * self._tokens_per_character) + room) as turn:
                delivered = self._transport.complete(body)
                usage = delivered.completion.usage
                if usage is not None and usage.prompt_tokens:
                    self._tokens_per_character = usage.prompt_tokens / max(1, characters)
                turn.answered(usage.total_tokens if usage else 0, delivered.allowance)
                return delivered

        result = with_patience(call, self._patience, transient=self._transient)
        self._has_answered = True
        self._breaker.answered()
        return result

    def _read(self, completion: ChatCompletion) -> Reply:
        return read_reply(_sent(completion), host=self._host, key=self._key.get_secret_value())

    def _transient(self, failure: Failure) -> bool:
        if self._breaker.is_open:
            return False
        # A port nobody listens on is worth another try only if somebody did before: then it is restarting.
        return failure.transient or (failure.outcome is Outcome.UNREACHABLE and self._has_answered)

    def _probe(self) -> Dialect:
        model = self.model

        def ask(request: Body, dialect: Dialect) -> Heard | Failure:
            try:
                completion = self._complete(shape(request | {"model": model}, dialect)).completion
            except FailedCallError as error:
                return error.failure
            text = ""
            with suppress(EndpointAnswerError):
                text = self._read(completion).text
            return Heard(text=text, thoughts=thoughts_in(_sent(completion)))

        try:
            return probe(ask)
        except FailedCallError as error:
            failed = error
        raise self._explained(failed, is_down=True)

    def _explained(self, failed: FailedCallError, *, is_down: bool = False) -> EndpointError:
        failure = failed.failure
        error = explain(failure, host=self._host, model=self.model, attempts=failed.attempts)
        if failure.outcome is Outcome.NOT_FOUND:
            with suppress(EndpointError):
                models = self.list_models()
                if models and self.model not in models:
                    error = explain_missing_model(host=self._host, model=self.model, models=models)
        if is_down and not error.hopeless:
            error = EndpointDownError(error.message, hint=error.hint)
        return self._breaker.failed(failure, error)


def _sent(completion: ChatCompletion) -> Mapping[str, object]:
    # Without warnings: a server that sends other types than the SDK expects is judged by what it sent.
    return completion.to_dict(warnings=False)


def _merged(own: Mapping[str, object], users: Mapping[str, object]) -> Body:
    """Lay the user's fields over ours; where both set parts of the same field, both count."""
    merged = {**own, **users}
    for name in own.keys() & users.keys():
        ours, theirs = own[name], users[name]
        if isinstance(ours, dict) and isinstance(theirs, dict):
            merged[name] = {**cast("Body", ours), **cast("Body", theirs)}
    return merged


def host_of(base_url: str) -> str:
    """Return ``host:port`` of an address, the port spelt out."""
    parts = urlsplit(base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
