import pytest

from chaoslab.phrases import fault_happened, fault_named, fault_was_meant, listed, listed_at, seconds
from chaoslab.plan import Step


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_one(parts: list[str], text: str) -> None:
    assert listed(parts) == text


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ([("FLV was cut", 5)], "FLV was cut at 5.0 s"),
        ([("FLV was cut", 5), ("HLS was cut", 6)], "FLV was cut at 5.0 s and HLS was cut at 6.0 s"),
        ([("FLV was cut", 5), ("FLV was cut", 14)], "FLV was cut at 5.0 s and again at 14.0 s"),
        (
            [("FLV was cut", 5), ("HLS was cut", 6), ("FLV was cut", 14), ("FLV was cut", 20)],
            "FLV was cut at 5.0 s and again at 14.0 s and again at 20.0 s, and HLS was cut at 6.0 s",
        ),
    ],
)
def test_what_happened_again_is_named_once(told: list[tuple[str, float]], text: str) -> None:
    assert listed_at(told) == text


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
        ({"leg": "socket"}, "cosmic ray hit the socket"),
        ({"leg": ["flv", "hls"]}, "cosmic ray hit FLV and HLS"),
        ({"leg": "{fault}"}, "cosmic ray hit {fault}"),
        ({"leg": []}, "cosmic ray hit the rig"),
        ({}, "cosmic ray hit the rig"),
    ],
)
def test_any_other_fault_falls_back_on_its_key(settings: dict[str, object], text: str) -> None:
    assert fault_happened(Step(at=5, lasting=20, fault="cosmic_ray", settings=settings)) == text
