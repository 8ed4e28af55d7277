"""Refuse every connection but to this machine itself, from the import of this module on."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

_NAMES = {"localhost", "", None}


class NetworkUsedError(Exception):
    """Something reached out; no code under test expects this class, so it is seen."""


def _refuse_unless_local(host: object) -> None:
    name = host.decode("ascii") if isinstance(host, bytes) else host
    if name in _NAMES:
        return
    try:
        local = ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        local = False
    if not local:
        raise NetworkUsedError(f"the test suite does not use the network, but {name} was asked for")


_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _guarded_connect(self: socket.socket, address: Any) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        _refuse_unless_local(address[0])
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        _refuse_unless_local(address[0])
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    _refuse_unless_local(host)
    return _getaddrinfo(host, *args, **kwargs)


socket.socket.connect = _guarded_connect  # type: ignore[method-assign]  # that is what the guard is
socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]  # same
socket.getaddrinfo = _guarded_getaddrinfo
