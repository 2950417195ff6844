"""The address at which a player is opened."""

from chaoslab.players.address import page_address
from chaoslab.players.spec import PlayerSpec

VALUES = {name: f"http://127.0.0.1/{name}" for name in ("flv", "hls", "socket", "api", "page")} | {
    "key": "k",
    "mode": "hls",
}


def test_a_component_is_served_by_the_harness_with_all_it_needs_in_its_query() -> None:
    spec = PlayerSpec(title="T", folder="mine", bundle="mine-0123")
    address = page_address(spec, VALUES, "http://127.0.0.1:9")
    assert address.startswith("http://127.0.0.1:9/players/mine-0123/?flv=http%3A%2F%2F127.0.0.1%2Fflv&hls=")
    assert address.endswith("&key=k&mode=hls")
    assert "page" not in address


def test_a_template_is_filled() -> None:
    spec = PlayerSpec(title="T", url="http://h/{key}?m={mode}")
    assert page_address(spec, VALUES, "http://127.0.0.1:9") == "http://h/k?m=hls"
