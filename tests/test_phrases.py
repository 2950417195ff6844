import pytest

from chaoslab.phrases import fault_happened, fault_named, fault_was_meant, listed, seconds
from chaoslab.plan import Step


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_one(parts: list[str], text: str) -> None:
    assert listed(parts) == text


def test_seconds_have_one_decimal() -> None:
    assert seconds(9.149) == "9.1 s"


def test_a_known_fault_has_words_of_its_own() -> None:
    step = Step(at=5, lasting=20, fault="proxy_down", settings={"leg": "flv"})
    assert (fault_happened(step), fault_was_meant(step), fault_named(step)) == (
        "FLV was cut",
        "FLV was to be cut",
        "FLV cut",
    )


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"leg": "socket"}, "slow close hit the socket"),
        ({"leg": ["flv", "hls"]}, "slow close hit FLV and HLS"),
        ({"leg": "{fault}"}, "slow close hit {fault}"),
        ({"leg": []}, "slow close hit the rig"),
        ({}, "slow close hit the rig"),
    ],
)
def test_any_other_fault_falls_back_on_its_key(settings: dict[str, object], text: str) -> None:
    assert fault_happened(Step(at=5, lasting=20, fault="slow_close", settings=settings)) == text
