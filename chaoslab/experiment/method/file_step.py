"""A step of an experiment's method, as a file gives it."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from chaoslab import conditions
from chaoslab.experiment.method.after import STEP_NAME, read_after

_LONGEST = 86_400  # seconds; a trial of a day
Seconds = Annotated[float, Field(ge=0, le=_LONGEST)]
_MoreThanNone = Annotated[Seconds, Field(gt=0)]


class StepBase(BaseModel):
    """When a fault begins and when it is lifted; `step_model` adds the fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    name: Annotated[str, Field(pattern=STEP_NAME, max_length=40)] | None = Field(
        None, description="what other steps call it in their `after`"
    )
    at: Seconds | None = Field(None, description="seconds after the opening of the page; 0: before it is opened")
    after: str | None = Field(
        None, description="NAME + seconds: after the end of that step; `start of NAME + seconds`: after its start"
    )
    within: _MoreThanNone | None = Field(None, description="seconds in which the condition of `when` must be met")
    lasting: _MoreThanNone | None = Field(None, description="seconds until the fault is lifted")
    at_most: _MoreThanNone | None = Field(
        None, description="seconds after which it is lifted even if the condition of `until` was not met"
    )

    @model_validator(mode="after")
    def _begins_and_ends(self) -> "StepBase":
        begins, ends = (getattr(self, key, None) for key in ("when", "until"))
        if self.at is None and self.after is None and begins is None:
            raise ValueError("needs one of at (seconds), after (a step's name), when (a condition)")
        if self.at is not None and self.after is not None:
            raise ValueError("takes at or after, not both")
        if self.after is not None:
            words = read_after(self.after)
            if words is None:
                raise ValueError(f"after takes NAME, NAME + SECONDS or `start of NAME + SECONDS`, got {self.after!r}")
            if words.plus > _LONGEST:
                raise ValueError(f"after takes {_LONGEST:g} seconds at most, a day, got {words.plus:g}")
        if (begins is None) != (self.within is None):
            raise ValueError("when (a condition) and within (seconds) go together")
        if (ends is None) != (self.at_most is None):
            raise ValueError("until (a condition) and at_most (seconds) go together")
        if (ends is None) == (self.lasting is None):
            raise ValueError("needs one of lasting (seconds), until (a condition)")
        return self

    @property
    def before_the_page(self) -> bool:
        """Whether it is in place before the page is opened."""
        return self.at == 0 and getattr(self, "when", None) is None


@cache
def step_model(fault: Any) -> type[StepBase]:
    """A step with a fault of that type, and with every known condition."""
    known: Any = Literal.__getitem__(tuple(conditions.names()))
    return create_model(
        "StepChoice",
        __base__=StepBase,
        when=(known | None, Field(None, description="begins as soon as this holds; counted from at, after, or "
                                  "the start of the step before")),
        until=(known | None, Field(None, description="lifted as soon as this holds")),
        fault=(fault, Field(description="the fault and its settings")),
    )  # fmt: skip
