"""Origins with their harness, and publishers whose events can be asked for."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from chaoslab.rig.media.harness import Media, open_media
from chaoslab.rig.media.origins import names
from chaoslab.rig.media.publisher import Publisher, PublisherSettings, open_publisher
from chaoslab.rig.processes.children import Children, open_children, wait_until
from chaoslab.setup.srs_named import VARIABLE
from chaoslab.timeline.events import Event, EventName

NEEDS_SRS = pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"{VARIABLE} names no SRS")
HLS_DISPOSE = 2.5  # seconds


@dataclass
class Events:
    """A sink that can be asked."""

    all: list[Event] = field(default_factory=list)

    def __call__(self, event: Event) -> None:
        self.all.append(event)

    def of(self, name: EventName) -> list[Event]:
        return [event for event in self.all if event.name is name]

    @property
    def frames(self) -> list[int]:
        """Numbers of the frames sent."""
        return [event.data["frame"] for event in self.of(EventName.PUBLISHER_FRAME_SENT)]

    async def wait(self, name: EventName, *, count: int = 1, within: float = 5) -> Event:
        """The event of that name and count, as soon as it is there."""

        async def there() -> bool:
            return len(self.of(name)) >= count

        await wait_until(there, what=f"{name} number {count}", within=within)
        return self.of(name)[count - 1]


@dataclass(frozen=True)
class Stage:
    """An origin, its harness and the way to publish."""

    children: Children
    media: Media

    @property
    def url(self) -> str:
        return self.media.harness.url

    def ingest(self, key: str) -> str:
        return self.media.origin.ingest(key, port=self.media.origin.rtmp_port)

    @asynccontextmanager
    async def publisher(self, key: str, events: Events, **settings: object) -> AsyncIterator[Publisher]:
        told = PublisherSettings(**settings)  # type: ignore[arg-type]
        async with open_publisher(self.children, self.ingest(key), events, settings=told) as publisher:
            yield publisher


OpenStage = Callable[[str], AbstractAsyncContextManager[Stage]]


@asynccontextmanager
async def open_stage(origin: str) -> AsyncIterator[Stage]:
    """An origin by name, with a harness that removes HLS files soon."""
    async with open_children() as children, open_media(children, origin, hls_dispose=HLS_DISPOSE) as media:
        yield Stage(children, media)


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=NEEDS_SRS) if name == "srs" else name for name in names()],
)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Each origin in turn, shared by the tests of a module, which publish under keys of their own."""
    async with open_stage(request.param) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def embedded() -> AsyncIterator[Stage]:
    """The embedded origin, shared by the tests of a module."""
    async with open_stage("embedded") as opened:
        yield opened
