"""The known names that are nearest to one that nobody knows."""

from hypothesis import given
from hypothesis import strategies as st

from chaoslab import conditions, faults, probes
from chaoslab.files.nearest import did_you_mean, near, unknown_among

MANY = [f"name_{number}" for number in range(20)]


def test_a_name_that_is_much_like_one_is_answered_with_that_one() -> None:
    assert did_you_mean("stal_time", probes.names()) == "; did you mean 'stall_time'?"
    assert did_you_mean("Stall-Time", probes.names()) == "; did you mean 'stall_time'?"
    assert did_you_mean("xyzzy", probes.names()) == ""


def test_the_form_of_a_name_is_the_callers() -> None:
    assert did_you_mean("outge", ["outage"], form="${}") == "; did you mean $outage?"


def test_few_names_are_all_listed() -> None:
    assert unknown_among("flw", ["flv", "hls"]) == "; did you mean 'flv'? (known: flv, hls)"
    assert unknown_among("xyz", ["flv", "hls"]) == " (known: flv, hls)"


def test_of_many_names_the_nearest_three_are_named_and_the_command_that_lists_all() -> None:
    told = unknown_among("qqq_qq_qqq", MANY, command="probes")
    assert told.startswith("; the nearest are 'name_")
    assert told.endswith("; `chaoslab probes` lists them all")
    assert told.count("name_") == 3


def test_a_shared_word_comes_before_likeness_as_a_whole() -> None:
    assert near("tab_gone_away", faults.names()) == ("tab_hide", "tab_freeze", "tab_discard_reload")


@given(st.text(max_size=40), st.sampled_from([faults.names(), probes.names(), conditions.names()]))
def test_whatever_is_asked_the_answer_names_known_names_only(asked: str, known: tuple[str, ...]) -> None:
    found = near(asked, known)
    assert len(found) == 3
    assert set(found) <= set(known)
