"""What every origin provides, and its settings."""

from dataclasses import dataclass

from chaoslab.rig.media.origins._process import OriginProcess
from chaoslab.rig.processes.children import Child

HLS_DISPOSE = 30.0  # seconds


@dataclass(frozen=True)
class Origin:
    """A running origin. `http` and `api` are base URLs without a trailing slash.

    `process` is None if the lab did not start it.
    """

    name: str
    version: str
    rtmp_host: str
    rtmp_port: int
    http: str
    api: str
    process: OriginProcess | None = None

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
