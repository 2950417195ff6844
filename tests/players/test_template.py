"""The template of a page's address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaoslab.players.template import PLACEHOLDERS, filled, is_template, problem

VALUES = {"flv": "http://127.0.0.1:1/live/live/k.flv", "key": "k/1", "page": "http://127.0.0.1:2"}

KNOWN = st.sampled_from([f"{{{name}}}" for name in PLACEHOLDERS])
BRACELESS = st.text(st.characters(codec="utf-8", exclude_characters="{}"))


def test_a_value_is_encoded_in_the_query_and_in_the_fragment_and_nowhere_else() -> None:
    assert filled("{page}/watch/{key}?u={flv}", VALUES) == (
        "http://127.0.0.1:2/watch/k/1?u=http%3A%2F%2F127.0.0.1%3A1%2Flive%2Flive%2Fk.flv"
    )
    assert filled("{page}/#/watch?k={key}", VALUES) == "http://127.0.0.1:2/#/watch?k=k%2F1"
    assert filled("http://h/#{key}", VALUES) == "http://h/#k%2F1"


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_every_placeholder_is_known(name: str) -> None:
    assert problem(f"http://h/?x={{{name}}}", server=True) == ""


def test_an_unknown_placeholder_is_told_with_the_nearest_one() -> None:
    assert problem("http://h/?x={flvv}", server=False).startswith("unknown placeholder {flvv}; did you mean {flv}?")
    assert "(known: {flv}, {hls}," in problem("http://h/?x={zzz}", server=False)


def test_a_page_of_an_own_origin_needs_a_server() -> None:
    assert "name that in a player file as `server`" in problem("{page}/watch", server=False)
    assert problem("{page}/watch", server=True) == ""


@pytest.mark.parametrize("wrong", ["http://h/?x={flv", "http://h/?x=flv}", "http://h/?x={{flv}}"])
def test_a_brace_without_its_counterpart_is_told(wrong: str) -> None:
    assert "without its counterpart" in problem(wrong, server=False)


def test_an_address_that_no_browser_opens_as_a_page_is_told() -> None:
    assert "begin it with one of http://, https://, file://, {page}" in problem("ftp://h/{flv}", server=False)


def test_a_template_is_told_from_a_name() -> None:
    assert is_template("http://h/")
    assert is_template("{page}/watch")
    assert not is_template("reference:no-watchdog")
    assert not is_template("players/mine.yaml")


@given(st.lists(KNOWN | st.text()))
def test_no_text_is_too_strange_to_be_checked_and_no_placeholder_is_left_where_there_is_no_problem(
    parts: list[str],
) -> None:
    template = "http://h/" + "".join(parts)
    if not problem(template, server=True):
        assert not {"{", "}"} & set(filled(template, dict.fromkeys(PLACEHOLDERS, "v")))


@given(st.lists(KNOWN | BRACELESS))
def test_known_placeholders_between_any_text_are_no_problem_and_the_text_stays(parts: list[str]) -> None:
    template = "http://h/" + "".join(parts)
    assert problem(template, server=True) == ""
    wanted = "http://h/" + "".join("v" if part.startswith("{") else part for part in parts)
    assert filled(template, dict.fromkeys(PLACEHOLDERS, "v")) == wanted


@given(st.lists(KNOWN | BRACELESS), st.sampled_from("{}"), st.lists(KNOWN | BRACELESS))
def test_a_stray_brace_is_told_wherever_it_stands(before: list[str], brace: str, after: list[str]) -> None:
    template = "".join(["http://h/", *before, brace, *after])
    assert problem(template, server=True).startswith(f"a {brace!r} without its counterpart")
