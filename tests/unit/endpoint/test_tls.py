"""Certificates are checked, and nothing is said to a server whose certificate is not trusted."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import trustme

from summarizer.endpoint.client import Endpoint
from summarizer.errors import EndpointUnreachableError
from tests.support.fault_server import FaultServer, completion, fault_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.exchange import Request

Connect = Callable[..., Endpoint]
GOOD = '{"name":"x"}'


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[FaultServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with fault_server(context) as running:
        running.otherwise = completion(GOOD)
        yield running


def test_an_authority_nobody_trusts_is_refused_before_anything_is_said(
    secure: FaultServer, connect: Connect, request_: Request
) -> None:
    with pytest.raises(EndpointUnreachableError, match="certificate") as caught:
        connect(base_url=secure.base_url).ask(request_)
    assert "SSL_CERT_FILE" in str(caught.value.hint)
    assert not secure.visits


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.mark.usefixtures("trusted")
def test_an_authority_of_ones_own_is_trusted_when_named(
    secure: FaultServer, connect: Connect, request_: Request
) -> None:
    assert connect(base_url=secure.base_url).ask(request_).text == GOOD


@pytest.mark.usefixtures("trusted")
def test_the_name_is_checked_too(secure: FaultServer, connect: Connect, request_: Request) -> None:
    with pytest.raises(EndpointUnreachableError, match="certificate"):
        connect(base_url=secure.base_url.replace("127.0.0.1", "localhost")).ask(request_)
    assert not secure.visits
