"""The limits of one process, and those over all."""

from harness.settings import Settings
from harness.signalling.client_limits import ClientLimits, refusal
from tests.harness.signalling.fakes import FakeSharing


async def test_what_is_too_much_here_is_asked_of_nobody_else() -> None:
    sharing = FakeSharing()
    limits = ClientLimits(Settings(messages=2), sharing)
    waits = [await limits.take("messages", "a") for _ in range(3)]
    assert waits[:2] == [0, 0]
    assert waits[2] > 0
    assert len(sharing.taken) == 2


async def test_a_turn_that_is_refused_over_all_is_not_counted_here() -> None:
    sharing = FakeSharing(wait=1.5)
    limits = ClientLimits(Settings(messages=1), sharing)
    assert [await limits.take("messages", "a") for _ in range(3)] == [1.5, 1.5, 1.5]
    sharing.wait = 0.0
    assert await limits.take("messages", "a") == 0


async def test_while_the_common_memory_is_away_the_own_count_goes_on_from_where_it_was() -> None:
    sharing = FakeSharing()
    limits = ClientLimits(Settings(messages=2), sharing)
    await limits.take("messages", "a")
    sharing.here = False
    assert await limits.take("messages", "a") == 0
    assert await limits.take("messages", "a") > 0


async def test_messages_and_joins_are_counted_apart() -> None:
    limits = ClientLimits(Settings(messages=1, joins=1), FakeSharing())
    assert await limits.take("messages", "a") == await limits.take("joins", "a") == 0


def test_a_refusal_tells_the_wait_in_milliseconds() -> None:
    assert refusal(1.5) == {"error": "rate_limited", "retryAfterMs": 1500}
    assert refusal(0.0001) == {"error": "rate_limited", "retryAfterMs": 1}
