"""Which messages of the signalling server a fault harms, and how."""

from dataclasses import dataclass
from typing import Literal

Namespace = Literal["streaming", "chat", "both"]


@dataclass(frozen=True, slots=True)
class MessageHarm:
    """Messages of a namespace come `delay` seconds late; without a delay, events with a name (None: all) are lost.

    Of these events a `share` is lost, drawn with `seed`.
    """

    namespace: Namespace
    delay: float | None = None
    event: str | None = None
    share: float = 1.0
    seed: int = 0

    @property
    def namespaces(self) -> tuple[str, ...]:
        """The names that Socket.IO uses."""
        return namespaces_of(self.namespace)


def namespaces_of(chosen: Namespace) -> tuple[str, ...]:
    """The names that Socket.IO uses."""
    return ("/streaming", "/chat") if chosen == "both" else (f"/{chosen}",)
