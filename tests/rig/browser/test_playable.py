"""A browser that cannot decode the stream is refused by name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chaoslab.errors import Missing
from chaoslab.rig.browser.playable import require_codecs
from tests.rig.fake_session import FakeSession


class Decoder(FakeSession):
    def __init__(self, answers: str) -> None:
        super().__init__()
        self._answers = answers

    async def send(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        await super().send(method, params)
        return {"result": {"value": self._answers}}


async def test_a_browser_that_decodes_both_is_let_through() -> None:
    await require_codecs(Decoder("[true, true]"), Path("/usr/bin/chromium"))


async def test_a_browser_without_h264_is_exit_5_with_its_remedy() -> None:
    with pytest.raises(Missing, match=r"H\.264 in /opt/chromium is missing; install Chrome") as caught:
        await require_codecs(Decoder("[false, true]"), Path("/opt/chromium"))
    assert caught.value.exit_code == 5
