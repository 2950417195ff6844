"""An answer in whose midst a connection shall end: how much of it may pass."""

import pytest

from chaoslab.rig.legs.gate.answer_cut import AnswerCut

HEAD, BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", b"hello"


def test_the_body_of_an_answer_that_had_begun_ends_at_once() -> None:
    assert AnswerCut(asked=False).passes(BODY) == 0


@pytest.mark.parametrize("asked", [True, False])
def test_an_answer_that_comes_next_ends_behind_its_head(asked: bool) -> None:
    answer = AnswerCut(asked=asked)
    if not asked:
        answer.ask()
    assert answer.passes(HEAD + BODY) == len(HEAD)


@pytest.mark.parametrize("at", [1, len(HEAD) - 3, len(HEAD) - 1])
def test_a_head_that_comes_in_pieces_passes_whole(at: int) -> None:
    answer = AnswerCut(asked=True)
    assert answer.passes(HEAD[:at]) is None
    assert answer.passes(HEAD[at:] + BODY) == len(HEAD) - at


def test_where_a_body_begins_in_a_piece_of_its_own_none_of_it_passes() -> None:
    assert AnswerCut(asked=True).passes(HEAD) == len(HEAD)
