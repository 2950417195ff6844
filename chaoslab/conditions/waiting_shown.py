"""The page says that the stream has not begun."""

from typing import ClassVar

from chaoslab.conditions._kinds import StateShown


class WaitingShown(StateShown):
    """The page says that the stream has not begun; at once if it already does."""

    words: ClassVar[str] = "the page says that the stream has not begun"
    states: ClassVar[tuple[str, ...]] = ("waiting",)
