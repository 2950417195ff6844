"""The template of a page's address, with `{flv}` and the like where the trial's own URLs go."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from chaoslab.files.nearest import did_you_mean

# What each stands for.
PLACEHOLDERS: Mapping[str, str] = {
    "flv": "URL of the HTTP-FLV stream",
    "hls": "URL of the HLS playlist",
    "socket": "base URL of the Socket.IO server",
    "api": "base URL of the API",
    "key": "the stream's key",
    "mode": "`flv` or `hls`: the transport to start with",
    "page": "base URL of the player's own origin; needs `server`",
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SCHEMES = ("http://", "https://", "file://", "{page}")


def is_template(words: str) -> bool:
    """Whether words are the address of a page rather than a player's name."""
    return "://" in words or words.startswith("{")


def problem(template: str, *, server: bool) -> str:
    """Why no page can be opened at it; empty when one can. `server`: whether `{page}` leads anywhere."""
    for name in _PLACEHOLDER.findall(template):
        if name not in PLACEHOLDERS:
            nearest = did_you_mean(name, PLACEHOLDERS, cutoff=0.3, form="{{{}}}")
            known = ", ".join(f"{{{placeholder}}}" for placeholder in PLACEHOLDERS)
            return f"unknown placeholder {{{name}}}{nearest} (known: {known})"
        if name == "page" and not server:
            return "{page} is the origin of a player with a server of its own; name that in a player file as `server`"
    if left := re.search(r"[{}]", _PLACEHOLDER.sub("", template)):
        return f"a {left[0]!r} without its counterpart; placeholders are written {{flv}}, a brace itself %7B or %7D"
    if not template.startswith(_SCHEMES):
        return f"{template!r} is not the address of a page; begin it with one of {', '.join(_SCHEMES)}"
    if template.startswith(("http://", "https://")) and not _names_a_host(template):
        return f"{template!r} names no host, or a port that there is not"
    return ""


def _names_a_host(template: str) -> bool:
    try:
        parts = urlsplit(template)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def filled(template: str, values: Mapping[str, str]) -> str:
    """The address: values as they are up to the query or the fragment, percent-encoded in it."""
    begins = min((at for at in (template.find("?"), template.find("#")) if at >= 0), default=len(template))

    def value(match: re.Match[str]) -> str:
        plain = values[match[1]]
        return quote(plain, safe="") if match.start() > begins else plain

    return _PLACEHOLDER.sub(value, template)
