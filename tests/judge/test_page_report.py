"""What a page did that never played."""

import pytest

from chaoslab.judge.judge import why_unsteady
from chaoslab.judge.page_report import what_the_page_did
from chaoslab.plan.model import RigPlan, TrialPlan
from chaoslab.players.spec import PlayerSpec
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def opened(status: int = 200) -> Made:
    made = Made(20.0).add(0.0, EventName.REQUEST_STARTED, request="d", url="http://h:1/?key=k", kind="Document")
    return made.add(0.01, EventName.REQUEST_ANSWERED, request="d", status=status, mime="").add(
        0.02, EventName.PAGE_OPENED, document="1", url="http://h:1/"
    )


def explained(made: Made) -> list[str]:
    return what_the_page_did(made.timeline()).split("; ")


def test_a_page_that_is_not_there_is_told_by_its_status() -> None:
    assert explained(opened(404)) == [
        "the page was answered with 404",
        "it has no media element",
        "it asked for nothing on the flv or hls leg",
    ]


def test_a_page_that_waits_for_a_click_is_told_so() -> None:
    made = opened().add(0.1, EventName.MEDIA_ATTACHED, media=1, tag="video").request(0.2, None, "/live/live/k.flv")
    made.add(19.0, EventName.MEDIA_SAMPLED, media=1, position=0.0, paused=True)
    assert explained(made) == ["its media element is paused"]


def test_media_that_were_refused_or_lost_are_named() -> None:
    made = opened().add(0.1, EventName.MEDIA_ATTACHED, media=1, tag="video")
    assert explained(made.request(0.2, 0.3, "/hls/k.m3u8", status=404, leg="hls")) == [
        "its request for /hls/k.m3u8 was answered with 404"
    ]
    lost = opened().add(0.1, EventName.MEDIA_ATTACHED, media=1, tag="video")
    assert explained(lost.request(0.2, 0.3, "/live/live/k.flv", error="net::ERR_FAILED")) == [
        "its request for /live/live/k.flv failed with net::ERR_FAILED"
    ]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (
            {"cors": "WildcardOriginNotAllowed"},
            (
                "was blocked by CORS (WildcardOriginNotAllowed: the answer allows any origin, `*`, which does not do "
                "for one with credentials)"
            ),
        ),
        (
            {"cors": "PreflightMissingAllowOriginHeader"},
            (
                "was blocked by CORS (PreflightMissingAllowOriginHeader: for its preflight, the answer carries no "
                "Access-Control-Allow-Origin)"
            ),
        ),
        ({"cors": "SomethingNew"}, "was blocked by CORS (SomethingNew)"),
        ({"blocked": "csp"}, "was blocked by the browser (csp)"),
        ({}, "failed with net::ERR_FAILED"),
    ],
)
def test_what_the_browser_did_not_let_through_is_told_by_its_own_reason(how: dict[str, str], words: str) -> None:
    made = opened().add(0.1, EventName.MEDIA_ATTACHED, media=1, tag="video")
    made.add(0.2, EventName.REQUEST_STARTED, request="m", url="http://h:2/live/k.m3u8?t=1", leg="hls", kind="XHR")
    made.add(0.3, EventName.REQUEST_FAILED, request="m", error="net::ERR_FAILED", canceled=False, **how)
    assert explained(made) == [f"its request for /live/k.m3u8 {words}"]


def test_a_script_that_did_not_come_is_named() -> None:
    made = opened().add(
        0.05, EventName.REQUEST_STARTED, request="s", url="https://cdn.example/hls.js?v=1", kind="Script"
    )
    made.add(0.1, EventName.REQUEST_FAILED, request="s", error="net::ERR_NAME_NOT_RESOLVED", canceled=False)
    made.add(0.05, EventName.REQUEST_STARTED, request="i", url="https://cdn.example/logo.png", kind="Image")
    made.add(0.1, EventName.REQUEST_FAILED, request="i", error="net::ERR_NAME_NOT_RESOLVED", canceled=False)
    made.add(0.05, EventName.REQUEST_STARTED, request="o", url="http://h:1/app.js", kind="Script")
    made.add(0.1, EventName.REQUEST_ANSWERED, request="o", status=200, mime="")
    assert explained(made)[0] == "its script https://cdn.example/hls.js failed with net::ERR_NAME_NOT_RESOLVED"
    assert "logo" not in what_the_page_did(made.timeline())
    assert "app.js" not in what_the_page_did(made.timeline())
    plan = TrialPlan(id="t", experiment="e", title="T", rig=RigPlan(spec=PlayerSpec(title="T", url="http://h/")))
    assert "https://cdn.example/hls.js failed with net::ERR_NAME_NOT_RESOLVED" in why_unsteady(plan, made.timeline())


def test_a_media_element_that_failed_and_the_consoles_worst_word_are_told() -> None:
    made = opened().request(0.2, None, "/live/live/k.flv").add(0.1, EventName.MEDIA_ATTACHED, media=1, tag="video")
    made.add(0.3, EventName.MEDIA_FAILED, media=1, code=4, message="")
    made.add(0.2, EventName.CONSOLE_LOGGED, level="error", text="minor")
    made.add(0.4, EventName.CONSOLE_LOGGED, level="exception", text="TypeError:\n x is not a function")
    assert explained(made) == [
        "its media element failed with code 4 (no message)",
        "the console says: TypeError: x is not a function",
    ]


def test_a_player_in_a_frame_is_said_not_to_be_seen() -> None:
    made = opened().add(0.1, EventName.REQUEST_STARTED, request="f", url="http://h:2/in?key=k", kind="Document")
    assert explained(made)[0] == (
        "it has no media element of its own, but a frame with http://h:2/in: the lab sees no player in a frame, "
        "so test that page itself"
    )


def test_nothing_is_said_of_a_page_that_plays() -> None:
    plays = (
        healthy()
        .add(0.0, EventName.PAGE_OPENED, document="1", url="")
        .add(0.1, EventName.MEDIA_ATTACHED, media=1, tag="video")
    )
    assert what_the_page_did(plays.timeline()) == ""


def test_it_is_the_reason_of_a_trial_that_never_became_steady() -> None:
    rig = RigPlan(player="shop", spec=PlayerSpec(title="T", url="http://h/"))
    plan = TrialPlan(id="t", experiment="e.yaml", title="T", rig=rig)
    why = why_unsteady(plan, opened(500).timeline())
    assert "nothing was ever seen to play: the page was answered with 500; it has no media element" in why
