"""A secret is replaced in whatever form it is written, and nothing else is."""

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaoslab.outward.mask import Mask, Secret
from tests.run.planted import FORMS, found_in

ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=6, max_size=40)
MASK = Mask([Secret("s3cret/token=", "X"), Secret("1", "SEEN", beside="seen")])


@given(ANY, st.sampled_from(sorted(FORMS)), ANY, ANY)
def test_no_form_of_any_secret_is_left(secret: str, form: str, before: str, after: str) -> None:
    written = FORMS[form](secret)
    told = Mask([Secret(secret, "\0")]).text(f"{before} <{written}> {after}")
    assert written not in told
    assert "\0" in told


@given(st.text())
def test_a_text_without_a_secret_stays_as_it_is(text: str) -> None:
    assert Mask([Secret("\0" * 6, "X")]).text(text) == text or "\0" in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a%20s3cret%2ftoken%3db", "a%20Xb"),
        ("%73%33cret/token%3D", "X"),
        ("%2573%33cret/token%253d", "X"),
        ('{"a":"{\\"b\\":\\"s3cret\\\\/token\\\\u003d\\"}"}', '{"a":"{\\"b\\":\\"X\\"}"}'),
        ("s3cret&#x2F;token&#61;", "X"),
        ("%41s3cret/token=", "%41X"),
        ("s3cret/token", "s3cret/token"),
        ("s3cret/token=s3cret/token=", "XX"),
    ],
)
def test_mixed_and_nested_forms_are_replaced_where_they_stand(text: str, told: str) -> None:
    assert MASK.text(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("seen=1; n=1", "SEEN; n=1"),
        ("seen=12 unseen=1 seen=1%", "seen=12 unseen=1 seen=1%"),
        ("Seen: 1", "SEEN"),
        ("/?c=seen%3D1&n=1", "/?c=SEEN&n=1"),
        ('{"seen":"1","n":"1"}', '{SEEN,"n":"1"}'),
    ],
)
def test_a_short_one_is_replaced_beside_its_name_only(text: str, told: str) -> None:
    assert MASK.text(text) == told


def test_a_short_one_is_replaced_beside_its_name_in_base64_too() -> None:
    assert "SEEN" in MASK.text(base64.b64encode(b'{"a":"seen=1"}').decode())


@given(st.integers(0, 700), st.integers(1, 60))
def test_a_text_that_is_cut_holds_no_half_of_a_secret(before: int, most: int) -> None:
    told = MASK.text("x" * before + quote("s3cret/token=", safe="") * 20 + "y" * 900, most=most)
    assert len(told) <= most
    assert set(told) <= {"x", "X", "y"}


def test_a_very_long_text_is_not_read_to_its_end() -> None:
    text = "%20" * 3_000_000
    assert MASK.text(text, most=500) == text[:500]


def test_keys_are_kept_and_whole_values_that_are_words_of_the_labs_own() -> None:
    mask = Mask([Secret("passed", "A"), Secret("latency", "B"), Secret("outcome", "C")])
    value = {"outcome": "passed", "steps": [{"fault": "latency"}], "text": "latency passed", "n": 1, "none": None}
    assert mask.data(value) == {**value, "text": "B A"}


@pytest.mark.parametrize("shift", range(6))
def test_what_is_beside_a_secret_in_base64_can_still_be_read(shift: int) -> None:
    whole = json.dumps({"user": "u" * shift, "token": "s3cret/token=", "after": "words"})
    told = MASK.text(base64.b64encode(whole.encode()).decode())
    assert found_in(told) == set()
    assert told.startswith(base64.b64encode(whole.encode()).decode()[:12])
