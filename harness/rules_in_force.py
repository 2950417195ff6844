"""Rules that are in force, by name: set, and lifted again."""

import asyncio
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Liftable(Protocol):
    """A rule whose `lifted` lets go of what it holds back."""

    @property
    def lifted(self) -> asyncio.Event: ...


R = TypeVar("R", bound=Liftable)


class RulesInForce(Generic[R]):
    """Those that are, in the order in which they were set."""

    def __init__(self) -> None:
        self._rules: dict[str, R] = {}

    def __iter__(self) -> Iterator[R]:
        return iter(tuple(self._rules.values()))

    def set(self, name: str, rule: R) -> None:
        """Put a rule in force, replacing one with the same name."""
        self.lift(name)
        self._rules[name] = rule

    def lift(self, name: str) -> None:
        """Take a rule out of force, and let go of what it holds back; nothing if there is none with that name."""
        if rule := self._rules.pop(name, None):
            rule.lifted.set()

    def clear(self) -> None:
        """Lift all."""
        for name in tuple(self._rules):
            self.lift(name)
