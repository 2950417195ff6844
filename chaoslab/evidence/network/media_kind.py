"""What a request is of a stream: an FLV stream, a playlist or a segment, told by leg, playlist and content.

The ending of a path alone says little: `chat.ts` is a script of a page that is being developed, and `intro.mp4` an
advertisement, unless they are on a media leg or a playlist names them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

MediaKind: TypeAlias = Literal["flv", "playlist", "segment"]

_MEDIA_LEGS = ("flv", "hls")
_PIECES = (".ts", ".m4s", ".mp4", ".m4v", ".m4a", ".cmfv", ".cmfa", ".aac")
_ENDINGS: Mapping[str, MediaKind] = MappingProxyType({".m3u8": "playlist", ".flv": "flv"})  # of nothing else
_KINDS: Mapping[str, MediaKind] = MappingProxyType(
    {
        "application/vnd.apple.mpegurl": "playlist",
        "application/x-mpegurl": "playlist",
        "audio/mpegurl": "playlist",
        "audio/x-mpegurl": "playlist",
        "video/x-flv": "flv",
        "video/flv": "flv",
    }
)
_PIECE_MIMES = ("video/mp2t", "video/mp4", "audio/mp4", "audio/aac", "video/iso.segment")
_WORDS = ("text/", "application/json")
_NEVER = ("Document", "Script", "Stylesheet", "Image", "Font")  # as the browser says what it wants them for


def kind_of_media(
    path: str, *, leg: str | None, mime: str = "", resource: str = "", named: bool = False
) -> MediaKind | None:
    """None if it is no part of a stream.

    `mime` and `resource` are empty where the browser did not say (it was not answered, or an old journal); `named`
    says that a playlist which the page read names it.
    """
    if resource in _NEVER:
        return None
    ending = path.lower()
    if by_ending := next((kind for ends, kind in _ENDINGS.items() if ending.endswith(ends)), None):
        return by_ending
    expected = named or leg in _MEDIA_LEGS
    if expected and ending.endswith(_PIECES):
        return "segment"
    return _by_content(mime, leg=leg, named=named)


def _by_content(mime: str, *, leg: str | None, named: bool) -> MediaKind | None:
    if by_content := _KINDS.get(mime):
        return by_content
    if named and not mime.startswith(_WORDS):  # a piece without an ending
        return "segment"
    if leg in _MEDIA_LEGS and mime in _PIECE_MIMES:
        return "segment"
    return "flv" if leg == "flv" else None
