"""A chat message is one line of harmless text."""

from datetime import UTC, datetime, timedelta

import pytest

from harness.signalling.message import plain, written


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  hello  ", "hello"),
        ("one\r\ntwo\tthree", "one two three"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("half \ud83d of one", "half  of one"),
        ("family 👩‍👧 stays", "family 👩‍👧 stays"),
        ("\n\x00 \t", ""),
        ("<b>&amp;", "<b>&amp;"),  # what shows it escapes it
    ],
)
def test_what_cannot_be_shown_is_taken_out(said: str, kept: str) -> None:
    assert plain(said) == kept


def test_a_message_carries_its_moment_and_an_id_of_its_own() -> None:
    one, other = written("Guest 1234", "hello"), written("Guest 1234", "hello")
    assert one.id != other.id
    assert datetime.now(UTC) - datetime.fromisoformat(one.at) < timedelta(seconds=5)
    assert one.at.endswith("+00:00")
