"""How findings about the picture are worded; times are seconds of the trial."""

from dataclasses import dataclass

from chaoslab.english import seconds


@dataclass(frozen=True, slots=True)
class When:
    """From when to when something was so, in seconds of the trial, and whether it was so to the end."""

    start: float
    end: float
    to_the_end: bool = False

    def __str__(self) -> str:
        return f"from {seconds(self.start)} to {'the end' if self.to_the_end else seconds(self.end)}"


@dataclass(frozen=True, slots=True)
class Element:
    """One media element as a finding names it: its number on the page, its tag, its size in CSS px if known."""

    number: int
    tag: str = "video"
    width: float = 0
    height: float = 0

    def __str__(self) -> str:
        size = f", {self.width:.0f}×{self.height:.0f}" if self.width and self.height else ""
        return f"element {self.number} ({self.tag}{size})"


def froze_silently(when: When) -> str:
    """Of an element that said that it played."""
    return _sentence(
        f"{when} the picture stood still while the media element said that it was playing: a silent freeze"
    )


def froze_more(times: int, total: float) -> str:
    """Of silent freezes beyond those that are told one by one."""
    more = "once more" if times == 1 else f"{times} more times"
    return _sentence(f"the picture froze silently {more}, {seconds(total)} in all")


def stood_still(when: When, why: str, *, unexcused_from: float | None = None) -> str:
    """Of a picture that stood while the stream flowed; `why` as in `the media element was left paused`.

    `unexcused_from` is given where a fault was on at first.
    """
    since = "" if unexcused_from is None else f", from {seconds(unexcused_from)} on"
    flowed = "while the stream flowed at the origin and nobody had asked for a pause"
    stood = f"{when} the picture stood still{since} {flowed}"
    return _sentence(f"{stood}: {why}" if why else stood)


def stood_more(times: int, total: float) -> str:
    """Of such stops beyond those that are told one by one."""
    more = "once more" if times == 1 else f"{times} more times"
    return _sentence(f"the picture stood still {more} while the stream flowed, {seconds(total)} in all")


def could_not_be_seen(when: When, why: str) -> str:
    """Of a picture that was surely hidden; `why` as in `covered by div.notice`."""
    return _sentence(f"{when} the picture could not be seen{f': {why}' if why else ''}")


def may_not_have_been_seen(when: When, why: str) -> str:
    """Of a picture of which nobody can know; `why` as in `may be covered by iframe#ad`."""
    remedy = "if that lets the picture through, name it under see_through in the player file"
    known = f"{when} the lab cannot say whether the picture was seen"
    return _sentence(f"{known}: it {why}; {remedy}" if why else known)


def disagree(when: When, judged: Element, other: Element, *, the_largest_stood: bool = True) -> str:
    """Of two elements that show the stream, of which one stood still while the other went on."""
    if the_largest_stood:
        return _sentence(f"{judged}, the largest, stood still {when} while element {other.number} showed new pictures")
    return _sentence(f"{other} stood still {when} while element {judged.number}, the largest, showed new pictures")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
