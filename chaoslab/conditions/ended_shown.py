"""The page says that the broadcast is over."""

from typing import ClassVar

from chaoslab.conditions._kinds import StateShown


class EndedShown(StateShown):
    """The page says that the broadcast is over; at once if it already does."""

    words: ClassVar[str] = "the page says that the broadcast is over"
    states: ClassVar[tuple[str, ...]] = ("ended",)
