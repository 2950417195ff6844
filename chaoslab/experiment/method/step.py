"""A step of a plan: one fault, when it begins and when it is lifted."""

from typing import Any, Literal

from pydantic import Field

from chaoslab.conditions import ConditionKey
from chaoslab.faults import FaultKey
from chaoslab.models import Finite


class After(Finite):
    """`plus` seconds after another step began, or began to be lifted."""

    step: int  # its index in the plan
    of: Literal["start", "lift"] = "lift"
    plus: float = 0.0


class Step(Finite):
    """One fault; all times are seconds.

    It counts from `at` (from the opening of the page; 0 is before it is opened), else from `after`, else from the
    steady state. Without `when` it begins right then; with it, as soon as the condition is met, which must be `within`
    this many seconds. It is lifted after `lasting`; with `until` as soon as that condition is met, or after `lasting`
    at the latest.
    """

    at: float | None = None
    lasting: float
    fault: FaultKey
    settings: dict[str, Any] = Field(default_factory=dict)
    name: str = ""
    after: After | None = None
    when: ConditionKey = ""
    within: float = 0.0
    until: ConditionKey = ""

    @property
    def before_the_page(self) -> bool:
        """Whether it is in place before the page is opened."""
        return self.at == 0 and not self.when
