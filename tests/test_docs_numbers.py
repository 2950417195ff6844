"""The numbers in the documents are those of the code."""

import pytest

from chaoslab import clock
from chaoslab.evidence.picture.disturbance import LATENCY_SLACK, STEADY_FOR, STEADY_SHARE
from chaoslab.evidence.picture.frames import STALL_AFTER
from chaoslab.evidence.player import shown_states
from chaoslab.evidence.signalling import attempt_delays, viewer_counts
from chaoslab.judge import judge
from chaoslab.probes import half_open_trials, reconnect_peak, requests_after_end
from chaoslab.rig.media import origins
from chaoslab.rig.media.publisher import clip, sender
from chaoslab.rig.media.publisher.frame_code import BLOCKS
from chaoslab.rig.signalling import viewers_watch
from chaoslab.run import trial
from harness.settings import LARGEST, Settings
from harness.signalling.broadcasts import HISTORY
from harness.signalling.message import LONGEST
from tests.test_docs import read


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("docs/experiments.md", f"must hold for {judge.STEADY_WINDOW:g} s before the first fault"),
        ("docs/experiments.md", f"not reached within {trial.STEADY_DEADLINE:g} s"),
        ("docs/how-it-measures.md", f"Times of {STALL_AFTER * 1000:g} ms or more without a new picture"),
        ("docs/how-it-measures.md", f"{STEADY_FOR:g} s at {STEADY_SHARE:.0%} or more".replace("%", " %")),
        ("docs/how-it-measures.md", f"within {LATENCY_SLACK:g} s of the 3 s before the fault"),
        ("docs/how-it-measures.md", f"- {clock.CLOCK_UNCERTAINTY * 1000:g} ms for the page's clock"),
        ("docs/how-it-measures.md", f"- {clock.NETWORK_UNCERTAINTY * 1000:g} ms instead of"),
        ("docs/how-it-measures.md", f"- {attempt_delays.UNCERTAINTY * 1000:g} ms for a delay of a WebSocket"),
        (
            "docs/how-it-measures.md",
            f"or {attempt_delays.UNSEEN * 1000:g} ms for one that the page was not seen to make",
        ),
        (
            "docs/how-it-measures.md",
            f"- {viewer_counts.LOOKS_EVERY:g} s for what is read from the signalling server's own",
        ),
        ("docs/how-it-measures.md", f"between two pauses of {half_open_trials.SILENCE:g} s or more"),
        ("docs/how-it-measures.md", f"Most attempts within any {reconnect_peak.SPAN:g} s"),
        ("docs/how-it-measures.md", f"made, later than {requests_after_end.GRACE:g} s after `stream:ended`"),
        ("docs/how-it-measures.md", f"shown later than {shown_states.SETTLES_WITHIN:g} s after `stream:ended`"),
        ("docs/how-it-measures.md", f"{BLOCKS} black or white blocks"),
        ("docs/how-it-measures.md", f"repeats its numbers each {clip.SECONDS} s"),
        ("docs/rig.md", f"goes after {origins.HLS_DISPOSE:g} s"),
        ("docs/rig.md", f"connects again {sender.RETRY:g} s after each loss"),
        ("docs/rig.md", f"| {Settings.messages} in any {Settings.window:g} s |"),
        ("docs/rig.md", f"| {Settings.joins} in any {Settings.window:g} s |"),
        ("docs/rig.md", f"forgotten after {Settings.forget_after:g} s"),
        ("docs/rig.md", f"pings each {Settings.ping_interval:g} s and waits {Settings.ping_timeout:g} s"),
        ("docs/rig.md", f"1 to {LONGEST} characters, in one line"),
        ("docs/rig.md", f"{HISTORY} messages"),
        ("docs/rig.md", f"| {LARGEST} bytes;"),
        ("docs/rig.md", f"asks the server itself for it, each {viewers_watch.EVERY:g} s"),
    ],
)
def test_a_number_in_the_docs_is_that_of_the_code(page: str, words: str) -> None:
    assert words in " ".join(read(page).split())


def test_the_probes_know_how_often_the_server_is_asked() -> None:
    assert viewer_counts.LOOKS_EVERY == viewers_watch.EVERY
