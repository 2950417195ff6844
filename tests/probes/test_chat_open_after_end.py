"""Chat open after end, on made timelines."""

from chaoslab.probes import probe
from tests.made_timeline import healthy


def value(*, opened: float | None = 0.5, closed: float | None = None, ends: bool = True) -> object:
    made = healthy(20.0).socket(0.2)
    if ends:
        made.told_of_the_end(5.0)
    if opened is not None:
        made.state("chat_open", opened, closed)
    return probe("chat_open_after_end").measure(made.timeline()).value


def test_a_chat_that_closes_soon_is_closed() -> None:
    assert value(closed=5.1) is False


def test_a_chat_that_stays_open_is_open() -> None:
    assert value() is True
    assert value(closed=9.0) is True


def test_a_chat_that_was_never_open_proves_nothing() -> None:
    assert value(opened=None) is None
    assert value(opened=7.0) is None


def test_a_page_that_was_not_told_proves_nothing() -> None:
    assert value(ends=False) is None
