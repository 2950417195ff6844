"""Network trace: its settings and its file, its acts on the legs, and its witness on made timelines."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.faults.network_trace import NetworkTrace
from chaoslab.plan.make import Choices, read_plans
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.injection import Injection
from chaoslab.traces import Change, Schedule, Trace
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

ROWS = ((0.0, 8000.0, 20.0), (3.0, 320.0, 80.0), (7.0, 80.0), (9.0, 8000.0))
RIDE = Injection(0, ZERO + 5.0, ZERO + 5.01, ZERO + 17.0)
FLV = "/live/live/k.flv"
INF = float("inf")
EXPERIMENT = """
title: A ride
method:
  - {at: 4, lasting: 9, fault: {network_trace: {leg: flv, file: ride.csv}}}
expect:
  - recovered: true
"""


def stream(*during: int) -> Made:
    """A stream of 100 KB/s that brings this many bytes every 0.1 s, wide, narrow, narrower and wide again."""
    made = Made(24.0).request(0.1, None, FLV).flows(0.2, 5.0, size=10_000)
    for start, end, size in zip((5.0, 8.0, 12.0, 14.0), (8.0, 12.0, 14.0, 17.0), during, strict=True):
        made.flows(start, end, size=size)
    return made.flows(17.0, 24.0, size=10_000)


async def test_each_leg_follows_the_trace_until_it_is_lifted() -> None:
    world, fault = FakeWorld(), NetworkTrace(leg=("flv", "hls"), rows=ROWS, end=12.0)
    await fault.inject(world)
    await fault.lift(world)
    changes = (Change(0, 8000, 20), Change(3, 320, 80), Change(7, 80), Change(9, 8000))
    played = Schedule(Trace(changes, 12.0))
    assert world.calls == [("follow", "flv", played), ("follow", "hls", played), ("leave", "flv"), ("leave", "hls")]


def test_the_browser_whose_stream_had_the_rates_of_the_trace_is_the_witness() -> None:
    sighting = NetworkTrace(leg="flv", rows=ROWS).witness(stream(10_000, 4000, 1000, 20_000).timeline(), RIDE)
    assert sighting is not None and sighting.witness == "browser"
    assert sighting.at == pytest.approx(ZERO + 8.0)


def test_a_stream_that_flows_as_before_is_no_witness() -> None:
    assert NetworkTrace(leg="flv", rows=ROWS).witness(stream(*[10_000] * 4).timeline(), RIDE) is None


def test_of_several_legs_one_that_is_seen_is_enough() -> None:
    made = stream(10_000, 4000, 1000, 20_000).timeline()
    assert NetworkTrace(leg=("hls", "flv"), rows=ROWS).witness(made, RIDE) is not None
    assert NetworkTrace(leg=("hls", "api"), rows=ROWS).witness(made, RIDE) is None


def test_of_a_narrow_ingest_the_labs_own_viewer_is_the_witness() -> None:
    fault = NetworkTrace(leg="ingest", rows=ROWS)
    assert fault.needs().watched
    narrow = Made(24.0).viewed(0, 8).viewed(8, 12, bytes=10_000).viewed(12, 14, bytes=2500).viewed(14, 24)
    sighting = fault.witness(narrow.timeline(), RIDE)
    assert sighting is not None and sighting.witness == "viewer"
    assert sighting.detail.startswith("the stream came at ")


def test_pictures_that_come_late_while_the_origin_gets_all_are_no_sign_of_a_narrow_ingest() -> None:
    made = Made(24.0).viewed(0, 24).shows(0.5, 8.0, latency=0.8).shows(8.0, 12.0, latency=1.5)
    assert NetworkTrace(leg="ingest", rows=ROWS).witness(made.timeline(), RIDE) is None


def test_it_holds_every_leg_that_it_is_about() -> None:
    assert NetworkTrace(leg=("flv", "hls"), rows=ROWS).holds() == {"the flv leg", "the hls leg"}
    assert NetworkTrace(leg="flv", rows=ROWS).holds() == {"the flv leg"}


def test_the_sentence_gives_the_range_that_is_played_and_the_length_of_a_round() -> None:
    fault = NetworkTrace(leg=("flv", "hls"), rows=ROWS, file="ride.csv", end=12.0, speed=2, latency=10)
    assert fault.in_words() == (
        "the flv and hls legs follow ride.csv (80 to 8000 kbit/s, up to 90 ms late, every 6 s)"
    )  # fmt: skip
    constant = NetworkTrace(leg="flv", rows=((0, 600),), file="half")
    assert constant.in_words() == "the flv leg follows half (600 kbit/s throughout)"
    once = NetworkTrace(leg="flv", rows=ROWS, end=12.0, loop=False)
    assert once.in_words() == "the flv leg follows a trace (80 to 8000 kbit/s, up to 80 ms late, once, 12 s)"


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"leg": "flv"}, "needs one of file"),
        ({"leg": "redis", "file": "x"}, "'flv', 'hls'"),
        ({"leg": ["flv", "flv"], "file": "x"}, "leg names the same leg twice"),
        ({"leg": [], "file": "x"}, "at least 1 item"),
        ({"leg": "flv", "rows": [[1, 80]]}, "rows: the first row begins at 1 s, not at 0"),
        ({"leg": "flv", "rows": [[0, 80], [0, 40]]}, "rows: row 2 begins at 0 s, not after the row before it"),
        ({"leg": "flv", "rows": [[0, 80], [1, -4]]}, "rows: row 2: kbit_per_s is -4; it must be from 0"),
        ({"leg": "flv", "rows": [[0, 80], [1, 40]], "start": 2}, "start is 2 s, but the trace ends at 2 s"),
        ({"leg": "flv", "rows": [[0, 80], [1, 40]], "speed": 20}, "changes come 0.05 s apart as it is played"),
        ({"leg": "flv", "rows": [[0, 80, 60000]], "latency": 1}, "delays add up to 60001 ms; the limit is 60000 ms"),
        ({"leg": "flv", "rows": [[0, 80], [1, 40]], "end": INF}, "Input should be a finite number"),
        ({"leg": "flv", "rows": [[0, 80], [INF, 40]]}, "Input should be a finite number"),
        ({"leg": "flv", "rows": [[0, 80], [1, 40]], "end": 1e308}, "the trace ends at 1e+308 s; the limit is 604800 s"),
        ({"leg": "flv", "rows": [[0, 80], [604801, 40]]}, "row 2: begins 604801 s after the first one; the limit is"),
        ({"leg": "flv", "file": "x", "speed": 0}, "greater than or equal to 0.01"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_played_are_refused(settings: dict[str, object], problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NetworkTrace.model_validate(settings)
    assert problem in str(refused.value)


def test_a_file_and_rows_are_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="takes file or rows, not both"):
        NetworkTrace(leg="flv", rows=ROWS, file="ride.csv").at_hand(tmp_path)


def test_a_part_that_the_file_does_not_have_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ride.csv").write_text("seconds,kbit_per_s\n0,80\n5,40\n")
    with pytest.raises(UsageError, match=r"ride\.csv: start is 10 s, but the trace ends at 10 s"):
        NetworkTrace(leg="flv", file="ride.csv", start=10).at_hand(tmp_path)


@given(st.lists(st.integers(1, 6000), min_size=1, max_size=60).map(sorted))
def test_every_trace_of_mahimahi_can_be_played_whenever_it_ends(stamps: list[int]) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "ride").write_text("".join(f"{stamp}\n" for stamp in stamps))
        complete = NetworkTrace(leg="flv", file="ride").at_hand(Path(folder))
    assert complete.schedule().round == pytest.approx(stamps[-1] / 1000)


def test_a_trace_that_goes_on_for_more_than_a_week_is_refused_unless_it_is_cut(tmp_path: Path) -> None:
    (tmp_path / "ride.csv").write_text("seconds,kbit_per_s\n0,80\n600000,40\n")
    with pytest.raises(UsageError, match=r"ride\.csv: the trace ends at 1\.2e\+06 s; the limit is 604800 s, a week"):
        NetworkTrace(leg="flv", file="ride.csv").at_hand(tmp_path)
    assert NetworkTrace(leg="flv", file="ride.csv", end=600_001).at_hand(tmp_path).end == 600_001


def plan_of(folder: Path, *, ride: str) -> TrialPlan:
    (folder / "ride.csv").write_text(ride)
    (folder / "a.yaml").write_text(EXPERIMENT)
    return read_plans([folder / "a.yaml"], Choices())[0]


def test_the_plan_holds_the_trace_and_is_carried_out_without_the_file(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ride="500\n1000\n")  # of Mahimahi
    (tmp_path / "ride.csv").unlink()
    (step,) = TrialPlan.model_validate_json(plan.model_dump_json()).steps
    fault = NetworkTrace.model_validate(json.loads(json.dumps(step.settings)))
    assert fault.schedule() == Schedule(Trace((Change(0, 0.0), Change(0.5, 48.0)), 1.0))
    assert fault.in_words().startswith("the flv leg follows ride.csv (0 to 48 kbit/s")


def test_a_file_that_is_no_trace_is_refused_with_its_line_and_that_of_the_step(tmp_path: Path) -> None:
    with pytest.raises(ExperimentInvalid) as refused:
        plan_of(tmp_path, ride="seconds,kbit_per_s\n0,80\n1,fast\n")
    assert f"{tmp_path}/a.yaml:4: " in str(refused.value)
    assert f"{tmp_path}/ride.csv:3: kbit_per_s is not a number" in str(refused.value)
    assert "\n" not in str(refused.value)
