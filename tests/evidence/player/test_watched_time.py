"""Watching, on made timelines."""

import pytest

from chaoslab.evidence.player.watched_time import stalled_between, watched_between
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, healthy, outage


def test_only_what_lies_in_the_interval_counts() -> None:
    assert watched_between(healthy().timeline(), ZERO + 2, ZERO + 5) == pytest.approx(3.0)


def test_a_hidden_stretch_is_left_out_of_watching_and_of_stalls() -> None:
    made = outage().add(6.0, EventName.PAGE_HIDDEN, trusted=True).add(9.0, EventName.PAGE_SHOWN, trusted=True)
    timeline = made.timeline()
    assert watched_between(timeline, ZERO, ZERO + 35) == pytest.approx(32.0)
    stalled, count = stalled_between(timeline, ZERO, ZERO + 35)
    assert stalled == pytest.approx(13.0 - 5.1 + 1 / 30 - 3.0, abs=0.001)
    assert count == 1


def test_a_stall_is_cut_at_the_edges_of_the_interval() -> None:
    assert stalled_between(outage().timeline(), ZERO + 6, ZERO + 8)[0] == pytest.approx(2.0)
    assert stalled_between(outage().timeline(), ZERO + 14, ZERO + 20) == (0.0, 0)
