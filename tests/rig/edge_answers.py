"""What tests ask of an edge, and how they read its answers."""

import re

from chaoslab.rig.media.publisher.flv import VIDEO, tags
from chaoslab.rig.processes.children import wait_until
from tests.rig.conftest import Stage
from tests.rig.raw_http import Answer, fetch


def flv(stage: Stage, key: str) -> str:
    return f"{stage.url}/live/live/{key}.flv"


async def media_playlist(stage: Stage, key: str) -> tuple[int, str]:
    """Status and text of the playlist with segments, through the master playlist where there is one."""
    name = f"{key}.m3u8"
    while True:
        answer = await fetch(f"{stage.url}/hls/{name}")
        text = answer.body.decode()
        if "#EXT-X-STREAM-INF" not in text:
            return answer.status, text
        name = text.split()[-1]


async def playlist_with(stage: Stage, key: str, segments: int, *, within: float) -> str:
    async def listed() -> bool:
        return (await media_playlist(stage, key))[1].count("#EXTINF") >= segments

    await wait_until(listed, what=f"{segments} segments", within=within, every=0.05)
    return (await media_playlist(stage, key))[1]


async def is_live(stage: Stage, key: str) -> bool:
    return b'"live":true' in (await fetch(f"{stage.url}/api/stream/{key}")).body


def sequence(playlist: str) -> int:
    found = re.search(r"#EXT-X-MEDIA-SEQUENCE:(\d+)", playlist)
    assert found
    return int(found[1])


def pictures(answer: Answer) -> int:
    return len([tag for tag in tags(answer.body) if tag.kind == VIDEO and not tag.is_config])


def can_be_decoded(answer: Answer) -> bool:
    """Whether the first tag of the pictures says how they are decoded."""
    return next(tag.is_config for tag in tags(answer.body) if tag.kind == VIDEO)
