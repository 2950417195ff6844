"""A report as a browser's parser sees it: elements, attributes, text."""

from html.parser import HTMLParser

from chaoslab.journal.record import RunRecord
from chaoslab.report.html import render

Attributes = dict[str, str]


class Parsed(HTMLParser):
    """Collects every element with its attributes, and all text outside style."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """All text, spaces as in the source."""
        return "".join(self._words)

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    def all(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.elements if name == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open[-1:]:
            self._words.append(data)


def parsed(run: RunRecord) -> Parsed:
    """The run's report, parsed."""
    return Parsed(render(run))


def words(run: RunRecord) -> str:
    """The report's text with all white space made one space."""
    return " ".join(parsed(run).text.split())
