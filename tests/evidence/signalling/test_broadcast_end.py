"""When the page was told that the broadcast is over."""

import pytest

from chaoslab.evidence.signalling.broadcast_end import ended_at
from tests.made_timeline import ZERO, healthy


@pytest.mark.parametrize(
    "text", ['42/streaming,["stream:ended",{"key":"k"}]', '42["stream:ended"]', '42/streaming,7["stream:ended",{}]']
)
def test_an_event_of_that_name_tells_it(text: str) -> None:
    assert ended_at(healthy(20.0).socket(0.2).hears(5.0, text).timeline()) == pytest.approx(ZERO + 5.0)


@pytest.mark.parametrize(
    "text", ['42/streaming,["stream:viewer:count",{"key":"stream:ended"}]', '43/streaming,0[{"ended":true}]', "2"]
)
def test_other_messages_do_not(text: str) -> None:
    assert ended_at(healthy(20.0).socket(0.2).hears(5.0, text).timeline()) is None


def test_only_what_came_since_an_instant_counts() -> None:
    made = healthy(20.0).socket(0.2).told_of_the_end(5.0).told_of_the_end(9.0)
    assert ended_at(made.timeline(), since=ZERO + 6.0) == pytest.approx(ZERO + 9.0)
