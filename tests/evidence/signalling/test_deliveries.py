"""What all viewers were told, and when it came to the page."""

from chaoslab.evidence.signalling.deliveries import told
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made

COUNT = '42/streaming,["stream:viewer:count",{"count":1,"time":%d}]'


def observed(made: Made, at: float, text: str, namespace: str = "/streaming") -> Made:
    return made.add(at, EventName.OBSERVER_RECEIVED, namespace=namespace, text=text)


def test_it_is_prompt_late_or_never_came() -> None:
    made = Made(20.0).socket(0.2)
    for at in (5, 6, 7):
        observed(made, at, COUNT % at)
    made.hears(5.01, COUNT % 5).hears(8.0, COUNT % 6)
    prompt, late, never = told(made.timeline())
    assert (prompt.prompt, late.prompt, never.prompt) == (True, False, False)
    assert (prompt.event, prompt.namespace, late.late) == ("stream:viewer:count", "/streaming", 2.0)
    assert (never.came_at, never.until, never.late) == (None, ZERO + 20.0, 13.0)


def test_the_page_may_have_it_a_little_before_the_observer() -> None:
    (delivery,) = told(observed(Made(20.0).socket(0.2).hears(4.98, COUNT % 1), 5.0, COUNT % 1).timeline())
    assert delivery.prompt


def test_a_socket_counts_only_while_it_stands_and_in_the_namespace_that_it_entered() -> None:
    made = Made(20.0).socket(0.2, 4.0).socket(0.2, ns="chat").socket(6.0).socket(0.2, leg="api")
    assert told(observed(made, 5.0, COUNT % 1).timeline()) == ()


def test_each_socket_of_the_page_is_told() -> None:
    made = observed(Made(20.0).socket(0.2).socket(0.3), 5.0, COUNT % 1).hears(5.01, COUNT % 1, socket="s2")
    assert [delivery.came_at is None for delivery in told(made.timeline())] == [True, False]


def test_one_that_was_lost_later_is_waited_for_until_then() -> None:
    (delivery,) = told(observed(Made(20.0).socket(0.2, 5.4), 5.0, COUNT % 1).timeline())
    assert delivery.late == 5.4 - 5.0 or abs(delivery.late - 0.4) < 1e-9
