"""Settings in words: types and limits as the models check them."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from chaoslab import faults
from chaoslab.catalog.settings import settings, takes
from chaoslab.faults.latency import Latency
from chaoslab.faults.tab_hide import TabHide


class Kinds(BaseModel):
    """One setting of each kind that a fault may have."""

    leg: Literal["flv", "hls", "api"]
    one: Literal["flv"]
    rate: Annotated[int, Field(ge=1)]
    share: Annotated[float, Field(gt=0, le=1)]
    least: Annotated[float, Field(lt=3)]
    path: Annotated[str, Field(min_length=1, max_length=200)]
    maybe: Annotated[int, Field(ge=200, le=60_000)] | None = None
    several: Annotated[list[Literal["flv", "hls"]], Field(min_length=1)]
    either: Literal["flv"] | list[int]
    pair: tuple[int, float]
    switch: bool


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("leg", "`flv`, `hls` or `api`"),
        ("one", "`flv`"),
        ("rate", "a whole number, at least 1"),
        ("share", "a number, at most 1, above 0"),
        ("least", "a number, below 3"),
        ("path", "text, 1 to 200 characters"),
        ("maybe", "a whole number, 200 to 60000"),
        ("several", "a list of `flv` or `hls` (at least 1 items)"),
        ("either", "`flv` or a list of a whole number"),
        ("pair", "a list of a whole number, then a number"),
        ("switch", "true or false"),
    ],
)
def test_each_kind_of_setting_is_told_with_its_limits(name: str, words: str) -> None:
    assert takes(Kinds.model_json_schema()["properties"][name]) == words


def test_the_settings_of_a_fault_come_in_the_order_of_its_class() -> None:
    leg, latency, jitter = settings(Latency)
    assert (leg.name, leg.required) == ("leg", True)
    assert (latency.name, latency.takes, latency.meaning) == ("latency", "a whole number, 200 to 60000", "milliseconds")
    assert (jitter.required, jitter.default) == (False, 0)


def test_a_fault_without_settings_has_none() -> None:
    assert settings(TabHide) == ()


def bounds() -> list[tuple[str, str, Any]]:
    """(fault, setting, a number just outside of its limits) of every limit that is told."""
    limits = []
    for name in faults.names():
        for setting in settings(faults.fault_class(name)):
            for key, step in (("minimum", -1), ("maximum", 1), ("exclusiveMinimum", 0), ("exclusiveMaximum", 0)):
                if key in setting.schema:
                    limits.append((name, setting.name, setting.schema[key] + step))
    return limits


@pytest.mark.parametrize(("name", "setting", "value"), bounds())
def test_a_value_outside_of_the_limits_that_are_told_is_refused(name: str, setting: str, value: float) -> None:
    with pytest.raises(ValidationError) as refused:
        faults.fault_class(name).model_validate({setting: value})
    assert (setting,) in [error["loc"][:1] for error in refused.value.errors()]
