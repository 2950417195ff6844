"""Faults of a plan, complete."""

from pathlib import Path
from typing import ClassVar

import pytest

from chaoslab.errors import UsageError
from chaoslab.experiment.method.step import Step
from chaoslab.faults import Fault
from chaoslab.plan import make
from chaoslab.plan.make import faults_at_hand
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class Diced(Fault):
    """A fault that draws, and reads a file."""

    words: ClassVar[str] = "it is diced"
    seed: int | None = None
    file: str | None = None
    text: str = ""

    async def inject(self, world: World) -> None: ...
    async def lift(self, world: World) -> None: ...
    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None: ...

    def at_hand(self, folder: Path) -> Fault:
        if self.file is None:
            return self
        try:
            return self.model_copy(update={"text": (folder / self.file).read_text()})
        except OSError as error:
            raise UsageError(f"{self.file}: cannot be read") from error


@pytest.fixture(autouse=True)
def _only_diced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "fault_class", lambda _: Diced)


def test_a_seed_that_the_file_left_out_is_drawn_for_each_step_and_each_key() -> None:
    steps = [Step(at=1, lasting=1, fault="diced"), Step(at=3, lasting=1, fault="diced")]
    found = [faults_at_hand(steps, Path(), key) for key in ((0, "e", 1), (0, "e", 1), (0, "e", 2))]
    assert found[0] == found[1]
    seeds = {step.settings["seed"] for made in found for step in made}
    assert len(seeds) == 4
    assert all(isinstance(seed, int) and 0 <= seed < 2**31 for seed in seeds)


def test_a_seed_that_it_gave_is_kept() -> None:
    (step,) = faults_at_hand([Step(at=1, lasting=1, fault="diced", settings={"seed": 7})], Path(), (0,))
    assert step.settings["seed"] == 7


def test_what_lies_beside_the_experiment_is_in_the_plan(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    asked = [Step(at=1, lasting=1, fault="diced", settings={"file": "a.txt"})]
    (step,) = faults_at_hand(asked, tmp_path, (0,))
    assert step.settings["text"] == "words"
    with pytest.raises(UsageError, match=r"a\.txt: cannot be read"):
        faults_at_hand(asked, tmp_path / "elsewhere", (0,))
