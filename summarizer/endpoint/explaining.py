"""The errors a user meets when a call fails for good: what, where, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.endpoint.failures import Outcome
from summarizer.errors import (
    ContextOverflowError,
    EndpointAddressError,
    EndpointAnswerError,
    EndpointAuthError,
    EndpointError,
    EndpointQuotaError,
    EndpointUnreachableError,
    RefusedAnswerError,
)

if TYPE_CHECKING:
    from summarizer.endpoint.failures import Failure

_Telling = tuple[type[EndpointError], str, str | None]
_TELLINGS: dict[Outcome, _Telling] = {
    Outcome.UNREACHABLE: (
        EndpointUnreachableError,
        "Nothing answers at {host}{said}.",
        "Start the server, or check the address given by --base-url or SUMMARIZER_BASE_URL.",
    ),
    Outcome.CERTIFICATE: (
        EndpointUnreachableError,
        "The certificate of {host} is not trusted{said}.",
        "If your organisation signs its own, name its certificates with SSL_CERT_FILE.",
    ),
    Outcome.TIMEOUT: (
        EndpointError,
        "{host} did not answer in time{times}.",
        "Give it longer with SUMMARIZER_TIMEOUT (seconds), or use a faster model.",
    ),
    Outcome.BROKEN: (
        EndpointError,
        "The connection to {host} broke before the answer was complete{times}{said}.",
        "The server may have crashed or been restarted; its log says more.",
    ),
    Outcome.BUSY: (
        EndpointError,
        "{host} asks to come again later ({status}{wait}){times}{said}.",
        "Run again later; what was answered is kept and not asked again.",
    ),
    Outcome.SERVER_ERROR: (
        EndpointError,
        "{host} failed with status {status}{times}{said}.",
        "The log of the server says more.",
    ),
    Outcome.AUTH: (
        EndpointAuthError,
        "{host} refuses the key ({status}){said}.",
        "Set SUMMARIZER_API_KEY, or check what the key may be used for.",
    ),
    Outcome.QUOTA: (
        EndpointQuotaError,
        "The account at {host} has nothing left{said}.",
        "Top it up, or use another endpoint; waiting does not help.",
    ),
    Outcome.OVERFLOW: (
        ContextOverflowError,
        "The request is longer than the context of {model} at {host}{said}.",
        "Start the server with a larger context, or use a model that has one.",
    ),
    Outcome.NOT_FOUND: (
        EndpointAddressError,
        "{host} does not have the model {model}, or chat completions at this path{said}.",
        "Check the model's name, and that the address ends in /v1.",
    ),
    Outcome.FILTERED: (
        RefusedAnswerError,
        "A content filter of {host} refuses the text{said}.",
        None,
    ),
    Outcome.REDIRECT: (
        EndpointAddressError,
        "{host} redirects to {location}; reports are not sent on to addresses nobody chose.",
        "If that is where they should go, give that address with --base-url.",
    ),
    Outcome.REFUSED: (
        EndpointAnswerError,
        "{host} refuses the request ({status}){said}.",
        None,
    ),
    Outcome.GARBLED: (
        EndpointAnswerError,
        "{host} answered with something that is not a chat completion{said}.",
        "Check that the address is that of an OpenAI-compatible API and ends in /v1.",
    ),
}


def explain(failure: Failure, *, host: str, model: str, attempts: int = 1) -> EndpointError:
    """Return the error for a call that failed for good.

    Args:
        failure: The last failure.
        host: ``host:port`` of the endpoint.
        model: Model name as sent.
        attempts: Calls made.
    """
    kind, sentence, hint = _TELLINGS[failure.outcome]
    message = sentence.format(
        host=host,
        model=model,
        status=failure.status,
        location=failure.location or "another address",
        said=f" ({failure.message})" if failure.message else "",
        times=f" after {attempts} attempts" if attempts > 1 else "",
        wait=f", in {failure.retry_after:.0f} s" if failure.retry_after else "",
    )
    return kind(message, hint=hint)


def explain_missing_model(*, host: str, model: str, models: list[str]) -> EndpointAddressError:
    """Return the error for a model the endpoint does not have, when it says which ones it has."""
    return EndpointAddressError(
        f"{host} does not have the model {model}; it has {', '.join(models)}.", hint="Name one with --model."
    )
