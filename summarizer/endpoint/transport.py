"""One HTTP call at a time through the openai SDK: no retries, no redirects, no secrets in what goes wrong."""

from __future__ import annotations

import time
from dataclasses import dataclass
from ipaddress import ip_address
from ssl import PROTOCOL_TLS_CLIENT, SSLContext, create_default_context
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from summarizer.endpoint.allowance import read_allowance
from summarizer.endpoint.failures import FailedCallError, Failure, Outcome, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openai import OpenAI
    from openai.types import Model
    from openai.types.chat import ChatCompletion
    from pydantic import SecretStr

    from summarizer.endpoint.allowance import Allowance
    from summarizer.endpoint.dialect import Body

T = TypeVar("T")
_CONNECT_SECONDS = 10.0
_ASIDE_SECONDS = 5.0
"""Time for a small question beside the work; its answer is worth no more."""
_NO_KEY = "none"
"""Sent where no key is set: without any, the SDK would take one from the environment."""
_OPENAI_HOST = "api.openai.com"


class _Response(Protocol):
    """The SDK's raw response, as far as it is used."""

    @property
    def headers(self) -> Mapping[str, str]: ...

    def parse(self) -> ChatCompletion: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """A chat completion as it arrived."""

    completion: ChatCompletion
    seconds: float
    allowance: Allowance
    """What the server says it will still take."""


class Transport:
    """Connections to one base URL; safe to use from many threads.

    Args:
        base_url: Address with ``/v1``.
        key: Sent as bearer token; empty for none.
        timeout: Seconds one call may take.
    """

    def __init__(self, *, base_url: str, key: SecretStr, timeout: float) -> None:
        self._base_url = base_url
        self._key = key
        self._timeout = timeout
        self._client: OpenAI | None = None
        self._lock = Lock()

    def complete(self, body: Body) -> Delivered:
        """Return a chat completion.

        Raises:
            FailedCallError: It failed.
        """
        create = cast(
            "Callable[..., _Response]",
            self._opened().chat.completions.with_raw_response.create,
        )
        # What the SDK knows by name it goes through part by part, which takes as long as sending it; what
        # stands in ``extra_body`` it sends as it is, in place of the former.
        whole = {name: value for name, value in body.items() if name != "extra_body"}
        sent: Body = {
            "model": body["model"],
            "messages": (),
            "extra_body": whole | cast("Body", body.get("extra_body") or {}),
        }
        started = time.monotonic()

        def carry() -> Delivered:
            response = create(**sent)
            completion = response.parse()
            seconds = time.monotonic() - started
            return Delivered(
                completion=completion, seconds=seconds, allowance=read_allowance(response.headers)
            )

        delivered = self._call(carry)
        # The SDK hands on bodies that are not JSON objects as they are.
        if not hasattr(delivered.completion, "to_dict"):
            raise FailedCallError(Failure(outcome=Outcome.GARBLED))
        return delivered

    def models(self) -> list[str]:
        """Return the names of the models the endpoint has.

        Raises:
            FailedCallError: It does not say.
        """
        page = self._call(self._opened().models.list)
        found = cast("list[Model]", getattr(page, "data", None) or [])
        return [model.id for model in found]

    def get(self, address: str) -> object:
        """Return the JSON at an address of the endpoint's host, or None where there is none, soon."""
        client = self._opened().with_options(timeout=_ASIDE_SECONDS)
        try:
            return self._call(lambda: client.get(address, cast_to=object))
        except FailedCallError:
            return None

    def through(self, call: Callable[[OpenAI], T]) -> T:
        """Return what a call of the SDK returns that is no chat completion.

        Raises:
            FailedCallError: It failed.
        """
        return self._call(lambda: call(self._opened()))

    def close(self) -> None:
        """Close the connections; the next call opens them again."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _opened(self) -> OpenAI:
        with self._lock:
            if self._client is None:
                self._client = self._open()
            return self._client

    def _open(self) -> OpenAI:
        from openai import (  # noqa: PLC0415 - takes a second, and what the cache serves does not need it
            DefaultHttpxClient,
            OpenAI,
            Timeout,
        )

        parts = urlsplit(self._base_url)
        host = parts.hostname or ""
        near = _is_loopback(host)
        client = OpenAI(
            base_url=self._base_url,
            api_key=self._key.get_secret_value() or _NO_KEY,
            max_retries=0,
            http_client=DefaultHttpxClient(
                timeout=Timeout(self._timeout, connect=min(_CONNECT_SECONDS, self._timeout)),
                follow_redirects=False,  # whoever redirects would otherwise get the report
                trust_env=not near,  # a proxy cannot reach this machine's own servers
                verify=_trusted(parts.scheme) if near else True,
            ),
        )
        if host != _OPENAI_HOST:
            # The SDK takes these from the environment; they are names at OpenAI and nobody else's business.
            client.organization = None
            client.project = None
        return client

    def _call(self, call: Callable[[], T]) -> T:
        from openai import OpenAIError  # noqa: PLC0415 - as above

        try:
            return call()
        except (OpenAIError, ValueError) as error:
            failure = describe(error, self._key.get_secret_value())
        # Outside the handler: the SDK's exception holds the key and must not hang on ours.
        raise FailedCallError(failure)


def _trusted(scheme: str) -> SSLContext:
    """Return whom to trust on this machine, where the HTTP library is kept from the environment."""
    if scheme == "https":
        return create_default_context()  # honours SSL_CERT_FILE by itself
    # Reading the certificates takes long, and here nothing needs one; this trusts nobody.
    return SSLContext(PROTOCOL_TLS_CLIENT)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
