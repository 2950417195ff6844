"""What a page that never played did, in words: how it was answered, what it lacks, what failed, what it says."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.judge.failed_request import how_it_failed
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
    yield from _scripts(timeline)
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
    failed = ((request, how_it_failed(timeline, request)) for request in asked)
    yield from islice((f"its request for {request.path} {how}" for request, how in failed if how), 1)


def _scripts(timeline: Timeline) -> Iterator[str]:
    """What the page needs to run and did not get, such as a player's library from a server that cannot be reached."""
    of_scripts = {
        str(event.data["request"])
        for event in timeline.named(EventName.REQUEST_STARTED)
        if event.data.get("kind") == "Script"
    }
    for request in requests(timeline):
        if request.id in of_scripts and (how := how_it_failed(timeline, request)):
            yield f"its script {_bare(request.url)} {how}"


def _bare(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()


def _frames(timeline: Timeline) -> str:
    """A hint for a page with a frame: the lab does not see a player in it."""
    documents = [e for e in timeline.named(EventName.REQUEST_STARTED) if e.data.get("kind") == "Document"]
    hosts = [event.data["url"] for event in documents[1:]]
    if not hosts:
        return ""
    return (
        f" of its own, but a frame with {_bare(hosts[-1])}: the lab sees no player in a frame, so test that page itself"
    )


def _document(timeline: Timeline) -> Request | None:
    first = next((e for e in timeline.named(EventName.REQUEST_STARTED) if e.data.get("kind") == "Document"), None)
    if first is None:
        return None
    return next((request for request in requests(timeline) if request.id == str(first.data["request"])), None)


def _complaint(timeline: Timeline) -> str:
    logged = timeline.named(EventName.CONSOLE_LOGGED)
    worst = next((e for level in ("exception", "error") for e in logged if e.data["level"] == level), None)
    return " ".join(str(worst.data["text"]).split())[:_LONGEST] if worst else ""
