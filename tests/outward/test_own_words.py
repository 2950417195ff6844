"""What the lab writes as whole values, and reads back, is known."""

from chaoslab import faults, probes
from chaoslab.judge.verdict import Outcome
from chaoslab.legs.leg import LEGS
from chaoslab.outward.own_words import own_words
from chaoslab.players.spec import STATES


def test_every_word_that_is_read_back_is_the_labs_own() -> None:
    words = {*Outcome, *LEGS, *STATES, *faults.names(), *probes.names(), "baseline", "method", "recovery", "embedded"}
    assert {str(word) for word in words} - own_words() == set()
