"""A child that binds its ports itself is started on free ones."""

import pytest

from chaoslab.errors import NotReady
from chaoslab.rig.processes.children import Child, open_children
from chaoslab.rig.processes.free_ports import child_on_free_ports


async def test_a_taken_port_is_tried_again_on_others_and_at_last_said() -> None:
    tried: list[int] = []
    words = "echo 'listen tcp 127.0.0.1: bind: Address already in use' >&2; exit 1"

    async def start(ports: tuple[int, ...]) -> Child:
        tried.extend(ports)
        return await children.start(f"taken-{ports[0]}", ["/bin/sh", "-c", words])

    async with open_children() as children:
        with pytest.raises(NotReady, match="Address already in use"):
            async with child_on_free_ports(children, 1, start):
                pass
        assert len(tried) == 5
        assert children._running == []
