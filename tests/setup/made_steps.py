"""Steps for tests: each leaves a file as its outcome."""

from collections.abc import Callable
from pathlib import Path

from chaoslab.setup.step import SetupStep
from chaoslab.setup.work import Work


def made_step(
    outcome: Path,
    *,
    act: Callable[[Work], str | None] | None = None,
    inputs: Callable[[], str] = lambda: "inputs",
    after: tuple[str, ...] = (),
    serves: tuple[str, ...] = (),
) -> SetupStep:
    name = outcome.name

    def touch(_work: Work) -> None:
        outcome.touch()

    return SetupStep(
        name, name, f"making {name}", f"{name} made", act or touch, inputs, outcome.exists, after=after, serves=serves
    )
