"""Signalling as an application: sockets, what is asked over HTTP, and Redis if the settings name one."""

import asyncio
import importlib
import time
from typing import Any

from harness.exchange import App
from harness.settings import Settings
from harness.signalling.broadcasts import Broadcasts
from harness.signalling.chat import Chat
from harness.signalling.client_limits import ClientLimits
from harness.signalling.control import Control
from harness.signalling.desk import Desk
from harness.signalling.server import Bus, SocketServer
from harness.signalling.sharing import Alone, Sharing
from harness.signalling.streaming import Streaming
from harness.signalling.web import Web


def signalling(settings: Settings, other: App) -> App:
    """Answers /socket.io/, /api/viewers/KEY and /control/…; gives all else to `other`."""
    if not settings.redis:
        return _signalling(settings, other, Alone(), None)
    # Redis costs its import, which a process that is alone does without.
    shared: Any = importlib.import_module("harness.signalling.redis_sharing").RedisSharing(settings)
    return _signalling(settings, other, shared, shared.bus)


def _signalling(settings: Settings, other: App, sharing: Sharing, bus: Bus | None) -> App:
    server = SocketServer(settings, bus)
    broadcasts = Broadcasts(settings.forget_after, time.monotonic)
    desk = Desk(broadcasts, ClientLimits(settings, sharing), sharing, server)
    beside: list[asyncio.Task[None]] = []

    async def begin() -> None:
        beside.append(asyncio.ensure_future(sharing.keep_up(desk.look_around)))

    control = Control(desk, settings.control_token, Web(desk, other))
    lines = server.app((Streaming(desk), Chat(desk)), control, begin if bus else None)
    control.lines = lines
    return lines
