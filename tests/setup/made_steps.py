"""Steps for tests: each leaves a file as its outcome."""

from collections.abc import Callable
from pathlib import Path

from chaoslab.setup.step import Step
from chaoslab.setup.work import Work


def made_step(
    outcome: Path,
    *,
    act: Callable[[Work], str | None] | None = None,
    inputs: Callable[[], str] = lambda: "inputs",
    after: tuple[str, ...] = (),
    serves: tuple[str, ...] = (),
) -> Step:
    name = outcome.name

    def touch(_work: Work) -> None:
        outcome.touch()

    return Step(
        name, name, f"making {name}", f"{name} made", act or touch, inputs, outcome.exists, after=after, serves=serves
    )
