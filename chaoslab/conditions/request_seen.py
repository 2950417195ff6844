"""The player asks for media."""

from typing import ClassVar

from chaoslab.conditions._kinds import Requested
from chaoslab.evidence.network.requests import Request


class RequestSeen(Requested):
    """The player asks for media over FLV or HLS."""

    words: ClassVar[str] = "the player asks for media"

    @staticmethod
    def matches(request: Request) -> bool:
        """Whether it is such a request."""
        return request.is_media
