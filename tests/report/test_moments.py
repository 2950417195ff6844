from pathlib import Path

from chaoslab.report.moments import intervals, moments_left_out
from chaoslab.report.observed import Observed
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import Made
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.parsed import words


def told(trial: MadeTrial) -> list[tuple[float, str]]:
    found = intervals(Observed(trial.plan, Timeline.of(trial.events)))
    return [(round(interval.since_fault, 1), interval.moment.words) for interval in found]


def test_an_outage_is_told_from_the_cut_to_the_steady_picture() -> None:
    assert told(made.outage()) == [
        (0.0, "FLV cut"),
        (0.0, "Fault seen by the browser"),
        (0.4, "Last picture before the stop"),
        (1.0, "FLV requested again (1)"),
        (3.0, "FLV requested again (2)"),
        (7.0, "FLV requested again (3)"),
        (7.0, "HLS requested"),
        (9.2, "First picture over HLS"),
        (9.2, "Steady again from here"),
    ]


def test_each_stage_begins_where_the_one_before_ended() -> None:
    trial = made.outage()
    found = intervals(Observed(trial.plan, Timeline.of(trial.events)))
    assert [interval.begin for interval in found[1:]] == [interval.moment.at for interval in found[:-1]]


def test_a_picture_that_came_an_instant_before_the_cut_begins_the_story() -> None:
    made_up = Made(30).steadied().request(0.1, 5.004, "/k.flv", error="cut").shows(0.5, 5, latency=0.5).fault(5, 20)
    made_up.add(5.004, EventName.FAULT_SEEN, step=0, fault="proxy_down", witness="browser", detail="")
    first = intervals(Observed(made.outage_plan(), made_up.timeline()))[0]
    assert (first.moment.words, round(first.since_fault, 3)) == ("Last picture before the stop", -0.033)


def test_a_retry_carries_its_wait_and_its_answer() -> None:
    trial = made.outage()
    retry = intervals(Observed(trial.plan, Timeline.of(trial.events)))[3].moment
    assert retry.detail == "1.002 s after the loss; net::ERR_CONNECTION_REFUSED"


def test_without_recovery_the_story_goes_on_to_the_lifting_of_the_fault() -> None:
    assert told(made.never_recovered())[-1] == (20.0, "FLV cut: lifted")


def test_a_fault_that_nobody_saw_has_no_story() -> None:
    assert told(made.not_injected()) == []


def test_the_story_is_told_by_the_receipt_where_there_is_one() -> None:
    trial = made.outage()
    events = tuple(event for event in trial.events if event.name is not EventName.FAULT_SEEN)
    assert trial.verdict is not None
    assert intervals(Observed(trial.plan, Timeline.of(events))) == ()
    told = intervals(Observed(trial.plan, Timeline.of(events), trial.verdict.receipts))
    sighting = next(interval.moment for interval in told if interval.moment.words == "Fault seen by the browser")
    assert (round(sighting.at, 3), sighting.detail) == (
        5.006,
        "net::ERR_INCOMPLETE_CHUNKED_ENCODING on /live/cam.flv",
    )


def test_no_fault_no_story() -> None:
    assert told(made.healthy()) == []


def test_the_end_of_a_long_story_is_left_out_and_marked(tmp_path: Path) -> None:
    trial = made.never_recovered()
    again = [event for event in trial.events if event.name in (EventName.FAULT_INJECTED, EventName.FAULT_LIFTED)]
    long = MadeTrial(trial.plan, (*trial.events, *again * 8), trial.verdict)
    observed = Observed(long.plan, Timeline.of(long.events))
    assert (len(intervals(observed)), moments_left_out(observed)) == (16, 12)
    assert "12 more moments" in words(make_run(tmp_path / "long", [long]))
    assert "more moment" not in words(make_run(tmp_path / "short", [trial]))
