"""What the scripted player will do in one cycle, drawn from a seed."""

import random
from dataclasses import asdict, dataclass
from typing import Any

FPS = 30.0  # frames a second of the stream that the page pretends to show
_ENDLESS_MS = 600_000


@dataclass(frozen=True, slots=True)
class Script:
    """Times in milliseconds; the page notes when each thing really happened, since its own timers are late too."""

    id: int
    startup_ms: float  # opening → first picture
    cut_ms: float  # request for FLV → its end
    latency_ms: float
    retry_waits_ms: tuple[float, ...]  # loss → next request, each refused
    decide_ms: float  # last loss → request for HLS
    fill_ms: float  # last byte of HLS → first picture
    hls_latency_ms: float
    tail_ms: float  # first HLS picture → end
    socket_waits_ms: tuple[float, ...]  # loss of the WebSocket → next one

    def for_page(self, **more: Any) -> dict[str, Any]:
        """As the page reads it, with `…Ms`."""
        fields = {_camel(name): value for name, value in asdict(self).items()}
        return {**fields, "fps": FPS, "endlessMs": _ENDLESS_MS, **more}


def draw(number: int, dice: random.Random) -> Script:
    """The script of a cycle, about 5 s long."""
    return Script(
        id=number,
        startup_ms=dice.uniform(100, 900),
        cut_ms=dice.uniform(2000, 2600),
        latency_ms=dice.uniform(300, 4000),
        retry_waits_ms=(dice.uniform(100, 700), dice.uniform(300, 1500)),
        decide_ms=dice.uniform(0, 200),
        fill_ms=dice.uniform(50, 500),
        hls_latency_ms=dice.uniform(1000, 6000),
        tail_ms=700,
        socket_waits_ms=(dice.uniform(100, 700), dice.uniform(300, 1200)),
    )


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
