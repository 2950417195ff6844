"""A link to a heading leads to one."""

import re
from pathlib import Path

import pytest

from tests.test_docs import PAGES


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub names them in a link."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_link_to_a_heading_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", page.read_text(encoding="utf-8"))
    lost = [f"{to}#{name}" for to, name in links if name not in anchors(page.parent / to if to else page)]
    assert lost == []
