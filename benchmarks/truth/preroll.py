"""A moving picture that is not the stream's: an advertisement without painted numbers."""

import io
from fractions import Fraction

import av
import numpy as np

FPS = 30
SECONDS = 4  # looped by the pages
WIDTH, HEIGHT = 640, 360
_BAR = 40  # pixels


def preroll() -> bytes:
    """An mp4 of some seconds: a bar that wanders over a grey ground."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "crf": "30"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, FPS)
        for number in range(FPS * SECONDS):
            picture = np.full((HEIGHT, WIDTH, 3), 110, dtype=np.uint8)
            left = number * 4 % (WIDTH - _BAR)
            picture[:, left : left + _BAR] = (200, 120, 40)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return file.getvalue()
