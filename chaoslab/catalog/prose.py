"""A class's own words for people: the paragraphs of a docstring, each on one line."""

import inspect
import re

_SENTENCE = re.compile(r".+?\.(?=\s|$)", re.DOTALL)


def paragraphs(docstring: str | None) -> tuple[str, ...]:
    """Each without the breaks of its lines; none of an empty docstring."""
    parts = inspect.cleandoc(docstring or "").split("\n\n")
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def first_sentence(docstring: str | None) -> str:
    """The first sentence, on one line."""
    text = inspect.cleandoc(docstring or "")
    found = _SENTENCE.match(text)
    return " ".join((found.group() if found else text).split())
