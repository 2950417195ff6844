"""Orders to a publisher: each line does one thing, and what is no order is told."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from chaoslab.rig.media.publisher import orders
from chaoslab.rig.media.publisher.flv import AUDIO, VIDEO
from chaoslab.rig.media.publisher.orders import obey
from chaoslab.rig.media.publisher.settings import VideoSettings
from chaoslab.world.encoding import Encoding


class Noted:
    """Notes what is called, as a sender or as what is on air."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *given, **named: self.calls.append((name, *given, *named.items()))

    async def stop(self) -> None:
        self.calls.append(("stop",))


SMALL = VideoSettings().encoded(Encoding(size=(160, 90)))


@pytest.mark.parametrize(
    ("line", "call"),
    [
        (orders.STOP, ("stop",)),
        (orders.START, ("start",)),
        (orders.PAUSE, ("pause",)),
        (orders.RESUME, ("resume",)),
        (orders.jump(-2.5), ("jump", -2.5, [AUDIO, VIDEO])),
        (orders.jump(10, ("video",)), ("jump", 10, [VIDEO])),
        (orders.mute("audio"), ("leave_out", AUDIO, ("out", True))),
        (orders.unmute("video"), ("leave_out", VIDEO, ("out", False))),
        (orders.encode(SMALL), ("encode", SMALL)),
    ],
)
async def test_each_order_does_its_thing(line: str, call: tuple[Any, ...]) -> None:
    noted = Noted()
    assert "\n" not in line
    await obey(line, cast(Any, noted), cast(Any, noted))
    assert noted.calls == [call]


async def test_a_note_does_nothing_but_be_answered() -> None:
    noted = Noted()
    await obey(orders.NOTE, cast(Any, noted), cast(Any, noted))
    assert noted.calls == []


@pytest.mark.parametrize("line", ["", "dance", "jump far both", "jump 2 smell", "mute", "encode {}}"])
async def test_what_is_no_order_is_an_error(line: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        await obey(line, cast(Any, Noted()), cast(Any, Noted()))
