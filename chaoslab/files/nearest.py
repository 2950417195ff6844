"""Answers a name that nobody knows with the known names that were most likely meant."""

import difflib
from collections.abc import Iterable, Sequence

_MOST = 3  # names in an answer where none is clearly the one that was meant
_ALIKE = 0.5  # of 1, by difflib: from there on a name was meant, of few
_SURELY = 0.7  # and of many, among which several are always somewhat alike
_LISTED = 12  # known names that one line can hold


def did_you_mean(given: str, known: Iterable[str], *, cutoff: float = _ALIKE, form: str = "'{}'") -> str:
    """`; did you mean 'stall_time'?`, or nothing where no known name is like the given one."""
    names = tuple(known)
    meant = _alike(given, names, 1, cutoff) or _alike(_as_written(given), names, 1, cutoff)
    return f"; did you mean {form.format(meant[0])}?" if meant else ""


def unknown_among(given: str, known: Sequence[str], *, command: str = "") -> str:
    """How a line ends that refuses a name: with the one that was meant, and all known ones where they are few.

    Where they are many and none is much like it: with the three nearest, and the `command` (`probes`) that lists all.
    """
    if len(known) <= _LISTED:
        return f"{did_you_mean(given, known)} (known: {', '.join(known)})"
    if meant := did_you_mean(given, known, cutoff=_SURELY):
        return meant
    tail = f"; `chaoslab {command}` lists them all" if command else ""
    return f"; the nearest are {', '.join(map(repr, near(given, known)))}{tail}"


def near(given: str, known: Sequence[str]) -> tuple[str, ...]:
    """The three nearest names: first those that share a word with the given one, then those most alike as a whole."""
    plain = _as_written(given)
    words = set(plain.split("_"))
    sharing = [name for name in known if words & set(name.split("_"))]
    return tuple(dict.fromkeys((*_alike(plain, sharing, _MOST, 0.0), *_alike(plain, known, _MOST, 0.0))))[:_MOST]


def _alike(given: str, known: Sequence[str], most: int, cutoff: float) -> list[str]:
    return difflib.get_close_matches(given, known, n=most, cutoff=cutoff)


def _as_written(given: str) -> str:
    """As keys are written: `Stall-Time` is `stall_time`."""
    return given.lower().replace("-", "_")
