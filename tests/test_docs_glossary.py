"""`docs/glossary.md` against the code: in order, each term with a link to more, and its lists complete."""

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


def test_the_terms_are_in_order_and_each_links_to_more() -> None:
    words = [word for word, *_ in ROWS]
    assert words == sorted(set(words))
    assert len(words) == read(PAGE).count("\n| **")
    assert [word for word, _, more in ROWS if not re.fullmatch(r"\[[\w ]+\]\([\w-]+\.md(#[\w-]+)?\)", more)] == []


def test_its_lists_are_complete() -> None:
    assert tuple(code("leg")) == LEGS
    assert set(code("outcome")) == set(Outcome)
    assert tuple(code("waterfall")) == tuple(MEANINGS)
    assert set(code("origin")) == set(origins.names())
