"""The row of the player's states: each is told by its colour, by its form, and by its name or its letter."""

from collections.abc import Mapping
from types import MappingProxyType

from chaoslab.evidence.player.player_states import WORDS, State
from chaoslab.report.charts.chart_row import BLOCK, ChartRow, Form, blocks
from chaoslab.report.charts.paper import Paper
from chaoslab.report.observed import Observed

_LOW = 14.0  # height of a block that is no full one
_KIND = "player"


def _form(state: State) -> Form:
    """A full block plays, one that stands at the bottom is in trouble, one that hangs at the top is neither."""
    if state == "p":
        return Form(short=state)
    return Form(short=state, top=BLOCK - _LOW if state in "rf" else 0.0, height=_LOW)


_FORMS: Mapping[str, Form] = MappingProxyType({word: _form(state) for state, word in WORDS.items()})


def player_row(observed: Observed, paper: Paper) -> ChartRow | None:
    """Nothing where no media element ever said anything of itself."""
    spans = observed.player if _told(observed) else ()
    return blocks("State of the player", spans, paper, kind=_KIND, forms=_FORMS)


def player_legend(observed: Observed) -> tuple[tuple[str, str], ...]:
    """Kind and words of every state that the row shows, with the letter that stands where the name has no room."""
    shown = {span.label for span in observed.player} if _told(observed) else set()
    return tuple((f"{_KIND}-{word}", f"{word} ({state})") for state, word in WORDS.items() if word in shown)


def _told(observed: Observed) -> bool:
    return any(span.label != WORDS["s"] for span in observed.player)
