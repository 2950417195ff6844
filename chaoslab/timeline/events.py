"""The closed list of events that a timeline may hold, and the shape of one event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

FLOW_STEP = 0.1  # seconds between two `request.flowed`; the last bytes before a silence are noted up to that much early
VIEWERS_STEP = 0.25  # seconds between two queries for `viewers.counted`; a change is noted up to that much late
MACHINE_STEP = 1.0  # seconds that a `machine.sampled` looks back
PARTS_STEP = 0.5  # seconds between two `parts.sampled`; a stop is noted up to that much late
MEDIA_STEP = 0.25  # seconds between two `media.sampled`


class EventName(StrEnum):
    """`source.past_tense`, each with the keys of its data; times in data are seconds, `*_at` are on the lab clock."""

    TRIAL_OPENED = "trial.opened"  # the page is about to be opened: zero of the trial {latency_slack}
    TRIAL_PHASE_BEGAN = "trial.phase_began"  # {phase: baseline | method | recovery}
    TRIAL_STEADIED = "trial.steadied"  # the steady state held; all steps move by {shift} seconds
    TRIAL_CLOSED = "trial.closed"  # observation ended {}

    CONDITION_MET = (
        "condition.met"  # what a step waited for has happened {step, edge: start | lift, condition, known_at}
    )
    CONDITION_MISSED = "condition.missed"  # it did not happen in time {step, edge: start | lift, condition, within}

    FAULT_INTENDED = "fault.intended"  # written and synced before the call {step, fault, settings}
    FAULT_INJECTED = "fault.injected"  # {step, fault, sent_at, returned_at}; `at` is sent_at
    FAULT_DOUBTED = "fault.doubted"  # the player has not used what it will harm {step, fault, why}
    FAULT_SKIPPED = "fault.skipped"  # never injected, so the trial ends {step, fault, why}
    FAULT_SEEN = "fault.seen"  # an independent witness saw the effect {step, fault, witness, detail}
    FAULT_LIFTED = "fault.lifted"  # {step, fault, sent_at, returned_at}; `at` is sent_at
    FAULT_STUCK = "fault.stuck"  # lifting failed {step, fault, error}

    CLOCK_MAPPED = "clock.mapped"  # {document, navigation_start, samples, violations, uncertainty}

    PAGE_OPENED = "page.opened"  # a document began {document, url}
    PAGE_DISCARDED = "page.discarded"  # a document says that the browser discarded the one before it {document}
    PAGE_HIDDEN = "page.hidden"  # {trusted}
    PAGE_SHOWN = "page.shown"  # {trusted}
    PAGE_CLOSED = "page.closed"  # pagehide {persisted}
    PAGE_FROZEN = "page.frozen"  # the browser stops all of the page's work {trusted}
    PAGE_RESUMED = "page.resumed"  # {trusted}
    PAGE_WENT_OFFLINE = "page.went_offline"  # the page was told that the network is gone {trusted, online}
    PAGE_WENT_ONLINE = "page.went_online"  # {trusted, online}
    PAGE_CRASHED = "page.crashed"  # the renderer died {}
    TIMER_SAMPLED = "timer.sampled"  # once a second {worst_late, ticks}: lateness of a 50 ms timer
    CPU_SAMPLED = "cpu.sampled"  # every 250 ms {speed}: units of fixed work per second in the page's main thread

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
    MEDIA_VIEW_CHANGED = "media.view_changed"  # what a viewer can see of an element's picture, once it is found and on
    #   change {media, share: part surely seen, possible: part not surely hidden, width, height: of its box in CSS px,
    #   why: for what is not seen, checked_at: the look before}

    FRAME_PRESENTED = "frame.presented"  # {media, painted (int | None), media_time, presented, width, height, cost,
    #                                      tainted: only if the browser lets nobody read a picture of another origin}

    REQUEST_STARTED = "request.started"  # {request, url, leg, method, kind}
    REQUEST_ANSWERED = "request.answered"  # response headers {request, status, mime}
    REQUEST_FLOWED = "request.flowed"  # of the body since the last one, at most every 100 ms and at its end {request,
    #                                    bytes, pieces: in how many the network stack got them}
    REQUEST_FINISHED = "request.finished"  # {request, bytes}
    REQUEST_FAILED = "request.failed"  # {request, error, canceled, cors, blocked: the browser's reason, if it has one}

    PLAYLIST_READ = "playlist.read"  # the browser has a live playlist {request, sequence, target, segments: file names}

    FETCH_CALLED = "fetch.called"  # the page's own call, stamped in the page {call, url}
    FETCH_FAILED = "fetch.failed"  # the page learned that it, or its body, was lost {call, error}
    FETCH_ENDED = "fetch.ended"  # the page read its body to the end {call}

    SOCKET_ASKED = "socket.asked"  # the page created a WebSocket, stamped in the page {url}
    SOCKET_OPENED = "socket.opened"  # {socket, url, leg}
    SOCKET_SENT = "socket.sent"  # {socket, text}
    SOCKET_RECEIVED = "socket.received"  # {socket, text}
    SOCKET_CLOSED = "socket.closed"  # {socket}

    OBSERVER_RECEIVED = (
        "observer.received"  # what the server told all viewers, as the lab's own connection got it, while
    )
    #                                          messages to pages are harmed {namespace, text}

    VIEWERS_COUNTED = "viewers.counted"  # the signalling server's own count of the stream, on change {count, shared:
    #                                      whether Redis answers the server, where there is one}

    STATE_SHOWN = "state.shown"  # a chosen DOM state became visible {state}
    STATE_HIDDEN = "state.hidden"  # {state}
    CONSOLE_LOGGED = "console.logged"  # {level, text}
    MARK_MADE = "mark.made"  # the player's own note, window.chaoslab.mark {name, data}; no verdict reads it

    PUBLISHER_STARTED = "publisher.started"  # connected {mode, fps, clip_frames}
    PUBLISHER_FRAME_SENT = "publisher.frame_sent"  # {frame, painted}
    PUBLISHER_STOPPED = "publisher.stopped"  # {reason}

    ORIGIN_CHANGED = "origin.changed"  # its process as the system sees it {state: runs | stopped | gone, pid}

    LEG_SHAPED = "leg.shaped"  # one change of a leg that follows a trace {leg, kbit_per_s, latency_ms, jitter_ms,
    #                            due_at, sent_at, returned_at}; `at` is sent_at

    STREAM_SAMPLED = "stream.sampled"  # the lab's own viewer, every 250 ms while it is served {connection, pictures,
    #   keyframes, sounds, bytes, video_leap, audio_leap}: since the last one; leaps are timestamp jumps, in seconds

    MACHINE_SAMPLED = (
        "machine.sampled"  # once a second {late: of the lab's own timers at worst, load: busy share of all
    )
    #                                      cores, wait: mean of the lab's processes for a core, waited, ran: in all}

    PARTS_SAMPLED = "parts.sampled"  # the lab's own processes, as the system sees them {running, stopped}: names of
    #                                  parts; a part that is in neither is not there

    SHOT_TAKEN = "shot.taken"  # {phase, file}
    RECORDER_LOST = "recorder.lost"  # batches of the page's recorder that never arrived {expected, got}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `at` is seconds on the lab clock (time.monotonic of the machine)."""

    at: float
    name: EventName
    data: Mapping[str, Any] = field(default_factory=dict)


Sink = Callable[[Event], None]
