"""The pulse of a rig's parts."""

import asyncio
import os
import signal

from chaoslab.rig.processes.children import open_children
from chaoslab.rig.processes.parts_watch import watched_parts
from chaoslab.timeline.events import Event, EventName

WAITS = "while :; do read -r line || exit; done"  # until its input ends


async def test_a_part_that_is_stopped_and_one_whose_own_child_is_are_seen_to_be() -> None:
    events: asyncio.Queue[Event] = asyncio.Queue()

    async def next_with(**wanted: list[str]) -> None:
        async with asyncio.timeout(10):
            while True:
                event = await events.get()
                assert event.name is EventName.PARTS_SAMPLED
                if all(event.data[key] == names for key, names in wanted.items()):
                    return

    async with open_children() as children:
        await children.start("gate-4711", ["sh", "-c", WAITS], pipe_input=True)
        parent = await children.start(
            "browser",
            ["sh", "-c", f"exec 3<&0; sh -c '{WAITS}' <&3 & echo $!; wait"],
            pipe_input=True,
            pipe_output=True,
        )
        assert parent.process.stdout is not None
        grandchild = int(await parent.process.stdout.readline())
        async with watched_parts(children, events.put_nowait):
            await next_with(running=["browser", "gate"], stopped=[])
            os.kill(grandchild, signal.SIGSTOP)
            await next_with(running=["gate"], stopped=["browser"])
            os.kill(grandchild, signal.SIGCONT)
            await next_with(running=["browser", "gate"], stopped=[])
            os.kill(children.running[0].pid, signal.SIGSTOP)
            await next_with(running=["browser"], stopped=["gate"])
            os.kill(children.running[0].pid, signal.SIGCONT)
