"""Refuse every connection but to this machine itself, from the import of this module on."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCAL_NAMES = {"localhost", "", None}


class NetworkUsedError(Exception):
    """Something reached out; no code under test expects this class, so it is seen."""


def _refuse_unless_local(host: object) -> None:
    name = host.decode("ascii") if isinstance(host, bytes) else host
    if name in _LOCAL_NAMES:
        return
    try:
        local = _is_of_this_machine(str(name))
    except ValueError:
        local = False
    if not local:
        raise NetworkUsedError(f"the test suite does not use the network, but {name} was asked for")


def _is_of_this_machine(name: str) -> bool:
    address = ipaddress.ip_address(name)
    if address.is_loopback:
        return True
    # Machines that are processes here know each other by the address of this one.
    with socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6) as probe:
        try:
            probe.bind((name, 0))
        except OSError:
            return False
    return not address.is_unspecified


def _remote(family: int, address: object) -> object:
    return cast("tuple[object, ...]", address)[0] if family in {socket.AF_INET, socket.AF_INET6} else None


_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _guarded_connect(self: socket.socket, address: tuple[object, ...]) -> None:
    _refuse_unless_local(_remote(self.family, address))
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: tuple[object, ...]) -> int:
    _refuse_unless_local(_remote(self.family, address))
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: object, *args: object, **kwargs: object) -> object:
    _refuse_unless_local(host)
    return cast("Callable[..., object]", _getaddrinfo)(host, *args, **kwargs)


# Not by assignment: the type checkers would rightly say that these are not quite the originals' signatures.
setattr(socket.socket, "connect", _guarded_connect)  # noqa: B010 - see above
setattr(socket.socket, "connect_ex", _guarded_connect_ex)  # noqa: B010 - see above
setattr(socket, "getaddrinfo", _guarded_getaddrinfo)  # noqa: B010 - see above
