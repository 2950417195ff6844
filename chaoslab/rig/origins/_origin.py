"""What every origin gives, and what it is told."""

from dataclasses import dataclass

from chaoslab.rig.children import Child

HLS_DISPOSE = 30.0  # seconds


@dataclass(frozen=True)
class Origin:
    """A running origin. `http` and `api` are base URLs without a trailing slash; `api` is empty where there is none."""

    name: str
    version: str
    rtmp_host: str
    rtmp_port: int
    http: str
    api: str = ""
    child: Child | None = None


@dataclass(frozen=True)
class OriginSettings:
    """What an origin is told: where to post callbacks, and how long (seconds) HLS files outlive their publisher."""

    notify: str
    hls_dispose: float
