"""What the faults of the origin's process have in common."""

from abc import ABC
from typing import ClassVar

from chaoslab.encoding import StreamNeeds
from chaoslab.fault import Fault, Group
from chaoslab.origin_named import not_ours
from chaoslab.origin_signs import WATCHED, WHOLE_ORIGIN


class OriginFault(Fault, ABC):
    """Ends or stops the whole origin, so nothing else can be done to it or to what it serves meanwhile."""

    group: ClassVar[Group] = "Origin"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return WHOLE_ORIGIN

    def unfit(self, origin: str) -> str:
        return not_ours(origin)

    def needs(self) -> StreamNeeds:
        return WATCHED
