"""Retries by fault, on made timelines."""

from chaoslab.probes.retries_by_fault import RetriesByFault
from tests.made_timeline import Made, healthy

FLV = "/live/live/k.flv"
CUT = "net::ERR_FAILED"


def test_each_fault_has_those_that_follow_it() -> None:
    made = Made(40.0).fault(5.0, 6.5).fault(20.0, 29.0, step=1).request(0.1, 5.01, FLV, error=CUT)
    for start, end in ((6.0, 6.1), (8.0, 20.01), (21.0, 21.1), (23.0, 23.1), (27.0, 27.1)):
        made.request(start, end, FLV, error=CUT)
    assert RetriesByFault().measure(made.timeline()).value == (2.0, 3.0)


def test_a_fault_that_the_player_did_not_answer_has_none() -> None:
    assert RetriesByFault().measure(healthy(20.0).fault(5.0, 6.0).timeline()).value == (0.0,)


def test_without_a_fault_there_is_nothing_to_count() -> None:
    assert RetriesByFault().measure(healthy().timeline()).value is None
