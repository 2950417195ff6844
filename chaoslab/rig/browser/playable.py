"""Refuses a browser that cannot decode the stream, before any trial is spent on it."""

import json
from pathlib import Path

from chaoslab.errors import Missing
from chaoslab.rig.browser.network_watch import CdpSession
from chaoslab.setup.codecs import CODECS


async def require_codecs(session: CdpSession, executable: Path) -> None:
    """Ask the page that is open. Raises Missing with the codecs that this browser lacks."""
    asked = f"JSON.stringify({json.dumps(list(CODECS.values()))}.map((type) => MediaSource.isTypeSupported(type)))"
    answer = await session.send("Runtime.evaluate", {"expression": asked})
    known = json.loads(answer["result"]["value"])
    lacking = [name for name, yes in zip(CODECS, known, strict=True) if not yes]
    if lacking:
        raise Missing(
            f"{' and '.join(lacking)} in {executable}",
            "install Chrome, Edge or the distribution's Chromium, or name one in CHAOSLAB_CHROMIUM",
        )
