"""The words that the lab itself writes as whole values, which no secret of the same letters may break."""

from functools import cache

from chaoslab import plugins

_PACKAGES = ("faults", "conditions", "probes", "rig.media.origins")
_OTHERS = {
    "passed", "failed", "invalid", "not_injected", "error",
    "baseline", "method", "recovery", "start", "lift",
    "reference", "chromium", "embedded",
    "flv", "hls", "socket", "api", "ingest", "redis", "page",
    "waiting", "spinner", "retrying", "ended", "chat_open", "playing",
}  # fmt: skip


@cache
def own_words() -> frozenset[str]:
    """Outcomes, phases, legs, states of a page, and the names of faults, probes, conditions and origins."""
    return frozenset(_OTHERS.union(*(plugins.names(f"chaoslab.{package}") for package in _PACKAGES)))
