"""Requests that were answered with an error are as visible as those that failed."""

from xml.etree import ElementTree

import pytest

from chaoslab.report.charts.timeline import legend, timeline_chart
from chaoslab.report.observed import Observed
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made
from tests.report import made_trials as made

FAILED = ("failed", "request failed or answered with an error")


def observed(trial: Made) -> Observed:
    return Observed(made.outage_plan(), trial.timeline())


def crosses(trial: Made) -> list[str]:
    """What a pointer over each cross says."""
    root = ElementTree.fromstring(timeline_chart(observed(trial)))
    return [cross.findtext("title") or "" for cross in root.iter("path") if cross.get("class") == "cross"]


def segment(status: int, end: float | None = 5.02) -> Made:
    return Made(20).request(5, end, "/hls/k-1.ts", status=status, leg="hls")


@pytest.mark.parametrize("status", [404, 503])
def test_a_refused_request_is_crossed_and_named_in_the_legend(status: int) -> None:
    assert crosses(segment(status)) == [f"/hls/k-1.ts answered {status} at 5.020 s"]
    assert FAILED in legend(observed(segment(status)))


def test_one_that_never_ended_is_crossed_where_it_was_answered() -> None:
    assert crosses(segment(503, None)) == ["/hls/k-1.ts answered 503 at 5.010 s"]


def test_a_good_answer_is_not_crossed() -> None:
    assert crosses(segment(200)) == []
    assert FAILED not in legend(observed(segment(200)))


def test_several_at_one_place_are_counted() -> None:
    twice = segment(503).request(5.03, 5.05, "/hls/k-1.ts", status=503, leg="hls")
    assert crosses(twice) == ["2 refused requests, 5.02 s to 5.05 s"]


def test_its_bar_tells_the_answer() -> None:
    assert "/hls/k-1.ts: 5.000 s to 5.020 s, answered 503" in timeline_chart(observed(segment(503)))


def test_one_that_also_broke_off_tells_both() -> None:
    broken = segment(503, None).add(5.02, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED")
    assert "/hls/k-1.ts: 5.000 s to 5.020 s, answered 503, net::ERR_ABORTED" in timeline_chart(observed(broken))
    assert crosses(broken) == ["/hls/k-1.ts answered 503 at 5.020 s"]


def test_the_legend_tells_of_no_cross_that_has_no_row() -> None:
    icon = segment(200).request(5, 5.02, "/favicon.ico", status=404, leg=None)
    assert crosses(icon) == []
    assert FAILED not in legend(observed(icon))
