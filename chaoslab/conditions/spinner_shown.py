"""The page shows its spinner."""

from typing import ClassVar

from chaoslab.conditions._kinds import StateShown


class SpinnerShown(StateShown):
    """The page shows its spinner; at once if it already does."""

    words: ClassVar[str] = "the page shows its spinner"
    states: ClassVar[tuple[str, ...]] = ("spinner",)
