"""What is secret of a player, found in its cookies, headers and address."""

import base64

import pytest

from chaoslab.players.secrets import is_telling, secrets_of


def texts(**given: str) -> set[str]:
    """What is secret in headers of these names, whole values aside."""
    return {one.text for one in secrets_of(cookies={}, headers=given, url="")} - set(given.values())


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        ("Bearer abc.def-123", {"abc.def-123"}),
        ("Basic " + base64.b64encode(b"me:pass word").decode(), {"me:pass word", "pass word"}),
        ("Basic bm90LWEtcGFpcg==", set()),
        ('{"a": {"b": ["leaf-1234", 123456, true, null, "x"]}}', {"leaf-1234", "123456"}),
        ("%7B%22a%22%3A%22leaf-1234%22%7D", {"leaf-1234"}),
        ('Token token="abc-123", realm="x"', {"abc-123"}),
        ("Bearer abc", set()),
        ("{" * 5_000, set()),
    ],
)
def test_what_stands_in_a_header_is_secret_by_itself(value: str, inside: set[str]) -> None:
    assert inside <= texts(Authorization=value)
    if not inside:
        assert {text for text in texts(Authorization=value) if text not in value} == set()


def test_the_cookies_of_a_header_are_secrets_one_by_one() -> None:
    found = secrets_of(cookies={}, headers={"Cookie": "a=first-1; b=second-2"}, url="")
    assert {(one.text, one.stand_in) for one in found} >= {
        ("first-1", "SECRET-COOKIE-A"),
        ("second-2", "SECRET-COOKIE-B"),
    }


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://me:pass-word@h/", {"me:pass-word", "pass-word"}),
        ("https://token-alone@h/{flv}", {"token-alone"}),
        ("http://h/?token=word&flv={flv}&autoplay=always", {"word"}),
        ("http://h/?src={flv}?sig=abc&mode=hls", {"abc"}),
        ("http://h/?v=2&t=Ab12Cd34&lang=de-CH&next=/a/b2/c3", {"Ab12Cd34"}),
        ("http://h/#/room?key=k%2Fey", {"k%2Fey"}),
        ("http://h/?key={key}&flv={flv}&hls={hls}", set()),
        ("{page}/?x=1#top", set()),
    ],
)
def test_what_an_address_carries_beside_options_is_secret(url: str, secret: set[str]) -> None:
    assert {one.text for one in secrets_of(cookies={}, headers={}, url=url)} == secret


@pytest.mark.parametrize(
    ("name", "value", "telling"),
    [
        ("autoplay", "always", False),
        ("access_token", "x", True),
        ("x", "a1b2c3d4", True),
        ("x", "12345678", False),
        ("x", "correcthorsebatterystaple", True),
        ("back", "http://127.0.0.1:8080/a1b2c3d4", False),
    ],
)
def test_an_option_is_told_from_a_secret(name: str, value: str, telling: bool) -> None:
    assert is_telling(name, value) is telling
