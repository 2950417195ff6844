"""What every origin provides, and its settings."""

from dataclasses import dataclass

from chaoslab.rig.media.origins._process import OriginProcess
from chaoslab.rig.processes.children import Child
from chaoslab.rig.processes.ports import LOOPBACK
from harness.edge.upstream import admitted

HLS_DISPOSE = 30.0  # seconds


@dataclass(frozen=True)
class Origin:
    """A running origin. `http` and `api` are base URLs without a trailing slash; `api` is empty where none is used.

    `process` is None if the lab did not start it. `admission` is the query without which it takes and shows no stream;
    the lab's publisher and edge add it, and no player sees it.
    """

    name: str
    version: str
    rtmp_host: str
    rtmp_port: int
    http: str
    api: str
    process: OriginProcess | None = None
    admission: str = ""

    def ingest(self, key: str, *, port: int) -> str:
        """Where to publish under a key: through a loopback port that leads to the origin."""
        return admitted(f"rtmp://{LOOPBACK}:{port}/live/{key}", self.admission)

    @property
    def child(self) -> Child | None:
        """Its process, where it is a child of ours and no fault has killed it."""
        return self.process.child if self.process else None

    @property
    def whole(self) -> bool:
        """Whether it is there and works, as far as it is ours."""
        return self.process is None or self.process.whole


@dataclass(frozen=True)
class OriginSettings:
    """An origin's settings: where to post callbacks, and how long (seconds) HLS files outlive their publisher."""

    notify: str
    hls_dispose: float
