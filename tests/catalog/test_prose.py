"""Docstrings as people read them."""

from chaoslab.catalog.prose import first_sentence, paragraphs


def test_a_first_sentence_may_hold_dots_and_lines() -> None:
    assert first_sentence("No byte came\n    for 0.5 s.\n\n    More.") == "No byte came for 0.5 s."


def test_each_paragraph_is_one_line() -> None:
    assert paragraphs("One\n    line.\n\n    Two.\n    ") == ("One line.", "Two.")
    assert paragraphs(None) == ()
