"""What a plan holds of a player."""

from typing import Any

import pytest
from pydantic import SecretStr

from chaoslab.outward.mask import Mask
from chaoslab.plan.model import RigPlan
from chaoslab.players.spec import PlayerSpec
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import Event, EventName


def spec() -> PlayerSpec:
    cookies = {"session": SecretStr("abcdef-123456"), "seen": SecretStr("1")}
    return PlayerSpec(title="T", url="http://h/", cookies=cookies, headers={"x-token": SecretStr("t0ken-value")})


def test_no_secret_is_written_into_a_plan() -> None:
    text = RigPlan(player="shop", spec=spec()).model_dump_json()
    assert "abcdef-123456" not in text
    assert "t0ken-value" not in text
    assert RigPlan.model_validate_json(text).spec is not None


def test_secrets_are_replaced_in_every_event_and_a_short_one_beside_its_name_only() -> None:
    record = Recording(mask=Mask(spec().secrets))
    text = "session=abcdef-123456; seen=1; x-token: t0ken-value; 1 of 2"
    record(Event(1.0, EventName.CONSOLE_LOGGED, {"level": "log", "text": text}))
    (event,) = record.so_far()
    assert event.data["text"] == (
        "session=SECRET-COOKIE-SESSION; SECRET-COOKIE-SEEN; x-token: SECRET-HEADER-X-TOKEN; 1 of 2"
    )


@pytest.mark.parametrize(
    "written",
    [
        "ab+cd/ef12345==",
        "ab%2Bcd%2Fef12345%3D%3D",  # encodeURIComponent
        "ab%2Bcd/ef12345%3D%3D",  # a path
    ],
)
def test_a_secret_that_the_page_encodes_is_replaced_too(written: str) -> None:
    assert told({"session": SecretStr("ab+cd/ef12345==")}, f"ws://h/?token={written}&v=1") == (
        "ws://h/?token=SECRET-COOKIE-SESSION&v=1"
    )


@pytest.mark.parametrize(
    "written", ["it's%20~(1)%22%C3%A9", "it%27s+%7E%281%29%22%C3%A9", "it's ~(1)\\\"é", "it's ~(1)\\\"\\u00e9"]
)
def test_a_secret_with_a_quote_is_found_in_addresses_and_in_json(written: str) -> None:
    assert told({"session": SecretStr("it's ~(1)\"é")}, f"[{written}]") == "[SECRET-COOKIE-SESSION]"


def test_a_short_secret_is_found_beside_its_name_where_both_are_encoded() -> None:
    assert told({"seen": SecretStr("1")}, "/?c=seen%3D1&n=1") == "/?c=SECRET-COOKIE-SEEN&n=1"


def test_of_a_secret_that_stands_in_another_nothing_is_left_of_the_longer_one() -> None:
    cookies = {"a": SecretStr("abcdef"), "b": SecretStr("abcdef/12")}
    assert told(cookies, "abcdef%2F12 abcdef/12 abcdef") == "SECRET-COOKIE-B SECRET-COOKIE-B SECRET-COOKIE-A"


def told(cookies: dict[str, SecretStr], text: str) -> Any:
    """What is kept of a text that a page wrote to the console."""
    record = Recording(mask=Mask(PlayerSpec(title="T", url="http://h/", cookies=cookies).secrets))
    record(Event(1.0, EventName.CONSOLE_LOGGED, {"level": "log", "text": text}))
    (event,) = record.so_far()
    return event.data["text"]


def test_a_player_without_a_server_of_its_own_has_no_routes() -> None:
    assert spec().routes is None
