"""What the faults of HTTP have in common: which requests they harm, and which of these the browser saw."""

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
# What Chromium calls a body that ends before its end: in chunks, and with a length that was told.
BROKEN_OFF = ("net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_CONTENT_LENGTH_MISMATCH")


class HttpFault(Fault, ABC):
    """Harms answers to requests that come while it is on; a stream that is open already flows on.

    The harness carries it out, behind Toxiproxy. Of the requests that it is about, all are harmed, or the first
    `count`, or a `share` drawn by `seed`.
    """

    group: ClassVar[Group] = "HTTP"

    count: Annotated[int | None, Field(ge=1, le=100_000, description="only the first so many")] = None
    share: Annotated[float | None, Field(gt=0, lt=1, description="of the requests, drawn one by one")] = None
    seed: Annotated[int | None, Field(ge=0, description="of the draws; the plan draws one unless given")] = None

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
        """Whether it is one of those that may be harmed."""
        harm = self.harm()
        if request.leg not in _LEGS:
            return False
        return request.leg == harm.leg if harm.path is None else fnmatchcase(request.path, harm.path)

    def harmed(self, timeline: Timeline, injection: Injection) -> Iterator[Request]:
        """The requests that the browser began while it was on."""
        until = injection.until(timeline)
        about = (one for one in requests(timeline) if self.is_about(one))
        return (one for one in about if injection.sent_at <= one.started_at <= until)

    def before(self, timeline: Timeline, injection: Injection) -> Iterator[Request]:
        """The requests of the same kind that were answered or over before: how it is without the fault.

        One that was under way may have reached the harness when it was on already.
        """
        about = (one for one in requests(timeline) if self.is_about(one))
        heard = ((one, [at for at in (one.answered_at, one.ended_at) if at is not None]) for one in about)
        return (one for one, times in heard if times and min(times) < injection.sent_at)

    def in_words(self) -> str:
        return f"{super().in_words()}{self._which()}"

    @property
    def _name(self) -> str:
        settings = sorted(self.model_dump(exclude_none=True).items())
        text = "-".join([type(self).__name__, *(f"{key}.{value}" for key, value in settings)])
        return "".join(one if one.isascii() and (one.isalnum() or one in "._~-") else "~" for one in text)[:200]

    def _which(self) -> str:
        if self.count is not None:
            return f", the first {self.count} of them" if self.count > 1 else ", the first of them"
        return "" if self.share is None else f", {self.share * 100:g} % of them"

    def _choice(self) -> Mapping[str, Any]:
        return {"count": self.count, "share": self.share, "seed": self.seed or 0}


class AddressedFault(HttpFault, ABC):
    """One whose requests are told by their leg or by their path."""

    leg: Annotated[EdgeLeg | None, Field(description="the requests of this leg; or `path`")] = None
    path: Annotated[
        str | None,
        Field(pattern="^/", max_length=200, description="those whose path fits, `*` stands for anything: `/hls/*.ts`"),
    ] = None

    @model_validator(mode="after")
    def _leg_or_path(self) -> "AddressedFault":
        if (self.leg is None) == (self.path is None):
            raise ValueError("needs one of leg, path")
        return self

    @abstractmethod
    def act(self) -> Mapping[str, Any]:
        """What is done, as harness/harm/acts.py reads it."""

    def harm(self) -> Harm:
        return Harm(self.act(), self.leg, self.path, **self._choice())

    def holds(self) -> frozenset[str]:
        return frozenset({f"requests for {self.path}"}) if self.leg is None else super().holds()

    def in_words(self) -> str:
        where = f"on the {self.leg} leg" if self.leg else f"for {self.path}"
        return super().in_words().replace("{where}", where)


def body_bytes(timeline: Timeline, request: Request) -> int:
    """Up to now; 0 for one that got none."""
    return sum(one.bytes for one in flows(timeline, request))
