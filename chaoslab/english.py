"""Numbers, times and lists for people; a number has no exponent and is never rounded to the other side of a limit."""

import math
from collections.abc import Iterable, Sequence

EPSILON = 1e-9  # numbers that differ by no more are equal, so that 0.1 + 0.2 is 0.3
_GROUPED_FROM = 10_000
_SIGNIFICANT = 4  # digits
_COUNTS = ("frames",)  # units that have a plural
_PLAIN, _MOST = 4, 9  # decimals: as many as probes give (a tenth of a millisecond), and as EPSILON tells apart


def plain(value: float) -> str:
    """Every digit of a number, to a billionth: `9`, `0.1`, `20,000,000`."""
    return _text(value, _MOST)


def rounded(value: float, limits: Iterable[float] = (), *, decimals: int | None = None) -> str:
    """Four significant digits and at least all before the point, or this many decimals: `9.123`, `20,943,712`.

    Four decimals or more if fewer would put the number on or beyond one of the limits: `9.0004` beside 9.
    """
    if not math.isfinite(value):
        return str(value)
    places = _decimals(value) if decimals is None else decimals
    among = tuple(limits)
    if _stays(value, places, among):
        return _text(value, places, stripped=decimals is None)
    finer = range(max(places + 1, _PLAIN), _MOST)
    return _text(value, next((count for count in finer if _stays(value, count, among)), _MOST))


def _decimals(value: float) -> int:
    size = math.floor(math.log10(abs(value))) + 1 if value else 1  # digits before the point
    return min(max(_SIGNIFICANT - size, 0), _MOST)


def _stays(value: float, places: int, limits: Iterable[float]) -> bool:
    """Whether the rounded number lies on the same side of every limit."""
    return all(_side(round(value, places), limit) == _side(value, limit) for limit in limits)


def _side(value: float, limit: float) -> int:
    return 0 if abs(value - limit) <= EPSILON else (1 if value > limit else -1)


def _text(value: float, places: int, *, stripped: bool = True) -> str:
    if not math.isfinite(value):
        return str(value)
    grouped = "," if abs(value) >= _GROUPED_FROM else ""
    text = f"{value:{grouped}.{places}f}"
    if stripped and places:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def seconds(value: float) -> str:
    """`9.1 s`; never `-0.0 s`."""
    return f"{one_decimal(value)} s"


def one_decimal(value: float) -> str:
    """`9.1`; never `-0.0`."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


def counted(count: float, one: str, many: str = "") -> str:
    """`1 picture`, `2 pictures`; the plural ends with `s` unless it is given."""
    number = f"{count:.0f}" if count == int(count) else plain(count)
    return f"{number} {one if count == 1 else many or f'{one}s'}"


def unit_of(number: str, unit: str) -> str:
    """The unit as it follows a number in words: `frame` after `1` or `≤ 1`, `frames` after any other."""
    return unit.removesuffix("s") if number.rsplit(" ", maxsplit=1)[-1] == "1" and unit in _COUNTS else unit


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def listed_at(happened: Iterable[tuple[str, float]]) -> str:
    """What happened and when, without repeating words: `FLV was cut at 5.0 s and again at 14.0 s`."""
    times: dict[str, list[str]] = {}
    for words, at in happened:
        times.setdefault(words, []).append(f"at {seconds(at)}")
    parts = [f"{words} {' and again '.join(ats)}" for words, ats in times.items()]
    return ", and ".join(parts) if any(len(ats) > 1 for ats in times.values()) else listed(parts)
