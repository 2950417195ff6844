"""Small pieces of English."""

import pytest

from chaoslab.english import listed, listed_at, seconds
from chaoslab.experiment.method.step import Step
from chaoslab.faults import names
from chaoslab.judge.fault_words import fault_happened, fault_named, fault_was_meant


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_one(parts: list[str], text: str) -> None:
    assert listed(parts) == text


@pytest.mark.parametrize(
    ("happened", "text"),
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
def test_what_happened_again_is_named_once(happened: list[tuple[str, float]], text: str) -> None:
    assert listed_at(happened) == text


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
    ("leg", "happened", "meant", "named"),
    [
        ("flv", "FLV followed a trace", "FLV was to follow a trace", "FLV on a trace"),
        (["flv"], "FLV followed a trace", "FLV was to follow a trace", "FLV on a trace"),
        (
            ("flv", "hls", "socket"),
            "FLV, HLS and the socket followed a trace",
            "FLV, HLS and the socket were to follow a trace",
            "FLV, HLS and the socket on a trace",
        ),
    ],
)
def test_several_legs_are_many(leg: object, happened: str, meant: str, named: str) -> None:
    step = Step(at=5, lasting=20, fault="network_trace", settings={"leg": leg})
    assert (fault_happened(step), fault_was_meant(step), fault_named(step)) == (happened, meant, named)


@pytest.mark.parametrize("name", names())
def test_every_fault_agrees_in_number_with_several_legs(name: str) -> None:
    step = Step(at=5, lasting=20, fault=name, settings={"leg": ["flv", "hls"]})
    phrases = [fault_happened(step), fault_was_meant(step), fault_named(step)]
    assert [text for text in phrases if "{" in text or "HLS was " in text] == []


@pytest.mark.parametrize(
    ("fault", "settings", "happened", "meant"),
    [
        (
            "http_status",
            {"path": "/hls/*.ts"},
            "requests to /hls/*.ts were answered with errors",
            "requests to /hls/*.ts were to be answered with errors",
        ),
        ("http_truncate", {"leg": "api"}, "answers from the API broke off", "answers from the API were to break off"),
        ("http_delay", {"leg": "hls"}, "answers from HLS came late", "answers from HLS were to come late"),
    ],
)
def test_requests_and_answers_are_many(fault: str, settings: dict[str, object], happened: str, meant: str) -> None:
    step = Step(at=5, lasting=20, fault=fault, settings=settings)
    assert (fault_happened(step), fault_was_meant(step)) == (happened, meant)


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
