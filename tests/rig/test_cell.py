"""A cell tells which of its parts ended."""

import asyncio
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chaoslab import clock
from chaoslab.errors import UsageError
from chaoslab.experiment.method.step import Step
from chaoslab.legs.leg import Leg
from chaoslab.plan.model import TrialPlan
from chaoslab.rig.cell import Cell, require_legs
from chaoslab.rig.media.harness import Harness, Media
from chaoslab.rig.media.origins import Origin
from chaoslab.rig.processes.children import Child
from chaoslab.rig.trial_signalling import TrialSignalling


@dataclass
class FakeChild:
    """A child that ends when it is told to."""

    name: str
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def process(self) -> Any:
        return SimpleNamespace(wait=self.ended.wait)

    @property
    def alive(self) -> bool:
        return not self.ended.is_set()

    def last_words(self) -> str:
        return "farewell"


def child(name: str) -> Child:
    return cast(Child, FakeChild(name))


def end(one: Child) -> None:
    cast(FakeChild, one).ended.set()


def cell(*parts: Child) -> Cell:
    made = (SimpleNamespace(gone=asyncio.get_running_loop().create_future()) for _ in range(4))
    browser, server, publisher, origin = made
    signalling = TrialSignalling(cast(Any, server), "key", cast(Any, None))
    return Cell(
        cast(Any, None),
        cast(Any, browser),
        "",
        parts,
        publisher=cast(Any, publisher),
        signalling=signalling,
        edge=cast(Any, None),
        origin=cast(Any, origin),
        links=cast(Any, None),
    )


async def test_nothing_is_told_while_every_part_runs() -> None:
    started = clock.now()
    assert await cell(child("browser")).died(within=0.05) is None
    assert clock.now() - started < 1


async def test_a_part_that_ends_is_named_at_once_with_its_last_words() -> None:
    one = cell(child("browser"), child("lalserver"))
    asyncio.get_running_loop().call_later(0.01, end, one.parts[1])
    assert await one.died(within=20) == "lalserver ended in the middle of the trial: farewell"
    assert await one.died(within=0) == "lalserver ended in the middle of the trial: farewell"


async def test_a_driver_that_ends_is_told_though_it_is_no_child_of_ours() -> None:
    one = cell(child("browser"))
    one.browser.gone.set_result("the browser's driver ended")
    assert await one.died(within=20) == "the browser's driver ended in the middle of the trial"


async def test_a_browser_that_ends_is_told_with_its_last_words_though_its_connection_ends_first() -> None:
    one = cell(child("browser"))
    one.browser.gone.set_result("the browser ended its connection")
    asyncio.get_running_loop().call_later(0.02, end, one.parts[0])
    assert await one.died(within=20) == "browser ended in the middle of the trial: farewell"


async def test_a_signalling_server_that_ends_by_itself_is_told() -> None:
    one = cell(child("browser"))
    one.signalling.server.gone.set_result("signalling-1 ended by itself: farewell")
    assert await one.died(within=20) == "signalling-1 ended by itself: farewell in the middle of the trial"


async def test_a_publisher_that_ends_by_itself_is_told() -> None:
    one = cell(child("browser"))
    one.publisher.gone.set_result("the publisher ended (farewell)")
    assert await one.died(within=20) == "the publisher ended (farewell) in the middle of the trial"


async def test_an_origin_that_ends_by_itself_is_told_with_its_last_words() -> None:
    one, origin = cell(child("browser")), child("lalserver")
    end(origin)
    one.origin.gone.set_result(origin)
    assert await one.died(within=20) == "lalserver ended in the middle of the trial: farewell"


async def test_origin_and_harness_are_whole_as_long_as_both_work() -> None:
    harness = Harness("127.0.0.1", 1, child("harness"))
    elsewhere = Origin("srs", "6", "10.0.0.1", 2, "http://10.0.0.1:3", "http://10.0.0.1:4")
    assert Media(elsewhere, harness).whole
    ours = cast(Any, SimpleNamespace(whole=True))
    assert Media(replace(elsewhere, process=ours), harness).whole
    ours.whole = False
    assert not Media(replace(elsewhere, process=ours), harness).whole
    end(harness.child)
    assert not Media(elsewhere, harness).whole


def harming(leg: str) -> TrialPlan:
    step = Step(at=5, lasting=2, fault="proxy_down", settings={"leg": leg})
    return TrialPlan(id="t", experiment="page.yaml", title="t", steps=(step,))


def test_a_step_on_a_leg_that_the_trial_does_not_have_is_refused_by_name() -> None:
    without: tuple[Leg, ...] = ("flv", "ingest")
    require_legs(harming("flv"), without)
    require_legs(harming("page"), (*without, "page"))
    with pytest.raises(UsageError, match=r"page.yaml: proxy_down: the reference player has no page leg; only a player"):
        require_legs(harming("page"), without)
