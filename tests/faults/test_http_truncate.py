"""HTTP truncate: its act on the harness, and its witness on made timelines."""

import pytest

from chaoslab.faults.http_truncate import HttpTruncate
from tests.faults.fake_world import FakeWorld
from tests.faults.http_scene import ON, healthy_hls
from tests.made_timeline import ZERO

BROKEN, CLEAN = HttpTruncate(leg="hls", bytes=20_000), HttpTruncate(leg="hls", bytes=20_000, end="clean")
ERROR = "net::ERR_CONTENT_LENGTH_MISMATCH"


async def test_it_truncates_with_either_end() -> None:
    world = FakeWorld()
    await BROKEN.inject(world)
    await CLEAN.inject(world)
    await CLEAN.lift(world)
    acts = [call[2].act for call in world.calls[:2]]  # type: ignore[attr-defined]
    assert acts == [{"kind": "truncate", "bytes": 20_000, "clean": clean} for clean in (False, True)]
    assert world.calls[2] == ("mend", world.calls[1][1])


def test_exactly_that_many_bytes_and_a_broken_end_are_the_witness() -> None:
    timeline = healthy_hls().asks(6.5, body=20_000, error=ERROR).timeline()
    sighting = BROKEN.witness(timeline, ON)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.53)
    assert sighting.detail == f"{ERROR} after 20000 bytes of /hls/k-9.ts"
    assert CLEAN.witness(timeline, ON) is None


def test_exactly_that_many_bytes_and_a_clean_end_are_the_witness() -> None:
    timeline = healthy_hls().asks(6.5, body=20_000).timeline()
    sighting = CLEAN.witness(timeline, ON)
    assert sighting is not None and sighting.detail == "a clean end after 20000 bytes of /hls/k-9.ts"
    assert BROKEN.witness(timeline, ON) is None


def test_there_is_no_witness_if_all_goes_well() -> None:
    assert BROKEN.witness(healthy_hls().timeline(), ON) is None
    assert CLEAN.witness(healthy_hls().timeline(), ON) is None


def test_another_number_of_bytes_is_no_witness() -> None:
    made = healthy_hls().asks(6.5, body=19_999, error=ERROR).asks(6.6, body=20_001)
    assert BROKEN.witness(made.timeline(), ON) is None
    assert CLEAN.witness(made.timeline(), ON) is None


def test_bodies_that_were_that_long_anyway_are_no_witness() -> None:
    made = healthy_hls().asks(2.5, body=20_000).asks(6.5, body=20_000)
    assert CLEAN.witness(made.timeline(), ON) is None


def test_a_refusal_of_that_length_is_no_witness() -> None:
    assert CLEAN.witness(healthy_hls().asks(6.5, body=20_000, status=404).timeline(), ON) is None


def test_it_says_which_end() -> None:
    assert BROKEN.in_words() == "bodies on the hls leg end after 20000 bytes, with the connection"
    assert CLEAN.in_words() == "bodies on the hls leg end after 20000 bytes, as if that were all"
