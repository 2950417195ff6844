"""How a request failed, in words: by its answer, by CORS under the browser's own name for it, or otherwise."""

from collections.abc import Mapping
from types import MappingProxyType

from chaoslab.evidence.network.requests import Request
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

# Chromium's names for what a request may lack (CDP `Network.CorsError`); those of a preflight begin with "Preflight".
_CORS: Mapping[str, str] = MappingProxyType(
    {
        "WildcardOriginNotAllowed": "the answer allows any origin, `*`, which does not do for one with credentials",
        "MissingAllowOriginHeader": "the answer carries no Access-Control-Allow-Origin",
        "MultipleAllowOriginValues": "the answer carries more than one Access-Control-Allow-Origin",
        "InvalidAllowOriginValue": "the answer's Access-Control-Allow-Origin is no origin",
        "AllowOriginMismatch": "the answer's Access-Control-Allow-Origin names another origin",
        "InvalidAllowCredentials": "the answer carries no `Access-Control-Allow-Credentials: true`",
        "InvalidResponse": "the answer could not be read",
        "InvalidStatus": "it was not answered with a status of success",
        "DisallowedByMode": "the request may not leave the page's own origin",
        "HeaderDisallowedByResponse": "a header of the request is not allowed",
        "MethodDisallowedByResponse": "the request's method is not allowed",
    }
)
_PREFLIGHT = "Preflight"


def how_it_failed(timeline: Timeline, request: Request) -> str:
    """`was answered with 404`, `was blocked by CORS (…)`, `failed with net::ERR_…`; empty if it did not fail."""
    if request.refused:
        return f"was answered with {request.status}"
    if not request.error or request.canceled:
        return ""
    failures = (e for e in timeline.named(EventName.REQUEST_FAILED) if str(e.data["request"]) == request.id)
    failed = next(failures, None)
    cors, blocked = ("", "") if failed is None else (failed.data.get("cors", ""), failed.data.get("blocked", ""))
    if cors:
        return f"was blocked by CORS ({_cors_in_words(str(cors))})"
    return f"was blocked by the browser ({blocked})" if blocked else f"failed with {request.error}"


def _cors_in_words(name: str) -> str:
    preflight = name.startswith(_PREFLIGHT)
    words = _CORS.get(name.removeprefix(_PREFLIGHT), "")
    return f"{name}{': ' if words else ''}{'for its preflight, ' if words and preflight else ''}{words}"
