"""Retrying shown, on made timelines."""

from chaoslab.probes import probe
from tests.made_timeline import Made, healthy


def shown(made: Made) -> object:
    return probe("retrying_shown").measure(made.timeline()).value


def test_it_is_shown_when_its_element_has_a_box() -> None:
    assert shown(healthy(20.0).fault(5.0, 9.0).state("retrying", 6.0, 7.0)) is True
    assert shown(healthy(20.0).fault(5.0, 9.0).state("retrying", 4.0)) is True


def test_what_was_shown_before_the_fault_only_is_no_answer_to_it() -> None:
    assert shown(healthy(20.0).fault(5.0, 9.0).state("retrying", 1.0, 2.0)) is False


def test_another_state_is_another_one() -> None:
    assert shown(healthy(20.0).fault(5.0, 9.0).state("spinner", 6.0)) is False


def test_without_a_fault_any_time_counts() -> None:
    assert shown(healthy(20.0).state("retrying", 1.0, 2.0)) is True


def test_a_notice_that_nobody_could_read_was_not_shown_and_is_told_of() -> None:
    made = healthy(20.0).fault(5.0, 9.0).state("retrying", 6.0, 6.12)
    measurement = probe("retrying_shown").measure(made.timeline())
    assert (measurement.value, measurement.note) == (False, "shown for 0.12 s only: too short to read")
    assert shown(made.state("retrying", 8.0, 8.3)) is True
