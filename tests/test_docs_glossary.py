"""`docs/glossary.md` against the code: in order, each word with a page that tells more, the lists in it whole."""

import re

from chaoslab.judge.verdict import Outcome
from chaoslab.judge.waterfall import MEANINGS
from chaoslab.legs.leg import LEGS
from chaoslab.rig.media import origins
from tests.test_docs import read

PAGE = "docs/glossary.md"
ROWS = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \| (.+?) \|$", read(PAGE), re.MULTILINE)
MEANING = {word: meaning for word, meaning, _ in ROWS}


def code(word: str) -> list[str]:
    return re.findall(r"`([^`]+)`", MEANING[word])


def test_the_words_are_in_order_and_each_has_a_page_that_tells_more() -> None:
    words = [word for word, *_ in ROWS]
    assert words == sorted(set(words))
    assert len(words) == read(PAGE).count("\n| **")
    assert [word for word, _, more in ROWS if not re.fullmatch(r"\[[\w ]+\]\([\w-]+\.md(#[\w-]+)?\)", more)] == []


def test_what_it_lists_is_whole() -> None:
    assert tuple(code("leg")) == LEGS
    assert set(code("outcome")) == set(Outcome)
    assert tuple(code("waterfall")) == tuple(MEANINGS)
    assert set(code("origin")) == set(origins.names())
