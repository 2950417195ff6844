"""The names of the legs."""

from typing import Literal, get_args

Leg = Literal["flv", "hls", "socket", "api", "ingest", "page", "redis"]
LEGS: tuple[Leg, ...] = get_args(Leg)
