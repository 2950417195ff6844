"""Small pieces of English that sentences about a trial are made of: seconds, lists, faults."""

from collections.abc import Mapping
from types import MappingProxyType

from chaoslab.english import listed
from chaoslab.experiment.method.step import Step

# A fault in three voices: what happened, what was meant to happen, and as a name. Others fall back on their key.
# `{was}` stands where several legs take `were`.
_FAULTS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "audio_loss": ("the sound stopped", "the sound was to stop", "no sound"),
        "bandwidth": ("{leg} {was} narrow", "{leg} {was} to be narrow", "{leg} narrow"),
        "bitrate_surge": ("the bit rate surged", "the bit rate was to surge", "bit rate surging"),
        "blackhole": ("{leg} swallowed what was asked", "{leg} {was} to swallow what was asked", "{leg} black-holed"),
        "close_connection": ("{leg} {was} closed", "{leg} {was} to be closed", "{leg} closed"),
        "connect_refused": ("{leg} refused new connections", "{leg} {was} to refuse new connections", "{leg} refusing"),
        "cpu_throttle": ("the page was slowed down", "the page was to be slowed down", "page slowed down"),
        "flapping": ("{leg} went down and up", "{leg} {was} to go down and up", "{leg} flapping"),
        "http_abort": ("requests to {leg} were aborted", "requests to {leg} were to be aborted", "{leg} aborting"),
        "http_delay": ("answers from {leg} came late", "answers from {leg} were to come late", "{leg} late"),
        "http_status": (
            "requests to {leg} were answered with errors",
            "requests to {leg} were to be answered with errors",
            "{leg} in error",
        ),
        "http_truncate": ("answers from {leg} broke off", "answers from {leg} were to break off", "{leg} truncated"),
        "keyframe_starvation": ("no keyframe came", "keyframes were to be left out", "no keyframes"),
        "kick_viewer": ("the origin cut its viewers", "the origin was to cut its viewers", "viewers kicked"),
        "latency": ("{leg} {was} delayed", "{leg} {was} to be delayed", "{leg} delayed"),
        "limit_data": ("{leg} {was} limited", "{leg} {was} to be limited", "{leg} limited"),
        "missing_segment": ("segments were missing", "segments were to be missing", "segments missing"),
        "network_trace": ("{leg} followed a trace", "{leg} {was} to follow a trace", "{leg} on a trace"),
        "offline": ("the network was lost", "the network was to be lost", "offline"),
        "origin_kill": ("the origin was killed", "the origin was to be killed", "origin killed"),
        "origin_pause": ("the origin stood still", "the origin was to stand still", "origin paused"),
        "origin_restart": ("the origin was restarted", "the origin was to be restarted", "origin restarted"),
        "proxy_down": ("{leg} {was} cut", "{leg} {was} to be cut", "{leg} cut"),
        "publisher_kill": ("the publisher was killed", "the publisher was to be killed", "publisher killed"),
        "publisher_pause": ("the publisher paused", "the publisher was to pause", "publisher paused"),
        "publisher_stop": ("the publisher stopped", "the publisher was to stop", "publisher stopped"),
        "redis_down": ("Redis died", "Redis was to die", "Redis dead"),
        "reset_connection": ("{leg} {was} reset", "{leg} {was} to be reset", "{leg} reset"),
        "resolution_switch": (
            "the size of the picture changed",
            "the size of the picture was to change",
            "another size",
        ),
        "server_restart": ("the signalling server died", "the signalling server was to die", "signalling server dead"),
        "slicer": ("{leg} came in small pieces", "{leg} {was} to come in small pieces", "{leg} sliced"),
        "slow_close": ("{leg} {was} slow to close", "{leg} {was} to be slow to close", "{leg} slow to close"),
        "socket_delay": ("messages came late", "messages were to come late", "messages late"),
        "socket_drop": ("the sockets were dropped", "the sockets were to be dropped", "sockets dropped"),
        "socket_event_loss": ("messages were lost", "messages were to be lost", "messages lost"),
        "stale_playlist": ("the playlist stood still", "the playlist was to stand still", "stale playlist"),
        "stream_end": ("the broadcast ended", "the broadcast was to end", "broadcast over"),
        "tab_discard_reload": ("the tab was discarded", "the tab was to be discarded", "tab discarded"),
        "tab_freeze": ("the tab was frozen", "the tab was to be frozen", "tab frozen"),
        "tab_hide": ("the tab was hidden", "the tab was to be hidden", "tab hidden"),
        "timeout": ("{leg} fell silent", "{leg} {was} to fall silent", "{leg} silent"),
        "timestamp_jump": ("the timestamps leapt", "the timestamps were to leap", "timestamps leaping"),
        "video_loss": ("no picture was sent", "pictures were to be left out", "no pictures"),
    }
)
_ANY_FAULT = ("{fault} hit {leg}", "{fault} was to hit {leg}", "{fault} on {leg}")
_LEGS = {
    "flv": "FLV",
    "hls": "HLS",
    "socket": "the socket",
    "api": "the API",
    "ingest": "the ingest",
    "page": "the page",
    "redis": "Redis",
}


def fault_happened(step: Step) -> str:
    """`FLV was cut`."""
    return _fault(step, 0)


def fault_was_meant(step: Step) -> str:
    """`FLV was to be cut`."""
    return _fault(step, 1)


def fault_named(step: Step) -> str:
    """`FLV cut`."""
    return _fault(step, 2)


def _fault(step: Step, voice: int) -> str:
    given = step.settings.get("leg") or step.settings.get("path") or "the rig"
    legs = [str(leg) for leg in given] if isinstance(given, list | tuple) else [str(given)]
    leg = listed([_LEGS.get(leg, leg) for leg in legs] or ["the rig"])
    form = _FAULTS.get(step.fault, _ANY_FAULT)[voice].replace("{was}", "were" if len(legs) > 1 else "was")
    return form.replace("{fault}", step.fault.replace("_", " ")).replace("{leg}", leg)
