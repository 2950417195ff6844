"""What CHAOSLAB_SRS may name."""

import pytest

from chaoslab.setup.srs_named import OriginAddress, named, named_address, not_ours


@pytest.mark.parametrize("said", ["", "/usr/bin/srs", "srs.example:1935", "a:b:c:d", "host:1:2:3:4"])
def test_everything_but_a_host_with_three_ports_is_no_address(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", said)
    assert named() == said
    assert named_address() is None
    assert not_ours("srs") == ""


def test_an_address_is_an_origin_that_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", "srs.example:1935:8080:1985")
    assert named_address() == OriginAddress("srs.example", 1935, 8080, 1985)
    assert not_ours("srs").startswith("the SRS at srs.example:1935:8080:1985 runs by itself")
    assert not_ours("embedded") == ""


def test_nothing_is_named_where_the_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHAOSLAB_SRS", raising=False)
    assert (named(), named_address()) == ("", None)
