"""What happens to messages on their way to pages: late, lost, or neither. Pure, except for draws from a seed."""

import asyncio
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from harness.rules_in_force import RulesInForce

_MESSAGE = re.compile(r"4\d(?:-)?(?:(/[^,\[{]*),)?")  # an Engine.IO message with a Socket.IO packet
_EVENT = re.compile(r'42(?:(/[^,]*),)?\d*\["((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Fate:
    """`delay` in seconds ends early when `lifted` is set; a message that is `lost` is never sent."""

    lost: bool = False
    delay: float = 0.0
    lifted: asyncio.Event | None = None


@dataclass
class MessageRule:
    """Messages of these namespaces come `delay` seconds late; without one, events of a name (None: all) are lost.

    Of the events a `share` is lost, drawn by a seed in the order in which they are sent.
    """

    namespaces: frozenset[str]
    delay: float | None = None
    event: str | None = None
    share: float = 1.0
    seed: int = 0
    lifted: asyncio.Event = field(default_factory=asyncio.Event)
    _draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._draw = random.Random(self.seed)

    def fate(self, text: str) -> Fate | None:
        """What it does to one that is sent now; None if it leaves it alone. Pings and handshakes are no messages."""
        message = _MESSAGE.match(text)
        if message is None or (message[1] or "/") not in self.namespaces:
            return None
        if self.delay is not None:
            return Fate(delay=self.delay, lifted=self.lifted)
        event = _EVENT.match(text)
        if event is None or self.event not in (None, event[2]):
            return None
        return Fate(lost=True) if self._draw.random() < self.share else None


class MessageRules(RulesInForce[MessageRule]):
    """All that are in force, by name."""

    def fate(self, text: str) -> Fate:
        """What happens to a message that is sent now; of two delays the longer counts."""
        fates = [fate for rule in self if (fate := rule.fate(text))]
        if any(fate.lost for fate in fates):
            return Fate(lost=True)
        return max(fates, key=lambda fate: fate.delay, default=Fate())


def message_rule_of(rule: Mapping[str, Any]) -> MessageRule:
    """A rule from `{namespaces, delay, event, share, seed}`, all but the first optional. Raises ValueError."""
    try:
        known = {name: rule[name] for name in ("delay", "event", "share", "seed") if rule.get(name) is not None}
        return MessageRule(frozenset(map(str, rule["namespaces"])), **known)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a rule: {type(error).__name__} {error}") from error
