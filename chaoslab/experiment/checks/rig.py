"""Steps that cannot be carried out on what the experiment stands on, found before anything starts."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from chaoslab.conditions import condition
from chaoslab.errors import UsageError
from chaoslab.legs.leg import LEGS, Leg

Place = tuple[str | int, ...]
Problem = tuple[Place, str]


def legs_of(*, server: bool, redis: bool) -> tuple[Leg, ...]:
    """The legs that a trial has, with a player that has a server of its own or none, and with or without a Redis."""
    absent = {*(() if redis else ("redis",)), *(() if server else ("page",))}
    return tuple(leg for leg in LEGS if leg not in absent)


def absent_leg(leg: str, player: str) -> str:
    """Why a step harms a leg that is not there."""
    if leg == "redis":
        return "there is a redis leg only with `rig: {redis: true}`"
    only = "; only a player with a server of its own has it" if leg == "page" else ""
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
            wanted = condition(name).states if (name := getattr(step, key)) else ()
            unknown = next((state for state in wanted if states is not None and state not in states), None)
            if unknown:
                why = f"can never be met: the {player} player declares no {unknown!r} among its states"
                yield ("method", index, key), why


def origin_problems(method: Sequence[Any], origin: str, folder: Path) -> Iterator[Problem]:
    """What cannot be done over that origin, and files beside the experiment that cannot be used."""
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
    given = getattr(fault, "leg", None) or ()
    return [given] if isinstance(given, str) else tuple(given)
