"""What a request is of a stream: an FLV stream, a playlist or a segment, told by leg, playlist and content.

The ending of a path alone says little: `chat.ts` is a script of a page that is being developed, and `intro.mp4` an
advertisement, unless they are on a media leg or a playlist names them.
"""

from typing import Literal, TypeAlias

MediaKind: TypeAlias = Literal["flv", "playlist", "segment"]

_MEDIA_LEGS = ("flv", "hls")
_PIECES = (".ts", ".m4s", ".mp4", ".m4v", ".m4a", ".cmfv", ".cmfa", ".aac")
_PLAYLIST_MIMES = ("application/vnd.apple.mpegurl", "application/x-mpegurl", "audio/mpegurl", "audio/x-mpegurl")
_FLV_MIMES = ("video/x-flv", "video/flv")
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
    if ending.endswith(".m3u8") or mime in _PLAYLIST_MIMES:
        return "playlist"
    if ending.endswith(".flv") or mime in _FLV_MIMES:
        return "flv"
    if (named or leg in _MEDIA_LEGS) and (ending.endswith(_PIECES) or mime in _PIECE_MIMES):
        return "segment"
    if named and not mime.startswith(_WORDS):  # a piece without an ending
        return "segment"
    return "flv" if leg == "flv" else None
