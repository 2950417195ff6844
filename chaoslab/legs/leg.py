"""The legs: the paths between player, harness and origin that can be harmed one by one."""

from typing import Literal, get_args

Leg = Literal["flv", "hls", "socket", "api", "ingest", "page", "redis"]
LEGS: tuple[Leg, ...] = get_args(Leg)
