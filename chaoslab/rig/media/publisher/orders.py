"""The orders that a running publisher takes, one per line; it answers with the line once that is done."""

from collections.abc import Awaitable, Callable

from chaoslab.rig.media.publisher.flv import AUDIO, VIDEO
from chaoslab.rig.media.publisher.on_air import OnAir
from chaoslab.rig.media.publisher.sender import Sender
from chaoslab.rig.media.publisher.settings import VideoSettings
from chaoslab.world.encoding import TRACKS, Track

STOP, START, PAUSE, RESUME = "stop", "start", "pause", "resume"
NOTE = "note"  # log what has been sent so far
_KINDS: dict[Track, int] = {"audio": AUDIO, "video": VIDEO}


def jump(seconds: float, tracks: tuple[Track, ...] = TRACKS) -> str:
    """The timestamps of those tracks leap by this many seconds; negative: back."""
    return f"jump {seconds:g} {','.join(tracks)}"


def mute(track: Track) -> str:
    """A track is left out."""
    return f"mute {track}"


def unmute(track: Track) -> str:
    """It is sent again."""
    return f"unmute {track}"


def encode(video: VideoSettings) -> str:
    """Go on with that encoding, from a keyframe."""
    return f"encode {video.to_json()}"


async def obey(line: str, on_air: OnAir, sender: Sender) -> None:
    """Do what a line says. Raises KeyError and ValueError for anything that is not an order."""
    word, _, rest = line.partition(" ")
    simple: dict[str, Callable[[], Awaitable[None] | None]] = {
        STOP: on_air.stop,
        START: on_air.start,
        PAUSE: sender.pause,
        RESUME: sender.resume,
        NOTE: lambda: None,  # the answer takes all that is unwritten with it
    }
    match word:
        case "jump":
            seconds, _, tracks = rest.partition(" ")
            sender.jump(float(seconds), [_kind(track) for track in tracks.split(",")])
        case "mute" | "unmute":
            sender.leave_out(_kind(rest), out=word == "mute")
        case "encode":
            sender.encode(VideoSettings.from_json(rest))
        case _:
            if (doing := simple[word]()) is not None:
                await doing


def _kind(track: str) -> int:
    return {str(name): kind for name, kind in _KINDS.items()}[track]
