"""So many in any window, for each client, and no memory of those at rest."""

from hypothesis import given
from hypothesis import strategies as st

from harness.signalling.rate_limit import RateLimit
from tests.harness.signalling.fakes import Clock


def limit(most: int = 3, window: float = 10.0) -> tuple[RateLimit, Clock]:
    clock = Clock()
    return RateLimit(most, window, clock), clock


def test_so_many_are_let_through_and_the_next_is_told_how_long_to_wait() -> None:
    turns, clock = limit()
    assert [turns.take("a") for _ in range(3)] == [0, 0, 0]
    clock.now += 4
    assert turns.take("a") == 6


def test_after_the_wait_that_was_told_the_turn_is_given() -> None:
    turns, clock = limit()
    for _ in range(3):
        turns.take("a")
        clock.now += 1
    clock.now += turns.take("a")
    assert turns.take("a") == 0


def test_what_is_refused_does_not_count() -> None:
    turns, clock = limit(most=1)
    turns.take("a")
    for _ in range(50):
        assert turns.take("a") > 0
    clock.now += 10
    assert turns.take("a") == 0


def test_the_window_slides() -> None:
    turns, clock = limit(most=2)
    turns.take("a")
    clock.now += 9
    turns.take("a")
    clock.now += 2  # the first is out of the window, the second is not
    assert turns.take("a") == 0
    assert turns.take("a") == 8


def test_each_client_has_turns_of_its_own() -> None:
    turns, _ = limit(most=1)
    assert turns.take("a") == turns.take("b") == 0
    assert turns.take("a") > 0


def test_a_turn_that_is_given_back_can_be_taken_again() -> None:
    turns, _ = limit(most=1)
    turns.take("a")
    turns.give_back("a")
    assert turns.take("a") == 0
    turns.give_back("nobody")


def test_clients_at_rest_are_forgotten() -> None:
    turns, clock = limit()
    for number in range(1000):
        turns.take(f"client {number}")
    clock.now += 10
    turns.take("last")
    assert len(turns) == 1


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 4)), max_size=80))
def test_no_window_ever_holds_more_than_the_limit(asked: list[tuple[str, float]]) -> None:
    turns, clock = limit(most=3)
    let: dict[str, list[float]] = {"a": [], "b": []}
    for client, pause in asked:
        clock.now += pause
        recent = [at for at in let[client] if at > clock.now - 10.0]
        given_now = turns.take(client) == 0
        assert given_now == (len(recent) < 3)
        if given_now:
            let[client].append(clock.now)
