"""Passing an origin's answer on to a viewer, byte for byte, as it comes."""

from harness.edge.upstream import Answer, Cut, OriginAway, open_get
from harness.exchange import Exchange, Header

PLAYLIST = "application/vnd.apple.mpegurl"
_HANDED_ON = (b"content-type", b"content-length", b"cache-control")


def headers_of(answer: Answer) -> tuple[Header, ...]:
    """The origin's headers that concern the viewer; without a content length the body goes out in chunks."""
    return tuple((name, answer.headers[name]) for name in _HANDED_ON if name in answer.headers)


async def hand_on(exchange: Exchange, answer: Answer, first: bytes = b"") -> None:
    """Pass the body on to its end, `first` before it. Raises Cut."""
    part = first or await answer.read()
    while part:
        await exchange.pass_on(part)
        part = await answer.read()


async def whole(exchange: Exchange, base: str, target: str) -> None:
    """Answer with what the origin has at `target`: status, headers and body; 502 when it is away."""
    try:
        async with open_get(base, target) as answer:
            await exchange.start(answer.status, headers_of(answer))
            try:
                await hand_on(exchange, answer)
            except Cut:
                return
            await exchange.finish()
    except OriginAway:
        await exchange.refuse(502, "the origin does not answer")


async def fetched(base: str, target: str) -> tuple[int, str]:
    """Status and text of what the origin has at `target`. Raises OriginAway, also for a body that was cut."""
    async with open_get(base, target) as answer:
        try:
            return answer.status, (await answer.read_all()).decode("utf-8", "replace")
        except Cut as error:
            raise OriginAway(str(error)) from error
