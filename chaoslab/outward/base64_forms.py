"""What of a text is sure to stand in any base64 that holds it, wherever in the encoded bytes it begins."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")
_URL_SAFE = str.maketrans("+/", "-_")
_LEAST = 7  # characters; fewer would be found by chance


@dataclass(frozen=True, slots=True)
class Core:
    """Characters that depend on nothing but the text; those beside them may hold a few of its bits."""

    text: str
    before: bool
    after: bool


def cores(text: str) -> Iterator[Core]:
    """For each of the three alignments, in both alphabets."""
    held = text.encode("utf-8", "replace")
    for shift, foreign in ((0, 0), (1, 2), (2, 3)):
        encoded = b64encode(b"\0" * shift + held).decode().rstrip("=")
        shared = (shift + len(held)) % 3 != 0  # the last character holds bits of what follows
        core = encoded[foreign : len(encoded) - shared]
        if len(core) < _LEAST:
            continue
        for written in {core, core.translate(_URL_SAFE)}:
            yield Core(written, before=shift > 0, after=shared)
