"""What HTTP faults share: which requests they harm, and which of these the browser saw."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Any, ClassVar, get_args

from pydantic import Field, model_validator

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.network.throughput import flows
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.http_harm import EdgeLeg, Harm
from chaoslab.world.world import World

_LEGS = get_args(EdgeLeg)
# Chromium's errors for a body that ends too early: in chunks, and with a declared length.
BROKEN_OFF = ("net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_CONTENT_LENGTH_MISMATCH")


class HttpFault(Fault, ABC):
    """Harms the answers to requests that come while it is active; a stream that is already open flows on.

    The harness carries it out, behind Toxiproxy. It harms all requests that it applies to, or the first `count`, or a
    `share` drawn with `seed`.
    """

    group: ClassVar[Group] = "HTTP"

    count: Annotated[int | None, Field(ge=1, le=100_000, description="only the first N")] = None
    share: Annotated[float | None, Field(gt=0, lt=1, description="only this share, drawn at random")] = None
    seed: Annotated[int | None, Field(ge=0, description="for the draws; chosen by the plan by default")] = None

    @model_validator(mode="after")
    def _count_or_share(self) -> "HttpFault":
        if self.count is not None and self.share is not None:
            raise ValueError("takes count or share, not both")
        return self

    @abstractmethod
    def harm(self) -> Harm:
        """What is done to which requests."""

    async def inject(self, world: World) -> None:
        await world.edge.harm(self._name, self.harm())

    async def lift(self, world: World) -> None:
        await world.edge.mend(self._name)

    def is_about(self, request: Request) -> bool:
        """Whether the fault applies to it."""
        harm = self.harm()
        if request.leg not in _LEGS:
            return False
        return request.leg == harm.leg if harm.path is None else fnmatchcase(request.path, harm.path)

    def harmed(self, timeline: Timeline, injection: Injection) -> Iterator[Request]:
        """The requests it applies to that the browser began while it was active."""
        until = injection.until(timeline)
        affected = (request for request in requests(timeline) if self.is_about(request))
        return (request for request in affected if injection.sent_at <= request.started_at <= until)

    def before(self, timeline: Timeline, injection: Injection) -> Iterator[Request]:
        """The requests of the same kind that were answered or over before: how things go without the fault.

        A request that was under way may have reached the harness when the fault was already active.
        """
        affected = (request for request in requests(timeline) if self.is_about(request))
        return (request for request in affected if _heard_of(request, injection.sent_at))

    def in_words(self) -> str:
        return f"{super().in_words()}{self._which()}"

    @property
    def _name(self) -> str:
        settings = sorted(self.model_dump(exclude_none=True).items())
        text = "-".join([type(self).__name__, *(f"{key}.{value}" for key, value in settings)])
        return "".join(char if char.isascii() and (char.isalnum() or char in "._~-") else "~" for char in text)[:200]

    def _which(self) -> str:
        if self.count is not None:
            return f", the first {self.count} of them" if self.count > 1 else ", the first of them"
        return "" if self.share is None else f", {self.share * 100:g} % of them"

    def _choice(self) -> Mapping[str, Any]:
        return {"count": self.count, "share": self.share, "seed": self.seed or 0}


class AddressedFault(HttpFault, ABC):
    """An HTTP fault that picks requests by their leg or by their path."""

    leg: Annotated[EdgeLeg | None, Field(description="requests on this leg; or give `path`")] = None
    path: Annotated[
        str | None,
        Field(
            pattern="^/", max_length=200, description="requests whose path matches, with `*` for anything: `/hls/*.ts`"
        ),
    ] = None

    @model_validator(mode="after")
    def _leg_or_path(self) -> "AddressedFault":
        if (self.leg is None) == (self.path is None):
            raise ValueError("needs one of leg, path")
        return self

    @abstractmethod
    def act(self) -> Mapping[str, Any]:
        """What the harness does to them, as harness/harm/acts.py reads it."""

    def harm(self) -> Harm:
        return Harm(self.act(), self.leg, self.path, **self._choice())

    def holds(self) -> frozenset[str]:
        return frozenset({f"requests for {self.path}"}) if self.leg is None else super().holds()

    def in_words(self) -> str:
        where = f"on the {self.leg} leg" if self.leg else f"for {self.path}"
        return super().in_words().replace("{where}", where)


def _heard_of(request: Request, before: float) -> bool:
    """Whether it was answered or over before an instant."""
    return any(at is not None and at < before for at in (request.answered_at, request.ended_at))


def body_bytes(timeline: Timeline, request: Request) -> int:
    """Bytes of the body received so far; 0 if none came."""
    return sum(flow.bytes for flow in flows(timeline, request))
