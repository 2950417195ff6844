"""The player asks for FLV."""

from typing import ClassVar

from chaoslab.conditions._kinds import Requested
from chaoslab.evidence.network.requests import Request


class FlvRequested(Requested):
    """The player asks for FLV."""

    words: ClassVar[str] = "the player asks for FLV"

    @staticmethod
    def matches(request: Request) -> bool:
        """Whether it is such a request."""
        return request.is_flv
