from itertools import chain

import pytest

from chaoslab.evidence.picture.protocols_shown import Span
from chaoslab.judge.verdict import Receipt
from chaoslab.report.observed import Observed, Seen
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import Made
from tests.report import made_scene as scene
from tests.report import made_trials as made


def outage() -> Observed:
    trial = made.outage()
    return Observed(trial.plan, Timeline.of(trial.events))


def observed(made_up: Made) -> Observed:
    return Observed(made.outage_plan(), made_up.timeline())


def test_phases_follow_each_other_to_the_end() -> None:
    found = [(span.label, round(span.start, 3), round(span.end, 3)) for span in outage().phases]
    assert found == [("baseline", 0.7, 5.0), ("method", 5.0, 25.0), ("recovery", 25.0, 55.0)]


def test_a_fault_has_its_name_and_its_times() -> None:
    (band,) = outage().faults
    assert band.label == "FLV cut"
    assert band.seen is not None
    assert (band.injected_at, band.seen.at, band.lifted_at) == pytest.approx((5.001, 5.006, 25.002))


def test_a_fault_of_no_planned_step_keeps_its_key() -> None:
    (band,) = observed(Made(20).fault(5, 9, kind="slicer", step=3)).faults
    assert (band.label, band.seen) == ("slicer", None)


def test_the_receipt_says_who_saw_a_fault_whatever_was_noted_live() -> None:
    noted = Made(20).fault(5, 9).add(5.1, EventName.FAULT_SEEN, step=0, witness="live", detail="noted")
    what = {"step": 0, "fault": "proxy_down", "witness": "browser", "detail": "cut", "injected_at": 5.0}
    seen = Receipt.model_validate({**what, "witnessed": True, "seen_at": 8.5})
    unseen = Receipt.model_validate({**what, "witnessed": False})
    (band,) = Observed(made.outage_plan(), noted.timeline(), (seen,)).faults
    assert band.seen == Seen(8.5, "browser", "cut")
    (band,) = Observed(made.outage_plan(), noted.timeline(), (unseen,)).faults
    assert band.seen is None


def test_without_a_verdict_the_live_note_counts() -> None:
    noted = Made(20).fault(5, 9).add(5.1, EventName.FAULT_SEEN, step=0, witness="browser", detail="noted")
    (band,) = observed(noted).faults
    assert band.seen is not None
    assert (round(band.seen.at, 3), band.seen.witness, band.seen.detail) == (5.1, "browser", "noted")


def test_requests_are_in_seconds_of_the_trial() -> None:
    flv = [request for request in outage().requests if request.is_flv]
    assert [round(request.started_at, 3) for request in flv] == [0.4, 6.008, 8.014, 12.019]
    assert flv[0].ended_at == pytest.approx(5.006)


def test_pictures_come_over_flv_and_then_over_hls() -> None:
    assert [span.label for span in outage().carriers] == ["FLV", "HLS"]
    first, second = outage().carriers
    assert first.end == pytest.approx(5.36, abs=0.03)
    assert second.start == pytest.approx(14.24, abs=0.03)


def test_a_return_to_flv_is_a_change_of_carrier() -> None:
    events = chain(
        scene.frame(40, ()),
        scene.publisher(40),
        scene.request("a", "/k.flv", 0.4, 5),
        scene.hls(5, 20),
        scene.request("b", "/k.flv", 20),
        scene.pictures(0.7, 40, 0.7),
    )
    found = Observed(made.outage_plan(), Timeline.of(events)).carriers
    assert [(span.label, round(span.start)) for span in found] == [("FLV", 1), ("HLS", 5), ("FLV", 20)]


def test_pictures_that_no_request_explains_have_no_carrier() -> None:
    assert [span.label for span in observed(Made(10).shows(1, 9, latency=0.5)).carriers] == [""]


def test_hidden_and_shown_states_become_spans() -> None:
    made_up = Made(30).add(3, EventName.PAGE_HIDDEN).add(8, EventName.PAGE_SHOWN).add(20, EventName.PAGE_HIDDEN)
    made_up.add(4, EventName.STATE_SHOWN, state="error").add(6, EventName.STATE_HIDDEN, state="error")
    made_up.add(9, EventName.STATE_HIDDEN, state="never shown")
    found = observed(made_up)
    assert found.hidden == (Span(3.0, 8.0, ""), Span(20.0, 30.0, ""))
    assert found.states == (Span(4.0, 6.0, "error"),)


def test_what_a_document_showed_ends_with_it() -> None:
    made_up = Made(30).add(4, EventName.STATE_SHOWN, state="error").add(3, EventName.PAGE_HIDDEN)
    found = observed(made_up.add(9, EventName.PAGE_OPENED, document="d2", url="http://h/"))
    assert found.states == (Span(4.0, 9.0, "error"),)
    assert found.hidden == (Span(3.0, 9.0, ""),)


def test_what_a_page_shows_while_all_is_well_is_no_state_to_tell() -> None:
    made_up = Made(30).add(1, EventName.STATE_SHOWN, state="chat_open").add(1, EventName.STATE_SHOWN, state="playing")
    assert observed(made_up).states == ()


def test_an_empty_journal_shows_nothing() -> None:
    nothing = Observed(made.outage_plan(), Timeline(()))
    assert (nothing.end, nothing.frames, nothing.phases, nothing.faults, nothing.carriers) == (0.0, (), (), (), ())


def test_the_players_states_are_told_in_words() -> None:
    made_up = Made(20).add(0.5, EventName.MEDIA_PLAYING, media=1, position=0)
    made_up.add(5.0, EventName.MEDIA_WAITING, media=1, position=4).add(
        7.0, EventName.MEDIA_PLAYING, media=1, position=4
    )
    found = [(span.label, span.start, span.end) for span in observed(made_up).player]
    assert found == [("starting", 0.0, 0.5), ("playing", 0.5, 5.0), ("rebuffering", 5.0, 7.0), ("playing", 7.0, 20.0)]
