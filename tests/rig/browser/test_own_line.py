"""The lab's own session beside the driver's, told apart by what ends a message."""

import asyncio
import json
from typing import Any

import pytest

from chaoslab.errors import NotReady
from chaoslab.rig.browser.own_line import OwnLine


class Line:
    """An own line that has begun, and what it said."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.own = OwnLine(lambda text: self.said.append(json.loads(text)))

    async def begin(self) -> "Line":
        self.own.begin()
        assert self.own.hear(
            json.dumps({"id": self.said[-1]["id"], "result": {"sessionId": "LAB"}}, separators=(",", ":"))
        )
        await asyncio.sleep(0)
        assert self.own.session == "LAB"
        return self

    def answer(self, **what: Any) -> bool:
        message = {"id": self.said[-1]["id"], **what, "sessionId": "LAB"}
        return self.own.hear(json.dumps(message, separators=(",", ":")))


async def test_what_is_asked_goes_out_in_its_own_session_and_is_answered() -> None:
    line = await Line().begin()
    answer = line.own.ask("Browser.getVersion")
    assert line.said[-1]["sessionId"] == "LAB"
    assert line.answer(result={"product": "x"})
    assert await answer == {"product": "x"}


async def test_what_the_browser_refuses_is_not_ready() -> None:
    line = await Line().begin()
    answer = line.own.ask("Browser.dance")
    line.answer(error={"code": -32601, "message": "'Browser.dance' wasn't found"})
    with pytest.raises(NotReady, match=r"the browser refused: 'Browser\.dance' wasn't found"):
        await answer


async def test_the_numbers_are_none_that_a_driver_uses_and_a_browser_takes_them() -> None:
    line = await Line().begin()
    for _ in range(3):
        line.own.ask("Browser.getVersion").cancel()
    numbers = [message["id"] for message in line.said]
    assert len(set(numbers)) == 4
    assert all(1_000_000_000 < number < 2**31 for number in numbers)


@pytest.mark.parametrize(
    "text",
    [
        '{"id":7,"result":{"sessionId":"LAB"}}',
        '{"id":7,"result":{},"sessionId":"PAGE"}',
        '{"method":"Target.attachedToTarget","params":{"sessionId":"LAB"}}',
        '{"method":"Runtime.consoleAPICalled","params":{"text":"\\"sessionId\\":\\"LAB\\"}"}}',
        '{"id":7,"result":{"value":{"sessionId":"LAB"}},"sessionId":"PAGE"}',
        '{"id":107,"error":{"code":-32001,"message":"Session with given id not found."}}',
        "",
    ],
)
async def test_what_is_the_drivers_stays_the_drivers(text: str) -> None:
    line = await Line().begin()
    told: list[str] = []
    line.own.listen(told.append)
    assert not line.own.hear(text)
    assert told == []


async def test_events_of_sessions_that_were_adopted_are_heard_by_the_lab_alone() -> None:
    line = await Line().begin()
    told: list[str] = []
    line.own.listen(told.append)
    event = '{"method":"Network.dataReceived","params":{},"sessionId":"W"}'
    assert not line.own.hear(event)
    line.own.adopt("W")
    assert line.own.hear(event)
    assert told == [event]


async def test_an_answer_that_nobody_waits_for_any_more_is_dropped() -> None:
    line = await Line().begin()
    line.own.ask("Browser.getVersion").cancel()
    await asyncio.sleep(0)
    assert line.answer(result={})


async def test_an_error_of_a_session_that_is_gone_does_not_reach_the_driver() -> None:
    line = await Line().begin()
    answer = line.own.ask("Network.enable", session="W")
    number = line.said[-1]["id"]
    assert line.own.hear(f'{{"id":{number},"error":{{"code":-32001,"message":"Session with given id not found."}}}}')
    with pytest.raises(NotReady):
        await answer
