"""A docstring's text for people: its paragraphs, each on one line."""

import inspect
import re

_SENTENCE = re.compile(r".+?\.(?=\s|$)", re.DOTALL)


def paragraphs(docstring: str | None) -> tuple[str, ...]:
    """Each without line breaks; none for an empty docstring."""
    parts = inspect.cleandoc(docstring or "").split("\n\n")
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def first_sentence(docstring: str | None) -> str:
    """The first sentence, on one line."""
    text = inspect.cleandoc(docstring or "")
    match = _SENTENCE.match(text)
    return " ".join((match.group() if match else text).split())
