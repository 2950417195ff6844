"""What may stand behind `after`."""

import pytest

from chaoslab.experiment.method.after import AfterWords, read_after


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("cut", AfterWords("cut", "lift", 0)),
        ("cut + 2", AfterWords("cut", "lift", 2)),
        ("end of cut+2.5", AfterWords("cut", "lift", 2.5)),
        ("start of the-cut + 2", AfterWords("the-cut", "start", 2)),
        (" start of cut ", AfterWords("cut", "start", 0)),
    ],
)
def test_a_name_an_edge_and_seconds_are_read(text: str, means: AfterWords) -> None:
    assert read_after(text) == means


@pytest.mark.parametrize("text", ["", "cut - 2", "2 + cut", "cut + two", "begin of cut", "cut + 2 s", "cut + $gap"])
def test_anything_else_is_none(text: str) -> None:
    assert read_after(text) is None
