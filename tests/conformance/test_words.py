"""The sentences that name a wrong step."""

from chaoslab.conformance.model import ModelState, Transition
from chaoslab.conformance.words import not_allowed, not_left, untimely
from tests.conformance.made_model import light, model, way


def test_an_observation_that_does_not_fit_says_what_would() -> None:
    assert not_allowed(light(), "off", "spinner_hidden", 4.0) == (
        "at 4.00 s the page's spinner was hidden in state “off”; "
        "from there it may go on only when the page's spinner was shown"
    )


def test_several_ways_are_alternatives() -> None:
    two = model({"off": ModelState(goes={"playing": way("off"), "data_lacked": way("off")})})
    assert not_left(two, "off", 1.0, 6.0).endswith(
        "it was never seen that the media element said that it plays or the media element said that it lacks data"
    )


def test_bounds_are_told_as_they_were_declared() -> None:
    def bounds(*ways: Transition) -> str:
        return untimely("waits_1", "flv_asked", 7.0, after=1.0, ways=ways).partition("must come ")[2]

    assert bounds(Transition(to="a", at_least=2)) == "after 2 s or more"
    assert bounds(Transition(to="a", at_most=0.3)) == "after 0.3 s at most"
    assert bounds(Transition(to="a", at_most=0.3), Transition(to="b", at_least=2, at_most=4)) == (
        "after 0.3 s at most or after 2 to 4 s"
    )
