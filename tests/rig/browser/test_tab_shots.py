"""A screenshot paints the page: it must wake none that nobody sees."""

from pathlib import Path

import pytest

from chaoslab.run.recording import Recording
from chaoslab.timeline.events import EventName
from tests.rig.opened_tab import event, tab, until

pytestmark = pytest.mark.lab


async def test_a_hidden_page_is_not_woken_by_a_screenshot(tmp_path: Path) -> None:
    record = Recording()
    async with tab(record) as opened:
        await until(opened, "n > 5")
        await opened.hide()
        await event(record, EventName.PAGE_HIDDEN)
        assert await opened.shot(tmp_path / "a.jpg") is False
        await opened.show()
        assert await opened.shot(tmp_path / "b.jpg") is True


async def test_a_frozen_page_is_not_woken_by_a_screenshot(tmp_path: Path) -> None:
    record = Recording()
    async with tab(record) as opened:
        await until(opened, "n > 5")
        await opened.freeze()
        assert await opened.shot(tmp_path / "a.jpg") is False
        assert record.so_far().first(EventName.PAGE_RESUMED) is None
        await opened.thaw()
        assert await opened.shot(tmp_path / "b.jpg") is True
