"""The player asks for HLS."""

from typing import ClassVar

from chaoslab.conditions._kinds import Requested
from chaoslab.evidence.network.requests import Request


class HlsRequested(Requested):
    """The player asks for HLS: for a playlist."""

    words: ClassVar[str] = "the player asks for HLS"

    @staticmethod
    def matches(request: Request) -> bool:
        """Whether it is such a request."""
        return request.is_playlist
