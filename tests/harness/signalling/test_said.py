"""Whatever a client says, it is read without a stumble."""

from typing import Any

import pytest

from harness.signalling.said import identity, key_in, text_in

NONSENSE: list[Any] = [
    None,
    5,
    1.5,
    True,
    "text",
    [],
    ["key"],
    {},
    {"key": None},
    {"key": 7},
    {"key": {"key": "a"}},
    b"k",
]


@pytest.mark.parametrize("said", NONSENSE, ids=repr)
def test_nonsense_holds_neither_key_nor_text(said: Any) -> None:
    assert key_in(said) is None
    assert text_in(said) == ""


@pytest.mark.parametrize("key", ["", "a b", "a/b", "ä", "x" * 201, "../x", "a\n"])
def test_what_is_no_part_of_an_address_is_no_key(key: str) -> None:
    assert key_in({"key": key}) is None


def test_a_key_and_a_text_are_found() -> None:
    assert key_in({"key": "lab-0a1.b~c"}) == "lab-0a1.b~c"
    assert text_in({"text": "hello"}) == "hello"


def test_a_client_is_its_connection_unless_it_names_itself() -> None:
    assert identity("s1", None) == "sid:s1"
    assert identity("s1", {"client": "viewer-0001"}) == "client:viewer-0001"


@pytest.mark.parametrize("named", ["short", "x" * 101, 12345678, None, "with space", ["viewer-0001"]])
def test_a_name_that_is_none_is_not_taken(named: Any) -> None:
    assert identity("s1", {"client": named}) == "sid:s1"
