"""A measurement: one named value of a trial, with its unit and its uncertainty."""

from pydantic import BaseModel, ConfigDict

Value = bool | int | float | tuple[float, ...] | None


class Measurement(BaseModel):
    """What a probe read from a timeline.

    `value` is None where there was nothing to measure, and `note` then says why. `uncertainty` is in the same unit
    (half-width; a list's holds for each item); None for counts and yes/no. `censored` marks a time that had not ended
    when observation ended, so that the true value is at least `value`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    value: Value
    unit: str = ""
    uncertainty: float | None = None
    censored: bool = False
    note: str = ""
