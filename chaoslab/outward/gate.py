"""The one gate to files and terminals: every secret that this process has come to know is masked in what passes."""

import logging
from collections.abc import Iterable
from typing import Any

from chaoslab.outward.mask import Mask, Secret
from chaoslab.outward.visible import visible


class OutputGate:
    """Remembers secrets from the moment when a player is read, so that no later error can tell one."""

    def __init__(self) -> None:
        self._mask = Mask()

    def remember(self, secrets: Iterable[Secret]) -> None:
        """Mask these from now on."""
        known = self._mask.secrets
        if fresh := tuple(secret for secret in secrets if secret not in known):
            self._mask = Mask((*known, *fresh))

    def forget(self) -> None:
        """Begin anew."""
        self._mask = Mask()

    def text(self, text: str) -> str:
        """The text without secrets."""
        return self._mask.text(text)

    def data(self, value: Any) -> Any:
        """A structure without secrets, to be written as JSON."""
        return self._mask.data(value)


GATE = OutputGate()


def shown(text: str) -> str:
    """A text fit to be printed: without secrets, and with nothing that a terminal or a runner would obey."""
    return visible(GATE.text(text))


def on_one_line(text: str) -> str:
    """The same, line ends too."""
    return shown(text.replace("\n", "\\n"))


class GatedFormatter(logging.Formatter):
    """For what libraries log on their own."""

    def format(self, record: logging.LogRecord) -> str:
        """As it would be, and fit to be printed."""
        return shown(super().format(record))
