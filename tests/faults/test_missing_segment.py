"""Missing segment: its act on the harness, and its witness on made timelines."""

import pytest

from chaoslab.faults.missing_segment import MissingSegment
from chaoslab.world.http_harm import Harm
from tests.faults.fake_world import FakeWorld
from tests.faults.http_scene import ON, healthy_hls
from tests.made_timeline import ZERO

FAULT = MissingSegment(share=0.5, seed=4)


async def test_it_lets_segments_be_missing_each_time_they_are_asked_for() -> None:
    world = FakeWorld()
    await FAULT.inject(world)
    await FAULT.lift(world)
    (_, name, harm), mended = world.calls
    act = {"kind": "status", "status": 404}
    assert harm == Harm(act, path="/hls/*.ts", share=0.5, seed=4, by_path=True)
    assert mended == ("mend", name)


def test_a_segment_that_the_playlist_names_and_that_is_not_there_is_the_witness() -> None:
    sighting = FAULT.witness(healthy_hls().asks(6.5, "/hls/k-10.ts", status=404).timeline(), ON)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.51)
    assert sighting.detail == "404 on /hls/k-10.ts, which the playlist names"


def test_there_is_no_witness_if_all_goes_well() -> None:
    assert FAULT.witness(healthy_hls().timeline(), ON) is None


@pytest.mark.parametrize("gone", ["/hls/k-5.ts", "/hls/k-6.ts", "/hls/k-11.ts"])
def test_a_segment_that_may_have_left_the_playlist_or_is_not_in_it_yet_is_no_witness(gone: str) -> None:
    assert FAULT.witness(healthy_hls().asks(6.5, gone, status=404).timeline(), ON) is None


def test_before_and_after_the_fault_nothing_counts() -> None:
    made = healthy_hls().asks(3.5, "/hls/k-7.ts", status=404).asks(11.5, "/hls/k-15.ts", status=404)
    assert FAULT.witness(made.timeline(), ON) is None


def test_it_takes_a_count_or_a_share() -> None:
    with pytest.raises(ValueError, match="takes count or share, not both"):
        MissingSegment(count=1, share=0.5)
