"""The claims about the stack, each with the id that experiments name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that experiments can prove or disprove."""

    id: str
    says: str


CLAIMS = tuple(
    Claim(*claim)
    for claim in (
        ("P1", "FLV first; after a failure three retries after 1, 2 and 4 s, then HLS"),
        ("P2", "a stall watchdog reopens a stream 5 to 6 s after its last picture"),
        ("P3", "after five failed reconnects an error is shown and nothing is requested again"),
        ("P4", "10 s of stable play allow three new FLV retries"),
        ("P5", "a tab that comes back is live again, or loads again when nothing is buffered"),
        ("P6", "the spinner is shown after 2 s of buffering, and not before"),
        ("P7", "a stream that has not begun is waited for; only one that has played is shown as retrying"),
        ("P8", "a broadcast that has ended stays ended: no overlay, no chat, no request"),
        ("P9", "a player that recovered is within 2 s of its live latency before the fault"),
        ("S1", "the streaming socket makes ten attempts after 0.5 s doubling up to 4 s, each within 40 %"),
        ("S2", "the chat socket does the same, then rests for 30 s"),
        ("S3", "a circuit breaker opens for 60 s after five failures in a row, then lets one attempt through"),
        ("S4", "viewers who lost the server together come back under a declared peak"),
        ("S5", "a new socket joins the stream again, so that the viewer count is right"),
        ("S6", "a dead client is counted for pingInterval + pingTimeout at most"),
        ("S7", "a client gets at most 20 chat messages and 10 joins and leaves through in 10 s"),
        ("S8", "signalling survives an outage of Redis"),
        ("O1", "the origin serves HTTP-FLV and HLS of one RTMP stream"),
        ("O2", "media are laid out as /live/live/KEY.flv and /hls/KEY.m3u8, FLV unbuffered"),
        ("O3", "caching segments at the edge takes about 60 % of the load off the origin at 300 viewers"),
        ("O4", "more worker processes raise the throughput of the edge"),
        ("O5", "per-address limits hit all viewers behind one NAT"),
        ("O6", "the heartbeat of SRS reaches the backend"),
        ("O7", "HTTP keep-alive outlasts the load balancer's idle time"),
        ("O8", "500 viewers at once play without saturating the origin's CPU"),
        ("O9", "hours with an active encoder show no drift, leak or growing latency"),
        ("O10", "the database pool holds under a burst of 200 purchases"),
        ("O11", "the API answers 99 % of 25 requests a second within 10 ms"),
        ("O12", "500 viewers take less than 5 MB of Redis"),
        ("O13", "metrics reach Prometheus and Grafana"),
    )
)
