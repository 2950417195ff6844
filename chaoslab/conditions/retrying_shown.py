"""The page says that it reconnects."""

from typing import ClassVar

from chaoslab.conditions._kinds import StateShown


class RetryingShown(StateShown):
    """The page says that it reconnects; at once if it already does."""

    words: ClassVar[str] = "the page says that it reconnects"
    states: ClassVar[tuple[str, ...]] = ("retrying",)
