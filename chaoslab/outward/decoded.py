"""A text, and what it says once it is decoded: percent-encoding, escapes of JSON and of HTML, one within another."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from operator import itemgetter

_DEPTH = 6  # decodings, one after another; a text encoded more often is not read by anybody's parser either
_ESCAPED = re.compile(
    r"(?P<url>(?:%[0-9A-Fa-f]{2})+)|(?P<unit>(?:\\u[0-9A-Fa-f]{4})+)|(?P<byte>\\x[0-9A-Fa-f]{2})"
    r"|(?P<plain>\\[\"'\\/bfnrt])|(?P<html>&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
)
_PLAIN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and where it came from: `cuts` are (index in it, start and end in `of`) of what stood there escaped."""

    text: str
    of: "Decoded | None" = None
    cuts: tuple[tuple[int, int, int], ...] = ()

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text as it was written this part of the decoded one stands."""
        if self.of is None:
            return start, end
        return self.of.written(self._place(start)[0], self._place(end - 1)[1])

    def _place(self, index: int) -> tuple[int, int]:
        at = bisect_right(self.cuts, index, key=itemgetter(0)) - 1
        if at < 0:
            return index, index + 1
        place, start, end = self.cuts[at]
        return (start, end) if place == index else (end + index - place - 1, end + index - place)


def readings(text: str) -> Iterator[Decoded]:
    """The text as it is, then decoded once, twice and so on, as long as that changes anything."""
    reading = Decoded(text)
    yield reading
    for _ in range(_DEPTH):
        if not any(mark in reading.text for mark in "%\\&"):
            return
        reading = _once(reading)
        if not reading.cuts:
            return
        yield reading


def _once(of: Decoded) -> Decoded:
    parts: list[str] = []
    cuts: list[tuple[int, int, int]] = []
    length = end = 0
    for found in _ESCAPED.finditer(of.text):
        parts.append(of.text[end : found.start()])
        length += found.start() - end
        start = found.start()
        for character, written in _characters(found):
            parts.append(character)
            cuts.append((length, start, start + written))
            length, start = length + 1, start + written
        end = found.end()
    return Decoded("".join((*parts, of.text[end:])), of, tuple(cuts))


def _characters(found: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Each character that an escape stands for, and how much of the escape it takes."""
    escape = found[0]
    match found.lastgroup:
        case "url":
            for character in bytes.fromhex(escape.replace("%", "")).decode("utf-8", "surrogateescape"):
                yield character, 3 * len(character.encode("utf-8", "surrogateescape"))
        case "unit":
            units = bytes.fromhex(escape.replace("\\u", ""))
            for character in units.decode("utf-16-be", "surrogatepass"):
                yield character, 3 * len(character.encode("utf-16-be", "surrogatepass"))
        case "byte":
            yield chr(int(escape.replace("\\", "0"), 0)), len(escape)
        case "plain":
            yield _PLAIN.get(escape[1], escape[1]), len(escape)
        case _:
            yield unescape(escape)[:1] or "\ufffd", len(escape)
