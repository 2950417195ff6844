"""Breaks: how each party tells that a connection came to nothing."""

import pytest

from chaoslab.evidence.network.lost_connections import breaks, broken_requests, first_break
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy

FLV = "/live/live/k.flv"
ALL = (ZERO, ZERO + 20)


@pytest.mark.parametrize(
    ("error", "manner"),
    [
        ("net::ERR_CONNECTION_RESET", "reset"),
        ("net::ERR_INCOMPLETE_CHUNKED_ENCODING", "end"),
        ("net::ERR_CONTENT_LENGTH_MISMATCH", "end"),
        ("net::ERR_EMPTY_RESPONSE", "end"),
        ("net::ERR_CONNECTION_REFUSED", "refusal"),
    ],
)
def test_the_browsers_words_tell_the_manner(error: str, manner: str) -> None:
    (broken,) = breaks(Made(20.0).request(0.1, 5.0, FLV, error=error).timeline(), "flv", *ALL)
    assert (broken.manner, broken.at, broken.of) == (manner, ZERO + 5.0, "r1")


def test_what_the_page_gave_up_or_no_network_is_to_blame_for_is_no_break() -> None:
    made = healthy(20.0).add(5.0, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    assert breaks(made.timeline(), "flv", *ALL) == []
    blocked = Made(20.0).request(0.1, 5.0, FLV, error="net::ERR_BLOCKED_BY_CLIENT")
    assert breaks(blocked.timeline(), "flv", *ALL) == []


def test_a_request_is_broken_by_any_error_but_by_none_that_the_page_made() -> None:
    made = Made(20.0).request(0.1, 5.0, FLV, error="net::ERR_BLOCKED_BY_CLIENT").request(6.0, None, FLV)
    made.add(7.0, EventName.REQUEST_FAILED, request="r2", error="net::ERR_ABORTED", canceled=True)
    ((request, broken),) = broken_requests(made.timeline())
    assert (request.id, broken.of, broken.at, broken.manner) == ("r1", "r1", ZERO + 5.0, None)
    assert broken.words == f"net::ERR_BLOCKED_BY_CLIENT on {FLV}"


def test_an_answer_502_breaks_a_request_only_where_it_is_asked_for() -> None:
    made = Made(20.0).request(0.1, None, FLV, status=502)
    made.add(5.0, EventName.REQUEST_FAILED, request="r1", error="net::ERR_CONNECTION_RESET", canceled=False)
    assert [broken.manner for _, broken in broken_requests(made.timeline())] == ["reset"]
    both = [broken for _, broken in broken_requests(made.timeline(), bad_gateway=True)]
    assert [broken.manner for broken in both] == ["refusal", "reset"]
    assert breaks(made.timeline(), "flv", *ALL) == both[:1]


def test_a_web_socket_ends_in_a_manner_that_nobody_can_tell_which_counts_for_any() -> None:
    made = healthy(20.0).socket(0.2, 5.0).timeline()
    (broken,) = breaks(made, "socket", *ALL)
    assert broken.manner is None
    assert first_break(made, "socket", *ALL, "reset") == broken


def test_a_page_that_took_its_leave_has_lost_nothing() -> None:
    made = healthy(20.0).socket(0.2, 5.0).says(4.9, "41/streaming,")
    assert breaks(made.timeline(), "socket", *ALL) == []


def test_only_the_interval_counts_and_what_comes_first_is_first() -> None:
    made = Made(20.0)
    for at in (3.0, 9.0, 6.0):
        made.request(at - 0.1, at, FLV, error="net::ERR_CONNECTION_REFUSED")
    assert [broken.at - ZERO for broken in breaks(made.timeline(), "flv", ZERO + 5, ZERO + 20)] == [6.0, 9.0]


@pytest.mark.parametrize(
    ("reason", "manners"),
    [
        ("lost: Connection reset by peer", ["reset"]),
        ("lost: the origin closed the connection", ["end"]),
        ("lost: Broken pipe", [None]),
        ("refused: Connection refused", ["refusal"]),
        ("refused: no answer", []),
        ("asked", []),
    ],
)
def test_the_publisher_says_how_it_lost_its_connection(reason: str, manners: list[str | None]) -> None:
    made = healthy(20.0).add(5.0, EventName.PUBLISHER_STOPPED, reason=reason)
    assert [broken.manner for broken in breaks(made.timeline(), "ingest", *ALL)] == manners
