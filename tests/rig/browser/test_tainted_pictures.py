"""A real Chromium's video from another origin: nobody may read its pictures unless the page asks for that."""

import io

import av
import pytest

from chaoslab.rig.browser.browser import BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.processes.children import open_children
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import EventName
from tests.rig.made_site import site
from tests.rig.opened_tab import event

pytestmark = pytest.mark.lab


def clip() -> bytes:
    """Two seconds of grey."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for _ in range(60):
            container.mux(stream.encode(av.VideoFrame(320, 180, "yuv420p")))
        container.mux(stream.encode())
    return made.getvalue()


@pytest.mark.parametrize(("attribute", "tainted"), [("", True), ("crossorigin", False)])
async def test_a_picture_that_may_not_be_read_is_marked_and_that_is_said_once(attribute: str, tainted: bool) -> None:
    record = Recording()
    async with site({"/clip.mp4": clip()}) as other, open_children() as children:
        page = f'<video muted autoplay loop {attribute} src="http://127.0.0.1:{other}/clip.mp4"></video>'
        async with site({"/": page}) as port, open_driver(children) as driver:
            setup = BrowserSetup("test", locate("chromium"), locate("recorder"), ports={port: "api"})
            async with open_browser(children, driver, setup, record) as opened:
                await opened.open(f"http://127.0.0.1:{port}/")
                await event(record, EventName.FRAME_PRESENTED, 10)
    frames = record.so_far().named(EventName.FRAME_PRESENTED)
    assert {frame.data.get("tainted", False) for frame in frames} == {tainted}
    assert len(record.so_far().named(EventName.CONSOLE_LOGGED)) == int(tainted)
