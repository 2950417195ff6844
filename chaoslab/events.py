"""The closed list of events that a timeline may hold, and the shape of one event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class EventName(StrEnum):
    """`source.past_tense`, each with the keys of its data; times in data are seconds, `*_at` are on the lab clock."""

    TRIAL_OPENED = "trial.opened"  # the page is about to be opened: zero of the trial {}
    TRIAL_PHASE_BEGAN = "trial.phase_began"  # {phase: baseline | method | recovery}
    TRIAL_STEADIED = "trial.steadied"  # the steady state held; all steps move by {shift} seconds
    TRIAL_CLOSED = "trial.closed"  # observation ended {}

    FAULT_INTENDED = "fault.intended"  # written and synced before the call {step, fault, settings}
    FAULT_INJECTED = "fault.injected"  # {step, fault, sent_at, returned_at}; `at` is sent_at
    FAULT_SEEN = "fault.seen"  # an independent witness saw the effect {step, fault, witness, detail}
    FAULT_LIFTED = "fault.lifted"  # {step, fault, sent_at, returned_at}; `at` is sent_at
    FAULT_STUCK = "fault.stuck"  # lifting failed {step, fault, error}

    CLOCK_MAPPED = "clock.mapped"  # {document, navigation_start, samples, violations, uncertainty}

    PAGE_OPENED = "page.opened"  # a document began {document, url}
    PAGE_HIDDEN = "page.hidden"  # {trusted}
    PAGE_SHOWN = "page.shown"  # {trusted}
    PAGE_CLOSED = "page.closed"  # pagehide {persisted}
    PAGE_CRASHED = "page.crashed"  # the renderer died {}
    TIMER_SAMPLED = "timer.sampled"  # once a second {worst_late, ticks}: lateness of a 50 ms timer

    MEDIA_ATTACHED = "media.attached"  # a media element appeared {media, tag}
    MEDIA_LOAD_BEGAN = "media.load_began"  # DOM loadstart {media, src}
    MEDIA_EMPTIED = "media.emptied"  # {media}
    MEDIA_METADATA_LOADED = "media.metadata_loaded"  # {media, width, height}
    MEDIA_PLAY_REQUESTED = "media.play_requested"  # DOM play {media}
    MEDIA_PLAYING = "media.playing"  # {media, position}
    MEDIA_WAITING = "media.waiting"  # stopped for lack of data {media, position}
    MEDIA_STALLED = "media.stalled"  # the DOM's `stalled`: fetching, nothing comes {media, position}
    MEDIA_PAUSED = "media.paused"  # {media, position}
    MEDIA_SEEKING = "media.seeking"  # {media, position}
    MEDIA_SEEKED = "media.seeked"  # {media, position}
    MEDIA_RATE_CHANGED = "media.rate_changed"  # {media, rate}
    MEDIA_ENDED = "media.ended"  # {media, position}
    MEDIA_FAILED = "media.failed"  # DOM error {media, code, message}
    MEDIA_SAMPLED = "media.sampled"  # every 250 ms {media, position, buffered_to, ready_state, paused, rate, dropped,
    #                                  total}

    FRAME_PRESENTED = "frame.presented"  # {media, painted (int | None), media_time, presented, width, height, cost}

    REQUEST_STARTED = "request.started"  # {request, url, leg, method, kind}
    REQUEST_ANSWERED = "request.answered"  # response headers {request, status, mime}
    REQUEST_FLOWED = "request.flowed"  # bytes of the body since the last one, at most each 100 ms {request, bytes}
    REQUEST_FINISHED = "request.finished"  # {request, bytes}
    REQUEST_FAILED = "request.failed"  # {request, error, canceled}

    FETCH_CALLED = "fetch.called"  # the page's own call, stamped in the page {call, url}
    FETCH_FAILED = "fetch.failed"  # the page learned that it, or its body, was lost {call, error}
    FETCH_ENDED = "fetch.ended"  # the page read its body to the end {call}

    SOCKET_ASKED = "socket.asked"  # the page made a WebSocket, stamped in the page {url}
    SOCKET_OPENED = "socket.opened"  # {socket, url, leg}
    SOCKET_SENT = "socket.sent"  # {socket, text}
    SOCKET_RECEIVED = "socket.received"  # {socket, text}
    SOCKET_CLOSED = "socket.closed"  # {socket}

    VIEWERS_COUNTED = "viewers.counted"  # the signalling server's own count of the stream, on change {count, shared:
    #                                      whether Redis answers the server, where there is one}

    STATE_SHOWN = "state.shown"  # a chosen DOM state became visible {state}
    STATE_HIDDEN = "state.hidden"  # {state}
    CONSOLE_LOGGED = "console.logged"  # {level, text}
    MARK_MADE = "mark.made"  # the player's own words, window.chaoslab.mark {name, data}; no verdict reads them

    PUBLISHER_STARTED = "publisher.started"  # connected {mode, fps, clip_frames}
    PUBLISHER_FRAME_SENT = "publisher.frame_sent"  # {frame, painted}
    PUBLISHER_STOPPED = "publisher.stopped"  # {reason}

    SHOT_TAKEN = "shot.taken"  # {phase, file}
    RECORDER_LOST = "recorder.lost"  # a hole in the recorder's numbering {expected, got}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `at` is seconds on the lab clock (time.monotonic of the machine)."""

    at: float
    name: EventName
    data: Mapping[str, Any] = field(default_factory=dict)


Sink = Callable[[Event], None]
