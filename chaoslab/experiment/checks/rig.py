"""Steps that the experiment's rig cannot carry out, found before anything starts."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from chaoslab.conditions import condition
from chaoslab.errors import UsageError
from chaoslab.legs.leg import LEGS, Leg

Place = tuple[str | int, ...]
Problem = tuple[Place, str]


def legs_of(*, server: bool, redis: bool) -> tuple[Leg, ...]:
    """The legs of a trial, by whether its player has a server of its own and whether there is a Redis."""
    absent = {*(() if redis else ("redis",)), *(() if server else ("page",))}
    return tuple(leg for leg in LEGS if leg not in absent)


def absent_leg(leg: str, player: str) -> str:
    """Why the leg that a step would harm does not exist."""
    if leg == "redis":
        return "there is a redis leg only with `rig: {redis: true}`"
    only = "; only a player with a server of its own has one" if leg == "page" else ""
    return f"the {player} player has no {leg} leg{only}"


def rig_problems(
    method: Sequence[Any], legs: Sequence[Leg], player: str = "", states: Collection[str] | None = None
) -> Iterator[Problem]:
    """What no trial can carry out with that player, which declares those states (None: all), and those legs."""
    for index, step in enumerate(method):
        chosen = step.fault.chosen
        place = ("method", index, "fault", step.fault.key, *(["leg"] if "leg" in type(chosen).model_fields else []))
        yield from ((place, absent_leg(leg, player)) for leg in given_legs(chosen) if leg not in legs)
        for key in ("when", "until"):
            needed = condition(name).states if (name := getattr(step, key)) else ()
            unknown = next((state for state in needed if states is not None and state not in states), None)
            if unknown:
                why = f"can never be met: the {player} player does not declare the state {unknown!r}"
                yield ("method", index, key), why


def origin_problems(method: Sequence[Any], origin: str, folder: Path) -> Iterator[Problem]:
    """What cannot be done with that origin, and files beside the experiment that cannot be used."""
    for index, step in enumerate(method):
        place = ("method", index, "fault", step.fault.key)
        if why := step.fault.chosen.unfit(origin):
            yield place, why
        try:
            step.fault.chosen.at_hand(folder)
        except UsageError as error:
            yield place, str(error)


def given_legs(fault: Any) -> Sequence[str]:
    """The legs of a fault's setting `leg`: one, several or none."""
    setting = getattr(fault, "leg", None) or ()
    return [setting] if isinstance(setting, str) else tuple(setting)
