"""The key that somebody meant."""

import pytest

from chaoslab import conditions, faults, probes
from chaoslab.catalog.asked_key import asked_key
from chaoslab.errors import UsageError


def test_dashes_stand_for_underscores() -> None:
    assert asked_key("tab-hide", faults, kind="fault") == "tab_hide"


def test_a_key_of_an_earlier_version_is_understood() -> None:
    assert asked_key("half_open_trials", probes, kind="probe") == "half_open_attempts"


def test_any_other_is_answered_with_the_nearest_and_the_verb() -> None:
    with pytest.raises(UsageError, match=r"staled: there is no such condition; did you mean 'stalled'\?"):
        asked_key("staled", conditions, kind="condition")
