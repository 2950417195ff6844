"""Which requests a rule hits."""

from hypothesis import given
from hypothesis import strategies as st

from harness.harm.choice import Choice, Wanted


def hits(wanted: Wanted, *paths: str) -> list[bool]:
    choice = Choice(wanted)
    return [choice.hits(path) for path in paths]


def test_all_are_hit_unless_something_else_is_said() -> None:
    assert hits(Wanted(), "/a", "/b", "/a") == [True, True, True]


def test_a_count_hits_the_first_so_many() -> None:
    assert hits(Wanted(count=2), "/a", "/a", "/a", "/b") == [True, True, False, False]


def test_by_path_the_first_so_many_paths_are_hit_each_time() -> None:
    assert hits(Wanted(count=1, by_path=True), "/a", "/a", "/b", "/a", "/b") == [True, True, False, True, False]


def test_a_share_by_path_is_drawn_once_a_path() -> None:
    paths = [f"/{number % 20}" for number in range(200)]
    told = hits(Wanted(share=0.5, seed=3, by_path=True), *paths)
    assert told == told[:20] * 10
    assert 0 < sum(told[:20]) < 20


@given(st.integers(min_value=0), st.floats(min_value=0.05, max_value=0.95))
def test_the_same_seed_hits_the_same_ones(seed: int, share: float) -> None:
    wanted = Wanted(share=share, seed=seed)
    assert hits(wanted, *["/a"] * 50) == hits(wanted, *["/b"] * 50)


def test_a_share_is_that_of_many_and_another_seed_hits_others() -> None:
    many = ["/a"] * 4000
    one, other = (hits(Wanted(share=0.25, seed=seed), *many) for seed in (1, 2))
    assert 900 < sum(one) < 1100
    assert one != other
