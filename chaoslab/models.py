"""The base classes of the lab's data models: immutable, and without unknown keys."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Data that one stage hands to the next."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Finite(Frozen):
    """Data whose numbers must survive JSON, which has no infinity and no NaN."""

    model_config = ConfigDict(allow_inf_nan=False)


class Strict(Finite):
    """What a person wrote in a file: a number is a number, and text that looks like one is text."""

    model_config = ConfigDict(strict=True)
