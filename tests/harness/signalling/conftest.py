"""Children for servers that run as processes."""

from collections.abc import AsyncIterator

import pytest

from chaoslab.rig.processes.children import Children, open_children


@pytest.fixture
async def children() -> AsyncIterator[Children]:
    """Gone after each test."""
    async with open_children() as opened:
        yield opened
