"""The row of the player's states: each is recognised by its colour, its form, and its name or letter."""

from collections.abc import Mapping
from types import MappingProxyType

from chaoslab.evidence.player.player_states import WORDS, State
from chaoslab.report.charts.chart_row import BLOCK, ChartRow, Form, blocks
from chaoslab.report.charts.paper import Paper
from chaoslab.report.observed import Observed

_LOW = 14.0  # height of a block that is not full
_KIND = "player"


def _form(state: State) -> Form:
    """Playing fills the block, trouble is a low block at the bottom, anything else one at the top."""
    if state == "p":
        return Form(short=state)
    return Form(short=state, top=BLOCK - _LOW if state in "rf" else 0.0, height=_LOW)


_FORMS: Mapping[str, Form] = MappingProxyType({word: _form(state) for state, word in WORDS.items()})


def player_row(observed: Observed, paper: Paper) -> ChartRow | None:
    """None if no media element ever reported a state."""
    spans = observed.player if _has_states(observed) else ()
    return blocks("Player state", spans, paper, kind=_KIND, forms=_FORMS)


def player_legend(observed: Observed) -> tuple[tuple[str, str], ...]:
    """Kind and words of every state that the row shows, with the letter used where the name does not fit."""
    shown = {span.label for span in observed.player} if _has_states(observed) else set()
    return tuple((f"{_KIND}-{word}", f"{word} ({state})") for state, word in WORDS.items() if word in shown)


def _has_states(observed: Observed) -> bool:
    return any(span.label != WORDS["s"] for span in observed.player)
