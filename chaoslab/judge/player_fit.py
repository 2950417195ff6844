"""Whether a page that plays shows what its player file says; a pure function of the timeline, like every judgement."""

from collections.abc import Iterator

from chaoslab.evidence.player.shown_states import shown_spans
from chaoslab.judge.verdict import Judged
from chaoslab.players.spec import PLAYING, PlayerSpec
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


def misfits(spec: PlayerSpec | None, timeline: Timeline) -> tuple[Judged, ...]:
    """What must be seen while the stream plays, and is not seen at the end of the timeline."""
    return tuple(_misfits(spec, timeline)) if spec else ()


def why_video_is_unseen(spec: PlayerSpec, timeline: Timeline) -> str:
    """Why the media element under test was never seen; empty if it was, or if every one counts."""
    sampled = timeline.named(EventName.MEDIA_SAMPLED, EventName.FRAME_PRESENTED)
    if not spec.video or any(event.at <= timeline.end for event in sampled):
        return ""
    elements = [event.data.get("tag", "element") for event in timeline.named(EventName.MEDIA_ATTACHED)]
    count = len(elements)
    others = f"{count} media element{'s' if count != 1 else ''}, none of which it matches" if count else "none at all"
    return f"selector {spec.video!r} matched no media element; the page has {others}"


def _misfits(spec: PlayerSpec, timeline: Timeline) -> Iterator[Judged]:
    if why := why_video_is_unseen(spec, timeline):
        yield _unseen("video", "a media element", why)
    sign = spec.states.get(PLAYING)
    if sign and not any(start <= timeline.end <= end for start, end in shown_spans(timeline, PLAYING)):
        yield _unseen(f"states.{PLAYING}", "shown", f"{sign.in_words()} matched nothing visible")


def _unseen(key: str, expected: str, why: str) -> Judged:
    return Judged(probe=key, held=False, observed=None, declared=f"{expected} while the stream plays", note=why)
