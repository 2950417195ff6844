"""Two signalling servers on one Redis, or each by itself, and clients that wear out a limit."""

import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from chaoslab.rig.media.harness import Harness, open_harness
from chaoslab.rig.processes.children import Children, wait_until
from chaoslab.rig.signalling.redis import RedisServer, open_redis
from harness.edge.upstream import open_request
from harness.settings import Settings
from tests.harness.socket_client import SocketClient, connected
from tests.programs_here import redis as redis_here
from tests.rig.raw_http import fetch

KEY = {"key": "key"}
JOIN = "stream:viewer:join"
TOKEN = "a-token"


@dataclass(frozen=True)
class Pair:
    """Two servers and their Redis."""

    redis: RedisServer
    one: Harness
    other: Harness


@asynccontextmanager
async def pair(children: Children, *, shared: bool = True) -> AsyncIterator[Pair]:
    program = redis_here()
    assert program
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(open_redis(children, program))
        url = redis.url(redis.port) if shared else ""
        settings = Settings(serves="signalling", redis=url, control_token=TOKEN)
        servers = [await stack.enter_async_context(open_harness(children, settings)) for _ in range(2)]
        yield Pair(redis, *servers)


async def standing(server: Harness) -> dict[str, object]:
    return dict(json.loads((await fetch(f"{server.url}/api/viewers/key")).body))


async def until(server: Harness, **wanted: object) -> None:
    async def so() -> bool:
        return (await standing(server)).items() >= wanted.items()

    await wait_until(so, what=f"{server.child.name} to say {wanted}", within=8)


async def counts(viewer: SocketClient, number: int, *, after: int = 0) -> list[int]:
    """The next counts that a viewer is told, the first one another than `after` and each another than the one before.

    The same one may come twice: when it changes, and when a server looks around.
    """
    told = [after]
    while len(told) <= number:
        count = int((await viewer.told("stream:viewer:count"))["count"])
        if count != told[-1]:
            told.append(count)
    return told[1:]


async def end(server: Harness) -> None:
    asked = open_request(server.url, "/control/stream/key/end", method="POST", headers={"x-chaoslab-control": TOKEN})
    async with asked as answer:
        assert answer.status == 200


@asynccontextmanager
async def silent(redis: RedisServer) -> AsyncIterator[None]:
    """Redis accepts connections and answers nothing."""
    os.kill(redis.child.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(redis.child.pid, signal.SIGCONT)


Say = Callable[[SocketClient], Awaitable[bool]]


async def chat(client: SocketClient) -> bool:
    return bool((await client.ask("chat:message", {"text": "x"}))["ok"])


async def join(client: SocketClient) -> bool:
    return "error" not in await client.ask(JOIN, KEY)


async def let_through(servers: Sequence[Harness], namespace: str, say: Say, times: int) -> int:
    """How often one client, connected to every server, gets through that asks each so many times."""
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(connected(server.url, namespace, client="viewer-0001"))
            for server in servers
        ]
        if namespace == "/chat":
            for client in clients:
                await client.ask("chat:join", KEY)
        return sum([await say(client) for client in clients for _ in range(times)])
