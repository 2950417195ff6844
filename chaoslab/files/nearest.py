"""Answers an unknown name with the known names that were most likely meant."""

import difflib
from collections.abc import Iterable, Sequence

_MOST = 3  # names in an answer where none is clearly the one that was meant
_ALIKE = 0.5  # difflib's ratio from which one of a few names was meant
_SURELY = 0.7  # and one of many, of which several are always somewhat alike
_LISTED = 12  # known names that fit into one line


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = _ALIKE, form: str = "'{}'") -> str:
    """`; did you mean 'stall_time'?`, or nothing when no known name is similar."""
    names = tuple(known)
    meant = _alike(name, names, 1, cutoff) or _alike(_as_written(name), names, 1, cutoff)
    return f"; did you mean {form.format(meant[0])}?" if meant else ""


def unknown_among(name: str, known: Sequence[str], *, command: str = "") -> str:
    """The end of a message about an unknown name: the one that was meant, and all known ones if they are few.

    If they are many and none is very similar: the three nearest, and the `command` (`probes`) that lists all.
    """
    if len(known) <= _LISTED:
        return f"{did_you_mean(name, known)} (known: {', '.join(known)})"
    if meant := did_you_mean(name, known, cutoff=_SURELY):
        return meant
    tail = f"; `chaoslab {command}` lists them all" if command else ""
    return f"; the nearest are {', '.join(map(repr, near(name, known)))}{tail}"


def near(name: str, known: Sequence[str]) -> tuple[str, ...]:
    """The three nearest names: first those that share a word with it, then those most similar as a whole."""
    plain = _as_written(name)
    words = set(plain.split("_"))
    sharing = [candidate for candidate in known if words & set(candidate.split("_"))]
    return tuple(dict.fromkeys((*_alike(plain, sharing, _MOST, 0.0), *_alike(plain, known, _MOST, 0.0))))[:_MOST]


def _alike(name: str, known: Sequence[str], most: int, cutoff: float) -> list[str]:
    return difflib.get_close_matches(name, known, n=most, cutoff=cutoff)


def _as_written(name: str) -> str:
    """A name in the form of keys: `stall_time` for `Stall-Time`."""
    return name.lower().replace("-", "_")
