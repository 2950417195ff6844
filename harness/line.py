"""A line: the connection on which a browser's requests come, for what ASGI cannot express."""

import asyncio
from dataclasses import dataclass

LINE = "harness.line"  # where it is found in the scope of a request


@dataclass
class Line:
    """One connection."""

    transport: asyncio.Transport
    requests: int = 0  # that came on it, with the present one

    def cut(self) -> None:
        """End it at once, whatever has been sent on it."""
        self.transport.abort()
