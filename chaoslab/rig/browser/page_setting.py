"""Prepares for a player's page before it is opened: selectors checked, cookies and headers in place."""

import json
from collections.abc import Mapping

from chaoslab.errors import PlayerUnfit
from chaoslab.players.spec import Sign
from chaoslab.rig.browser.network_watch import CdpSession
from chaoslab.rig.browser.player_page import PageView


async def require_selectors(session: CdpSession, view: PageView) -> None:
    """Have the browser check them. Raises PlayerUnfit with the first selector that is invalid."""
    asked = view.selectors
    script = f"""JSON.stringify({json.dumps([selector for _, selector in asked])}.findIndex((selector) => {{
        try {{ document.createDocumentFragment().querySelector(selector); return false; }} catch {{ return true; }}
    }}))"""
    answer = await session.send("Runtime.evaluate", {"expression": script})
    if (wrong := int(answer["result"]["value"])) >= 0:
        key, selector = asked[wrong]
        raise PlayerUnfit(f"has no valid CSS selector at {key}: {selector!r}")


async def introduce(session: CdpSession, view: PageView, url: str) -> None:
    """Give the page at `url` its cookies and headers. Raises PlayerUnfit with the name of one that is refused."""
    for name, value in view.cookies.items():
        answer = await session.send("Network.setCookie", {"name": name, "value": value, "url": url})
        if not answer.get("success", True):
            raise PlayerUnfit(f"has a cookie {name!r} that the browser does not accept")
    if view.headers:
        await session.send("Network.setExtraHTTPHeaders", {"headers": dict(view.headers)})


def recorder_config(view: PageView) -> Mapping[str, object]:
    """The recorder's configuration, as its `config.ts` reads it."""
    states = [{"state": name, **_sign(sign)} for name, sign in view.states.items()]
    return {"states": states, "video": view.video, "seeThrough": view.see_through}


def _sign(sign: Sign) -> dict[str, object]:
    """A sign as `WatchedSign` in `config.ts` has it."""
    parts: dict[str, object] = {"selector": sign.selector, "text": sign.text}
    several = {"anyOf": sign.any_of, "allOf": sign.all_of}
    parts |= {key: [_sign(one) for one in signs] for key, signs in several.items()}
    return {key: part for key, part in parts.items() if part}
