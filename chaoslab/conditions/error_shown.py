"""The page shows its error."""

from typing import ClassVar

from chaoslab.conditions._kinds import StateShown


class ErrorShown(StateShown):
    """The page shows its error; at once if it already does."""

    words: ClassVar[str] = "the page shows its error"
    states: ClassVar[tuple[str, ...]] = ("error",)
