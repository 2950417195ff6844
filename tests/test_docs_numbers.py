"""The numbers in the documents are those of the code: each is looked for in the passage that tells of the thing."""

import pytest

from chaoslab import clock
from chaoslab.evidence.picture.disturbance import STEADY_FOR, STEADY_SHARE
from chaoslab.evidence.picture.frames import STALL_AFTER
from chaoslab.evidence.picture.latency_slack import LATENCY_SLACK
from chaoslab.evidence.player import shown_states
from chaoslab.evidence.signalling import attempt_delays
from chaoslab.experiment.model import STEADY_WITHIN
from chaoslab.judge import judge
from chaoslab.probes import half_open_attempts, reconnect_peak, requests_after_end
from chaoslab.rig.media import origins
from chaoslab.rig.media.publisher import clip, sender
from chaoslab.rig.media.publisher.frame_code import BLOCKS, NUMBERS
from chaoslab.timeline.events import VIEWERS_STEP
from harness.settings import LARGEST, Settings
from harness.signalling.broadcasts import HISTORY
from harness.signalling.message import LONGEST
from tests.passages import figures, passage

KEYS = ("docs/experiments.md", "Keys")
PAINTED = ("docs/how-it-measures.md", "Painted frame numbers")
UNCERTAINTY = ("docs/how-it-measures.md", "Uncertainty")
DEFINITIONS = ("docs/how-it-measures.md", "Definitions")
RIG = ("docs/rig.md", "The rig")
NUMBER_BITS, CHECK_BITS = NUMBERS.bit_length() - 1, 8
GUARDS = BLOCKS - NUMBER_BITS - CHECK_BITS
GONE_AFTER = Settings.ping_interval + Settings.ping_timeout
BASELINE = 3  # seconds before the fault


@pytest.mark.parametrize(
    ("where", "names", "unit", "numbers"),
    [
        (KEYS, "| `steady-state` |", "s", [judge.STEADY_WINDOW, STEADY_WITHIN]),
        (KEYS, "| `latency-slack` |", "", [LATENCY_SLACK]),
        (KEYS, "`invalid`", "s", [STEADY_WITHIN]),
        (PAINTED, "checksum", "", [BLOCKS, NUMBER_BITS, CHECK_BITS, GUARDS]),
        (PAINTED, "clip", "s", [clip.SECONDS]),
        (UNCERTAINTY, "clock", "ms", [clock.CLOCK_UNCERTAINTY * 1000]),
        (
            UNCERTAINTY,
            "`XMLHttpRequest`",
            "ms",
            [clock.NETWORK_UNCERTAINTY * 1000, clock.CLOCK_UNCERTAINTY * 1000],
        ),
        (UNCERTAINTY, "WebSocket", "ms", [attempt_delays.UNCERTAINTY * 1000, attempt_delays.UNSEEN * 1000]),
        (UNCERTAINTY, "signalling server", "s", [VIEWERS_STEP]),
        (DEFINITIONS, "| `stall_count` |", "ms", [STALL_AFTER * 1000]),
        (DEFINITIONS, "| `recovered` |", "s", [STEADY_FOR, LATENCY_SLACK, BASELINE]),
        (DEFINITIONS, "| `recovered` |", "%", [STEADY_SHARE * 100]),
        (DEFINITIONS, "| `half_open_attempts` |", "s", [half_open_attempts.SILENCE]),
        (DEFINITIONS, "| `reconnect_peak` |", "s", [reconnect_peak.SPAN]),
        (DEFINITIONS, "| `requests_after_end` |", "s", [requests_after_end.GRACE]),
        (DEFINITIONS, "| `overlay_after_end` |", "s", [shown_states.SETTLES_WITHIN]),
        (RIG, "**Publisher.**", "s", [clip.SECONDS, sender.RETRY]),
        (RIG, "**Edge.**", "s", [origins.HLS_DISPOSE]),
        (RIG, "**Signalling.**", "s", [Settings.ping_interval, Settings.ping_timeout, GONE_AFTER]),
        (RIG, "`viewers.counted`", "s", [VIEWERS_STEP]),
        (RIG, "| chat messages", "", [Settings.messages, Settings.window]),
        (RIG, "| joins", "", [Settings.joins, Settings.window]),
        (RIG, "| a chat message |", "", [1, LONGEST]),
        (RIG, "| chat history", "", [HISTORY]),
        (RIG, "| a stream", "s", [Settings.forget_after]),
        (RIG, "| a message on the socket |", "bytes", [LARGEST]),
    ],
)
def test_a_number_in_the_docs_is_that_of_the_code(
    where: tuple[str, str], names: str, unit: str, numbers: list[float]
) -> None:
    told = figures(passage(*where, names), unit)
    assert sorted(told) == pytest.approx(sorted(set(numbers)))
