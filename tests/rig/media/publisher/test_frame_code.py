"""The painted frame number: every number comes back, and no damage goes unnoticed."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaoslab.rig.media.publisher import frame_code
from chaoslab.rig.media.publisher.picture import paint_code
from chaoslab.setup.places import ROOT

VECTORS = ROOT / "chaoslab/rig/browser/recorder/vectors/frame_code.json"
numbers = st.integers(0, frame_code.NUMBERS - 1)


@given(numbers)
def test_a_number_comes_back(number: int) -> None:
    assert frame_code.decode(frame_code.bits(number)) == number


@given(numbers, st.integers(0, frame_code.BLOCKS - 1))
def test_one_wrong_block_is_noticed(number: int, wrong: int) -> None:
    blocks = list(frame_code.bits(number))
    blocks[wrong] ^= 1
    assert frame_code.decode(blocks) is None


@given(numbers, st.integers(2, 28), st.integers(2, 8))
def test_a_torn_stretch_of_up_to_eight_blocks_is_noticed(number: int, start: int, length: int) -> None:
    blocks = list(frame_code.bits(number))
    stretch = slice(start, min(start + length, 30))
    blocks[stretch] = [1 - block for block in blocks[stretch]]
    assert frame_code.decode(blocks) is None


def test_an_all_black_or_all_white_strip_says_nothing() -> None:
    assert frame_code.decode([0] * frame_code.BLOCKS) is None
    assert frame_code.decode([1] * frame_code.BLOCKS) is None


def test_the_recorder_and_the_publisher_share_their_vectors() -> None:
    vectors = json.loads(VECTORS.read_text())
    assert len(vectors) >= 8
    for vector in vectors:
        assert list(frame_code.bits(vector["number"])) == vector["bits"]


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="1048576 does not fit"):
        frame_code.bits(frame_code.NUMBERS)


@pytest.mark.parametrize(("width", "height"), [(640, 360), (320, 180), (1280, 720)])
def test_the_strip_is_read_back_from_the_middle_of_its_blocks(width: int, height: int) -> None:
    luma = np.full((height, width), 80, dtype=np.uint8)
    paint_code(luma, 699050)
    across, down = frame_code.block_size(width, height)
    middles = [luma[down // 2, across * block + across // 2] for block in range(frame_code.BLOCKS)]
    assert frame_code.decode([int(middle > 127) for middle in middles]) == 699050
    assert (luma[down:] == 80).all()
    assert (luma[:, across * frame_code.BLOCKS :] == 80).all()
