"""What a plan holds of a player."""

from pydantic import SecretStr

from chaoslab.events import Event, EventName
from chaoslab.plan import RigPlan
from chaoslab.players.spec import PlayerSpec
from chaoslab.recording import Recording


def spec() -> PlayerSpec:
    cookies = {"session": SecretStr("abcdef-123456"), "seen": SecretStr("1")}
    return PlayerSpec(title="T", url="http://h/", cookies=cookies, headers={"x-token": SecretStr("t0ken-value")})


def test_no_secret_is_written_into_a_plan() -> None:
    text = RigPlan(player="shop", spec=spec()).model_dump_json()
    assert "abcdef-123456" not in text
    assert "t0ken-value" not in text
    assert RigPlan.model_validate_json(text).spec is not None


def test_secrets_are_replaced_in_every_event_and_a_short_one_beside_its_name_only() -> None:
    record = Recording(secrets=spec().secrets)
    text = "session=abcdef-123456; seen=1; x-token: t0ken-value; 1 of 2"
    record(Event(1.0, EventName.CONSOLE_LOGGED, {"level": "log", "text": text}))
    (event,) = record.so_far()
    assert event.data["text"] == (
        "session=SECRET-COOKIE-SESSION; SECRET-COOKIE-SEEN; x-token: SECRET-HEADER-X-TOKEN; 1 of 2"
    )


def test_a_player_without_a_server_of_its_own_has_no_routes() -> None:
    assert spec().routes is None
