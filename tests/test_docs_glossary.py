"""`docs/glossary.md` against the code: in order, each word with a page that tells more, the lists in it whole."""

import re

import pytest

from chaoslab.judge.verdict import Outcome
from chaoslab.judge.waterfall import MEANINGS
from chaoslab.legs.leg import LEGS
from chaoslab.rig.media import origins
from tests.test_docs import read

PAGE = "docs/glossary.md"
ROWS = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \| (.+?) \|$", read(PAGE), re.MULTILINE)
MEANING = {word: meaning for word, meaning, _ in ROWS}
NEW = ("architecture.md", "extending.md", "glossary.md")


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


def anchor(heading: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", NEW)
def test_a_link_to_a_heading_leads_to_one(page: str) -> None:
    links = re.findall(r"\]\(([\w-]+\.md)?#([\w-]+)\)", read(f"docs/{page}"))
    assert links
    for target, heading in links:
        headings = re.findall(r"^#+ (.+)$", read(f"docs/{target or page}"), re.MULTILINE)
        assert heading in map(anchor, headings), f"{target}#{heading}"
