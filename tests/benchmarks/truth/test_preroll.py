"""The advertisement: a moving picture as long as said, which a browser can play."""

import io
from itertools import pairwise

import av

from benchmarks.truth.preroll import FPS, SECONDS, preroll


def test_the_advertisement_moves_for_as_long_as_it_says() -> None:
    with av.open(io.BytesIO(preroll()), "r") as container:
        stream = container.streams.video[0]
        pictures = [frame.to_ndarray(format="gray").tobytes() for frame in container.decode(stream)]
        assert stream.codec_context.name == "h264"
    assert len(pictures) == FPS * SECONDS
    assert all(one != other for one, other in pairwise(pictures))
