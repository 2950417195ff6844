"""One Redis, with a deadline on every call; a failed call marks it as away for all. The only importer of redis."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

DEADLINE = 0.5  # seconds that a client may wait for a Redis that has just fallen silent
LOOK_EVERY = 1.0  # seconds between two looks whether it is there
_CHANNEL = "chaoslab:rooms"
_FAILURES = (RedisError, OSError, TimeoutError)
_log = logging.getLogger("harness.signalling")


class RedisAway(Exception):
    """Redis does not answer; said at once while it is known."""


class RedisLink:
    """Calls and messages. After a call that failed it counts as away until `look` finds it again."""

    def __init__(self, url: str) -> None:
        self._where = f"{urlsplit(url).hostname}:{urlsplit(url).port or 6379}"  # the URL may hold a password
        self._client = Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=DEADLINE,
            socket_connect_timeout=DEADLINE,
            retry=Retry(NoBackoff(), 0),
        )
        self._there = asyncio.Event()
        self._there.set()
        self._losses = 0

    @property
    def here(self) -> bool:
        """Whether the last call was answered."""
        return self._there.is_set()

    async def run(self, script: str, keys: Sequence[str], arguments: Sequence[str | int]) -> Any:
        """Run a Lua script, all of it or nothing. Raises RedisAway."""
        if not self.here:
            raise RedisAway
        try:
            async with asyncio.timeout(DEADLINE):
                return await self._client.register_script(script)(list(keys), list(arguments))
        except _FAILURES as error:
            self._lost(error)
            raise RedisAway from error

    async def look(self) -> bool:
        """Ask whether it is there, also when it was away."""
        try:
            async with asyncio.timeout(DEADLINE):
                await self._client.ping()
        except _FAILURES as error:
            self._lost(error)
        else:
            if not self.here:
                _log.warning("Redis at %s is back", self._where)
            self._there.set()
        return self.here

    async def publish(self, text: str) -> None:
        """Tell the other processes; while Redis is away it is lost."""
        if not self.here:
            return
        try:
            async with asyncio.timeout(DEADLINE):
                await self._client.publish(_CHANNEL, text)
        except _FAILURES as error:
            self._lost(error)

    async def listen(self) -> AsyncIterator[str]:
        """What the other processes, and this one, tell; goes on when Redis has been away."""
        while True:
            await self._there.wait()
            losses = self._losses
            try:
                async with self._client.pubsub(ignore_subscribe_messages=True) as subscribed:
                    await subscribed.subscribe(_CHANNEL)
                    while losses == self._losses:
                        message = await subscribed.get_message(timeout=LOOK_EVERY)
                        if message:
                            yield message["data"]
            except _FAILURES as error:
                self._lost(error)

    def _lost(self, error: BaseException) -> None:
        if self.here:
            words = str(error) or type(error).__name__
            _log.warning("Redis at %s is away (%s); signalling goes on for this process alone", self._where, words)
            self._losses += 1
        self._there.clear()
