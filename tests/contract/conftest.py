"""What tests of commands have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.endpoints import obey
from tests.support.fault_server import FaultServer, fault_server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """An endpoint that answers every question as it should, until a test has it do otherwise."""
    with fault_server() as running:
        running.otherwise = obey
        yield running
