"""Questions as lines of a batch file, answers from one, and the Batch API that takes the one for the other.

The format is OpenAI's, which ``vllm run-batch`` and other providers take as well:
https://platform.openai.com/docs/api-reference/batch.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal, cast

from pydantic import SecretStr

from summarizer.endpoint.dialect import Dialect, Rung, shape
from summarizer.endpoint.explaining import explain
from summarizer.endpoint.failures import FailedCallError
from summarizer.endpoint.reply import read_reply
from summarizer.endpoint.retrying import Patience, with_patience
from summarizer.endpoint.schema import wire_schema
from summarizer.endpoint.transport import Transport
from summarizer.errors import EndpointAnswerError
from summarizer.exchange import Answer, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeVar

    from openai import OpenAI
    from openai.types import Batch

    from summarizer.endpoint.dialect import Body
    from summarizer.exchange import Request

    T = TypeVar("T")

_PATH: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_STRICT = Dialect(rung=Rung.STRICT_SCHEMA)
_DIGEST = "requests_sha256"
"""Name under which a submitted file's digest is kept with the provider, to find it again."""
_ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
_IN_VAIN = frozenset({"failed", "expired", "cancelled", "cancelling"})
_EXPIRED = "batch_expired"
_OK = 200


def request_line(
    key: str, request: Request, *, model: str, extra_body: Mapping[str, object] | None = None
) -> bytes:
    """Return a question as a line of a batch file.

    Args:
        key: Its key in the cache, under which the answer comes back.
        request: The question.
        model: Model name.
        extra_body: Fields added to every request.
    """
    form = {"name": request.answer_model.__name__, "schema": wire_schema(request.answer_model)}
    body = shape(
        {
            "model": model,
            "messages": [{"role": part.role, "content": part.content} for part in request.messages],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "response_format": {"type": "json_schema", "json_schema": form},
        },
        _STRICT,
    )
    line = {"custom_id": key, "method": "POST", "url": _PATH, "body": body | dict(extra_body or {})}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_answers(lines: Iterable[bytes], *, host: str) -> Iterator[tuple[str, Answer | str]]:
    """Yield the answers of a batch's output or error file by their keys, in whatever order they come.

    Args:
        lines: The file's lines.
        host: Where it comes from, for messages.

    Yields:
        The key, with the answer, or with what is said where there will be none.
    """
    for line in lines:
        if not line.strip():
            continue
        try:
            told = cast("dict[str, object]", json.loads(line))
            key = str(told["custom_id"])
            response = cast("dict[str, object]", told.get("response") or {})
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # not a line of such a file; the question is asked again
        if _EXPIRED in str(told.get("error")):
            continue  # there was no time for it; it is asked again
        if told.get("error") or response.get("status_code") != _OK:
            yield key, _said(told.get("error") or response.get("body"))
            continue
        body = cast("Body", response["body"]) if isinstance(response.get("body"), dict) else {}
        try:
            reply = read_reply(body, host=host, key="")
        except EndpointAnswerError as error:
            yield key, error.message
            continue
        usage = Usage(
            prompt_tokens=reply.prompt_tokens,
            completion_tokens=reply.completion_tokens,
            cached_tokens=reply.cached_tokens,
            seconds=0.0,
            reasoning_tokens=reply.reasoning_tokens,
        )
        yield key, Answer(text=reply.text, finish_reason=reply.finish_reason, usage=usage, notes=reply.notes)


def _said(body: object) -> str:
    """Return what a provider says of a request that failed: ``{"error": {"message": …}}`` or less of it."""
    for name in ("error", "message"):
        if isinstance(body, dict):
            fields = cast("dict[str, object]", body)
            body = fields.get(name, fields)
    return body if isinstance(body, str) and body else "no reason is given"


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A batch at the provider."""

    id: str
    status: str
    done: int
    """Requests that are through."""
    total: int
    """Requests of the file; 0 while the provider has not read it."""
    output: str | None
    errors: str | None
    """Ids of the files with answers and with failures."""
    reason: str | None
    """Why the whole batch failed."""

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.status in _ENDED


class BatchApi:
    """The Batch API of one endpoint.

    Args:
        base_url: Address with ``/v1``.
        host: ``host:port`` for messages.
        api_key: Sent to the endpoint, and nowhere else.
        timeout: Seconds one call may take.
        patience: How long to go on with an endpoint that fails.
    """

    def __init__(
        self,
        *,
        base_url: str,
        host: str,
        api_key: SecretStr | None,
        timeout: float,
        patience: Patience | None = None,
    ) -> None:
        self._host = host
        self._patience = patience or Patience()
        self._transport = Transport(base_url=base_url, key=api_key or SecretStr(""), timeout=timeout)

    def submit(self, name: str, file: IO[bytes], digest: str) -> Job:
        """Hand a file of requests in, unless that was done already, and return its batch.

        Args:
            name: Its name at the provider.
            file: Lines as :func:`request_line` makes them; read from its beginning.
            digest: SHA-256 of the file. A file that was handed in before the program ended is found by it.

        Raises:
            EndpointError: The provider does not take it.
        """
        found = self._submitted(digest)
        if found is not None:
            return found

        def upload(client: OpenAI) -> str:
            file.seek(0)
            return client.files.create(file=(name, file), purpose="batch").id

        uploaded = self._call(upload)
        return _job(
            self._call(
                lambda client: client.batches.create(
                    completion_window="24h",
                    endpoint=_PATH,
                    input_file_id=uploaded,
                    metadata={_DIGEST: digest},
                )
            )
        )

    def job(self, identity: str) -> Job:
        """Return a batch as it is now.

        Raises:
            EndpointError: The provider does not say.
        """
        return _job(self._call(lambda client: client.batches.retrieve(identity)))

    def lines(self, file: str) -> list[bytes]:
        """Return the lines of a file of answers.

        Raises:
            EndpointError: The provider does not give it.
        """
        return self._call(lambda client: client.files.content(file).content).splitlines()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _submitted(self, digest: str) -> Job | None:
        def find(client: OpenAI) -> Batch | None:
            for batch in client.batches.list(limit=100):
                is_it = (batch.metadata or {}).get(_DIGEST) == digest
                if is_it and batch.status not in _IN_VAIN:
                    return batch
            return None

        found = self._call(find)
        return None if found is None else _job(found)

    def _call(self, call: Callable[[OpenAI], T]) -> T:
        try:
            return with_patience(
                lambda: self._transport.through(call),
                self._patience,
                transient=lambda failure: failure.transient,
            )
        except FailedCallError as error:
            failed = error
        raise explain(failed.failure, host=self._host, model="", attempts=failed.attempts)


def _job(batch: Batch) -> Job:
    counts, errors = batch.request_counts, batch.errors
    said = [each.message or "" for each in (errors.data or [] if errors else [])]
    return Job(
        id=batch.id,
        status=batch.status,
        done=counts.completed + counts.failed if counts else 0,
        total=counts.total if counts else 0,
        output=batch.output_file_id,
        errors=batch.error_file_id,
        reason="; ".join(each for each in said if each) or None,
    )
