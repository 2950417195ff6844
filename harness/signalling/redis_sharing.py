"""The common memory of several processes in Redis: counts, ends, chat and limits. All keys expire by themselves.

Each process reports how many viewers of a stream it has; the count is valid only for a short while, so that the
viewers of a killed process are soon no longer counted.
"""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from harness.settings import Settings
from harness.signalling.broadcasts import HISTORY
from harness.signalling.message import ChatMessage
from harness.signalling.redis_link import LOOK_EVERY, RedisAway, RedisLink
from harness.signalling.sharing import Kind, StreamStanding

_LEASE = 3.0  # seconds that a process's own count stays valid; it is sent again every second

# {viewers by process, ended}; own name, own count, lease in ms, whether it has ended here, seconds to keep the end
_STANDING = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if tonumber(ARGV[2]) > 0 then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ':' .. (now + ARGV[3]))
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
else
  redis.call('HDEL', KEYS[1], ARGV[1])
end
if ARGV[4] == '1' then redis.call('SET', KEYS[2], '1', 'EX', ARGV[5]) end
local counts, viewers = redis.call('HGETALL', KEYS[1]), 0
for at = 2, #counts, 2 do
  local count, worth_until = string.match(counts[at], '(%d+):(%d+)')
  if tonumber(worth_until) > now then viewers = viewers + count else redis.call('HDEL', KEYS[1], counts[at - 1]) end
end
return {viewers, redis.call('EXISTS', KEYS[2])}
"""
# the message, how many to keep, seconds to keep them
_REMEMBER = """
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], -ARGV[2], -1)
return redis.call('EXPIRE', KEYS[1], ARGV[3])
"""
_HISTORY = "return redis.call('LRANGE', KEYS[1], 0, -1)"
# A sliding window. How many, the window in ms, a name for this turn; 0 or the ms until the next turn
_TAKE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 0
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return math.max(1, oldest[2] + ARGV[2] - now)
"""


class RedisSharing:
    """Answers None while Redis is away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._most: dict[Kind, int] = {"messages": settings.messages, "joins": settings.joins}
        self._me = secrets.token_hex(8)
        self.bus = RedisLink(settings.redis)

    @property
    def here(self) -> bool:
        """Whether Redis answers."""
        return self.bus.here

    async def keep_up(self, look_around: Callable[[], Awaitable[None]]) -> None:
        """Every second: check whether Redis is there, and exchange the state of streams. Until cancelled."""
        while True:
            await self.bus.look()
            await look_around()
            await asyncio.sleep(LOOK_EVERY)

    async def standing(self, key: str, mine: StreamStanding) -> StreamStanding | None:
        keep = max(1, round(self._settings.forget_after))
        arguments = (self._me, mine.viewers, round(_LEASE * 1000), int(mine.ended), keep)
        try:
            viewers, ended = await self.bus.run(_STANDING, _keys(key, "viewers", "ended"), arguments)
        except RedisAway:
            return None
        return StreamStanding(int(viewers), bool(ended))

    async def remember(self, key: str, message: ChatMessage) -> None:
        kept = (json.dumps(asdict(message)), HISTORY, max(1, round(self._settings.forget_after)))
        try:
            await self.bus.run(_REMEMBER, _keys(key, "chat"), kept)
        except RedisAway:
            return

    async def history(self, key: str) -> tuple[ChatMessage, ...] | None:
        try:
            kept = await self.bus.run(_HISTORY, _keys(key, "chat"), ())
        except RedisAway:
            return None
        return tuple(ChatMessage(**json.loads(message)) for message in kept)

    async def take(self, kind: Kind, client: str) -> float | None:
        turn = (self._most[kind], round(self._settings.window * 1000), secrets.token_hex(8))
        try:
            wait = await self.bus.run(_TAKE, (f"chaoslab:{kind}:{client}",), turn)
        except RedisAway:
            return None
        return int(wait) / 1000


def _keys(key: str, *parts: str) -> tuple[str, ...]:
    return tuple(f"chaoslab:{part}:{key}" for part in parts)
