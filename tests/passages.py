"""The passages of a document, so that a test can look for a fact where it is told, whatever the words around it."""

import re
from collections.abc import Iterator

from tests.test_docs import section


def passage(page: str, heading: str, *names: str) -> str:
    """The one paragraph, list item or table row under a heading that holds all of these names."""
    found = [one for one in _passages(section(page, heading)) if all(name in one for name in names)]
    assert len(found) == 1, f"{page}, {heading}: {len(found)} passages name {', '.join(names)}"
    return found[0]


def figures(text: str, unit: str) -> set[float]:
    """Every number that has this unit; with no unit, every number."""
    return {float(number) for number in re.findall(rf"(?<![\w.-])(\d+(?:\.\d+)?) ?{unit}(?![\w/])", text)}


def _passages(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n|\n(?=[|#-])", text):
        yield " ".join(block.split())
