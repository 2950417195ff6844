import re
from xml.etree import ElementTree

import pytest

from chaoslab.report.charts.timeline import NARROW, WIDE, legend, timeline_chart
from chaoslab.report.observed import Observed
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import Made
from tests.report import made_trials as made
from tests.report.made_trials import MadeTrial


def seen(trial: MadeTrial) -> Observed:
    return Observed(trial.plan, Timeline.of(trial.events))


def labels(observed: Observed, width: float = WIDE) -> list[str]:
    root = ElementTree.fromstring(timeline_chart(observed, width))
    return [element.text or "" for element in root.iter("text") if element.get("class") == "row-name"]


def titles(observed: Observed) -> str:
    root = ElementTree.fromstring(timeline_chart(observed))
    return "\n".join(element.text or "" for element in root.iter("title"))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_outage_has_a_row_for_everything_that_happened(width: float) -> None:
    assert labels(seen(made.outage()), width) == [
        *(
            "Phase",
            "Fault",
            "Picture carried by",
            "New frames a second",
            "Seconds behind live",
        ),
        *("FLV requests", "HLS playlist requests", "HLS segment requests", "API requests"),
    ]


def test_a_row_without_anything_is_left_out() -> None:
    assert "Fault" not in labels(seen(made.healthy()))


def test_hidden_pages_and_states_get_rows_where_there_are_any() -> None:
    made_up = Made(20).add(3, EventName.PAGE_HIDDEN).add(5, EventName.STATE_SHOWN, state="error")
    assert labels(Observed(made.outage_plan(), made_up.timeline())) == [
        *("Player state", "Page in the background", "Shown on the page"),
    ]


def test_states_that_are_shown_at_once_stand_below_each_other() -> None:
    made_up = Made(20).add(3, EventName.STATE_SHOWN, state="spinner").add(5, EventName.STATE_SHOWN, state="error")
    drawn = timeline_chart(Observed(made.outage_plan(), made_up.timeline()))
    tops = [re.search(rf'<rect[^>]* y="([0-9.]+)"[^>]*state-{name}', drawn) for name in ("spinner", "error")]
    assert [found and float(found[1]) for found in tops] == [0, 23]


def test_tooltips_tell_times_and_errors() -> None:
    told = titles(seen(made.outage()))
    assert "FLV cut: injected at 5.001 s, seen by the browser at 5.006 s, lifted at 25.00 s" in told
    assert "/live/cam.flv failed at 6.012 s: net::ERR_CONNECTION_REFUSED" in told
    assert "8.9 s without a new picture: 5.35 s to 14.24 s" in told


def test_three_refused_retries_and_the_cut_are_four_crosses() -> None:
    assert timeline_chart(seen(made.outage())).count('class="cross"') == 4


def test_an_unseen_fault_is_drawn_and_named_as_one() -> None:
    assert "FLV cut, unseen" in timeline_chart(seen(made.not_injected()))


def test_faults_that_overlap_lie_below_each_other() -> None:
    made_up = Made(30).fault(2, 20).fault(4, 18, step=1).fault(20, 29, step=2)
    plan = made.outage_plan().model_copy(update={"steps": (made.CUT,) * 3})
    root = ElementTree.fromstring(timeline_chart(Observed(plan, made_up.timeline())))
    bars = [shape for shape in root.iter("rect") if shape.get("class", "").startswith("fault")]
    assert [float(bar.attrib["y"]) for bar in bars] == [0, 23, 0]
    labels = [
        (label.text, float(label.attrib["y"])) for label in root.iter("text") if "on-fault" in label.get("class", "")
    ]
    assert labels == [
        ("FLV cut, unseen, 2.0 s to 20.0 s", 14),
        ("FLV cut, unseen, 4.0 s to 18.0 s", 37),
        ("FLV cut, unseen, 20.0 s to 29.0 s", 14),
    ]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "trial", [made.outage(), made.healthy(), made.invalid(), made.cut_short(), made.never_recovered()]
)
def test_nothing_lies_outside_the_drawing(trial: MadeTrial, width: float) -> None:
    drawn = timeline_chart(seen(trial), width)
    for shape in ElementTree.fromstring(drawn).iter("rect"):
        x, wide = float(shape.attrib["x"]), float(shape.attrib["width"])
        assert x >= 0 and x + wide <= width
    lines = re.findall(r' d="M([-\d.,L]+)Z?"', drawn)
    for points in lines:
        assert all(0 <= float(point.split(",")[0]) <= width for point in points.split("L"))
    crosses = re.findall(r' d="M([-\d.]+),[-\d.]+l([\d.]+),', drawn)
    assert all(float(x) >= 0 and float(x) + float(size) <= width for x, size in crosses)
    assert len(lines) + len(crosses) == drawn.count("<path")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_trial_that_broke_before_the_page_showed_anything_gives_no_drawing(width: float) -> None:
    assert timeline_chart(seen(made.broken()), width) == ""


def test_an_empty_journal_gives_no_drawing() -> None:
    assert timeline_chart(Observed(made.outage_plan(), Timeline(()))) == ""


def test_the_legend_names_what_was_drawn() -> None:
    assert [kind for kind, _ in legend(seen(made.outage()))] == ["flv", "hls", "fault", "still", "failed", "sent"]
    assert [kind for kind, _ in legend(seen(made.healthy()))] == ["flv", "sent"]
