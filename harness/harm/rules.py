"""The rules that are in force, and what they do to a request: a pure engine that is given the time of each request."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from harness.harm.acts import Abort, Act, act_of
from harness.harm.choice import Choice, Wanted
from harness.rules_in_force import RulesInForce

# A browser whose used connection ends without an answer asks once more, by itself and at once.
_AGAIN_WITHIN = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as rules see it: `port` is the one that the browser addressed, `at` seconds on any steady clock."""

    path: str
    port: int
    at: float
    query: str = ""
    first_on_line: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """What is to be done to a request; `lifted` is set once the rule is no longer in force."""

    act: Act
    lifted: asyncio.Event
    memory: dict[str, str]  # of the rule, for what it does


@dataclass
class Rule:
    """An act, and the requests that it is done to: to one of these ports, for a path that fits one of these globs."""

    act: Act
    paths: Sequence[str]
    ports: frozenset[int]
    choice: Choice
    lifted: asyncio.Event = field(default_factory=asyncio.Event)
    memory: dict[str, str] = field(default_factory=dict)
    _cut: tuple[str, float] | None = None  # the target whose connection was cut last, where that may be asked again

    def hit(self, asked: Asked) -> Hit | None:
        """What it does to a request that comes now; None if it leaves it alone."""
        if asked.port not in self.ports or not any(fnmatchcase(asked.path, glob) for glob in self.paths):
            return None
        if not self._is_asked_again(asked) and not self.choice.hits(asked.path):
            return None
        if isinstance(self.act, Abort) and not self.act.after_head and not asked.first_on_line:
            self._cut = asked.path + asked.query, asked.at
        return Hit(self.act, self.lifted, self.memory)

    def _is_asked_again(self, asked: Asked) -> bool:
        """Whether it is the browser that asks, for what was cut just now; the page knows nothing of it yet."""
        if self._cut is None or self._cut[0] != asked.path + asked.query:
            return False
        cut_at, self._cut = self._cut[1], None
        return asked.at - cut_at <= _AGAIN_WITHIN


class Rules(RulesInForce[Rule]):
    """All rules, by name. What one does is done around what the ones set after it do."""

    def hits(self, asked: Asked) -> tuple[Hit, ...]:
        """What is to be done to a request that comes now."""
        return tuple(hit for rule in self if (hit := rule.hit(asked)))


def rule_of(data: Mapping[str, Any]) -> Rule:
    """A rule from `{act, paths, ports, count, share, seed, by_path}`, the last four optional. Raises ValueError."""
    try:
        wanted = Wanted(**{name: data[name] for name in ("count", "share", "seed", "by_path") if name in data})
        paths, ports = tuple(map(str, data["paths"])), frozenset(map(int, data["ports"]))
        return Rule(act_of(data["act"]), paths, ports, Choice(wanted))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a rule: {type(error).__name__} {error}") from error
