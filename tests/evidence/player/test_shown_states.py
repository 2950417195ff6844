"""When states of the page were visible."""

import pytest

from chaoslab.evidence.player.shown_states import shown_spans
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy


def spans(made: Made) -> list[float]:
    return [round(at - ZERO, 3) for span in shown_spans(made.timeline(), "waiting") for at in span]


@pytest.mark.parametrize(
    ("made", "seen"),
    [
        (healthy(20.0), []),
        (healthy(20.0).state("waiting", 1.0, 2.0).state("waiting", 5.0, 6.0), [1.0, 2.0, 5.0, 6.0]),
        (healthy(20.0).state("waiting", 1.0), [1.0, 20.0]),
        (healthy(20.0).state("waiting", 1.0, 5.0).state("error", 2.0, 3.0), [1.0, 5.0]),
        (healthy(20.0).state("waiting", 1.0).add(4.0, EventName.PAGE_OPENED, document="2", url=""), [1.0, 4.0]),
    ],
)
def test_each_time_has_a_start_and_an_end(made: Made, seen: list[float]) -> None:
    assert spans(made) == seen
