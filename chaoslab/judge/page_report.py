"""What a page that never played did, in words: how it was answered, what it lacks, what failed, what it says."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_MEDIA_LEGS = ("flv", "hls")
_LONGEST = 200  # characters of a console message


def what_the_page_did(timeline: Timeline) -> str:
    """Everything that may explain why nothing plays; empty if there is nothing to say."""
    return "; ".join(_explanations(timeline))


def page_refused(timeline: Timeline) -> str:
    """The error with which the page itself was answered; empty if there was none."""
    document = _document(timeline)
    return f"the page was answered with {document.status}" if document and document.refused else ""


def _explanations(timeline: Timeline) -> Iterator[str]:
    if refused := page_refused(timeline):
        yield refused
    if timeline.first(EventName.PAGE_OPENED) is None:
        yield "no document was ever opened"
    if timeline.first(EventName.MEDIA_ATTACHED) is None:
        yield f"it has no media element{_frames(timeline)}"
    yield from _media(timeline)
    if failed := timeline.first(EventName.MEDIA_FAILED):
        yield f"its media element failed with code {failed.data['code']} ({failed.data['message'] or 'no message'})"
    if (sampled := timeline.named(EventName.MEDIA_SAMPLED)) and sampled[-1].data["paused"]:
        yield "its media element is paused"
    if logged := _complaint(timeline):
        yield f"the console says: {logged}"


def _media(timeline: Timeline) -> Iterator[str]:
    asked = [request for request in requests(timeline) if request.leg in _MEDIA_LEGS]
    if not asked:
        yield "it asked for nothing on the flv or hls leg"
        return
    broken = next((request for request in asked if request.refused or (request.error and not request.canceled)), None)
    if broken:
        outcome = f"was answered with {broken.status}" if broken.refused else f"failed with {broken.error}"
        yield f"its request for {broken.path} {outcome}"


def _frames(timeline: Timeline) -> str:
    """A hint for a page with a frame: the lab does not see a player in it."""
    documents = [e for e in timeline.named(EventName.REQUEST_STARTED) if e.data.get("kind") == "Document"]
    hosts = [event.data["url"] for event in documents[1:]]
    if not hosts:
        return ""
    bare = urlsplit(hosts[-1])._replace(query="", fragment="").geturl()
    return f" of its own, but a frame with {bare}: the lab sees no player in a frame, so test that page itself"


def _document(timeline: Timeline) -> Request | None:
    first = next((e for e in timeline.named(EventName.REQUEST_STARTED) if e.data.get("kind") == "Document"), None)
    if first is None:
        return None
    return next((request for request in requests(timeline) if request.id == str(first.data["request"])), None)


def _complaint(timeline: Timeline) -> str:
    logged = timeline.named(EventName.CONSOLE_LOGGED)
    worst = next((e for level in ("exception", "error") for e in logged if e.data["level"] == level), None)
    return " ".join(str(worst.data["text"]).split())[:_LONGEST] if worst else ""
