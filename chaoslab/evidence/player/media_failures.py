"""The failures of media elements, without the error that a page brings about itself when it takes the source away.

A page that is done with an element sets `src = ''`, its own address, `null` or `undefined`. The browser reports error 4
(a source that is not supported) each time, although nothing failed.
"""

from urllib.parse import urldefrag, urlsplit

from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_UNSUPPORTED = 4
_EMPTY = "Empty src attribute"  # as Chromium and Firefox word it
_NO_SOURCE = ("null", "undefined")  # what a value that is no URL becomes, relative to the page


@once_per_timeline
def media_failures(timeline: Timeline) -> tuple[Event, ...]:
    """Every `media.failed`, in order, that a source or its playback caused."""
    pages: set[str] = set()
    sources: dict[object, list[str]] = {}  # of each element, in order
    failures: list[Event] = []
    for event in timeline.named(EventName.PAGE_OPENED, EventName.MEDIA_LOAD_BEGAN, EventName.MEDIA_FAILED):
        if event.name is EventName.PAGE_OPENED:
            pages.add(_bare(event))
        elif event.name is EventName.MEDIA_LOAD_BEGAN:
            sources.setdefault(event.data.get("media"), []).append(str(event.data.get("src", "")))
        elif not _is_emptied(event, sources.get(event.data.get("media"), []), pages):
            failures.append(event)
    return tuple(failures)


def _bare(opened: Event) -> str:
    return urldefrag(str(opened.data.get("url", ""))).url


def _is_emptied(failed: Event, sources: list[str], pages: set[str]) -> bool:
    """Whether the page took the source away; one that never had another source may have meant to give one."""
    if failed.data.get("code") != _UNSUPPORTED:
        return False
    if _EMPTY in str(failed.data.get("message") or ""):
        return True
    had_another = any(not _is_none(source, pages) for source in sources)
    return had_another and _is_none(sources[-1], pages)


def _is_none(source: str, pages: set[str]) -> bool:
    address = urldefrag(source).url
    return not address or address in pages or urlsplit(address).path.rpartition("/")[2] in _NO_SOURCE
