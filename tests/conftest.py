"""Signals as in a terminal and properties without a stopwatch, wherever and however the tests were started."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from chaoslab.outward.gate import GATE

# A shell that runs the tests in the background has them ignore Ctrl-C, and so would every program that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# On a busy machine an example may take any time. Based on "default", as the one that is loaded in a CI does not search.
settings.register_profile(
    "lab",
    settings.get_profile("default"),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("lab")


@pytest.fixture(autouse=True)
def _no_secret_of_another_test() -> Iterator[None]:
    yield
    GATE.forget()
