"""The row of the player's states, its legend, and blocks that were drawn as one."""

from xml.etree import ElementTree

from chaoslab.report.charts.chart_row import BLOCK
from chaoslab.report.charts.timeline import legend, timeline_chart
from chaoslab.report.observed import Observed
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made
from tests.report import made_trials as made

Drawn = list[tuple[str, float, float]]


def playing(length: float = 40) -> Made:
    """Plays from second 1 on."""
    return Made(length).add(1, EventName.MEDIA_PLAYING, media="m1")


def waits(trial: Made, start: float, end: float) -> Made:
    """Rebuffers for a while."""
    return trial.add(start, EventName.MEDIA_WAITING, media="m1").add(end, EventName.MEDIA_PLAYING, media="m1")


def drawn(trial: Made) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_chart(Observed(made.outage_plan(), trial.timeline())))


def forms(trial: Made) -> Drawn:
    """(state, distance from the top, height) of every block of the row."""
    found = [rect for rect in drawn(trial).iter("rect") if rect.get("class", "").startswith("player ")]
    return [
        (rect.attrib["class"].split("-")[1], float(rect.attrib["y"]), float(rect.attrib["height"])) for rect in found
    ]


def words(trial: Made) -> list[str | None]:
    return [label.text for label in drawn(trial).iter("text") if "on-player" in label.get("class", "")]


def titles(trial: Made) -> list[str | None]:
    return [title.text for title in drawn(trial).iter("title")]


def test_a_state_without_room_for_its_name_bears_its_letter() -> None:
    assert words(waits(playing(), 5, 8)) == ["s", "playing", "r", "playing"]


def test_a_state_with_room_bears_its_name() -> None:
    assert words(waits(playing(), 5, 15)) == ["s", "playing", "rebuffering", "playing"]


def test_a_block_without_room_for_a_letter_bears_none() -> None:
    assert words(waits(playing(), 5, 5.2)) == ["s", "playing", "playing"]


def test_states_can_be_told_apart_by_their_form_alone() -> None:
    assert forms(waits(playing(), 5, 8)) == [
        ("starting", 0, 14),
        ("playing", 0, BLOCK),
        ("rebuffering", 6, 14),
        ("playing", 0, BLOCK),
    ]


def test_the_legend_names_the_states_that_occur_with_their_letters() -> None:
    shown = legend(Observed(made.outage_plan(), waits(playing(), 5, 8).timeline()))
    assert shown[-3:] == (
        ("player-starting", "starting (s)"),
        ("player-playing", "playing (p)"),
        ("player-rebuffering", "rebuffering (r)"),
    )


def test_the_legend_names_no_state_where_the_row_is_left_out() -> None:
    nothing_told = Observed(made.outage_plan(), Made(20).timeline())
    assert not any(kind.startswith("player") for kind, _ in legend(nothing_told))


def test_blocks_drawn_as_one_tell_the_time_of_the_whole() -> None:
    told = titles(waits(waits(playing(), 10, 10.01), 20, 20.01))
    assert "playing: 1.00 s to 40.00 s, in 3 pieces" in told
    assert "starting: 0.00 s to 1.00 s" in told


def test_a_block_without_a_name_is_told_by_its_row() -> None:
    hidden = playing().add(8, EventName.PAGE_HIDDEN).add(12, EventName.PAGE_SHOWN)
    assert "Page in the background: 8.00 s to 12.00 s" in titles(hidden)
