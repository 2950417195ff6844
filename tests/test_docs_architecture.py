"""`docs/architecture.md` and its picture against the code and the sample: order, files, names, lines and figures."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from chaoslab.clock import PageClock
from chaoslab.evidence.picture.frames import gaps, presented
from chaoslab.journal.reading import read_trial
from chaoslab.journal.record import TrialRecord
from chaoslab.probes import probe
from chaoslab.report.values import NBSP, measured
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName
from tests.report.parsed import Parsed
from tests.test_docs import fenced, first_words, read, rows
from tests.test_repo import ORDER

PAGE = "docs/architecture.md"
PICTURE = ROOT / "docs/images/architecture.svg"
TRIAL = ROOT / "reports/sample/trials/flv-outage-falls-back-to-hls"
CODE = re.findall(r"`([^`\n]+)`", read(PAGE))


@pytest.fixture(scope="module")
def trial() -> TrialRecord:
    return read_trial(TRIAL)


def test_the_parts_are_listed_in_the_order_in_which_they_may_import() -> None:
    assert tuple(first_words(PAGE, "The order of the parts")) == ORDER


def test_contributing_lists_them_in_the_same_order() -> None:
    named = [
        re.sub(r"\.py$", "", word.removeprefix("chaoslab/").strip("/"))
        for row in rows("CONTRIBUTING.md", "How it fits together")
        for word in re.findall(r"`([^`]+)`", row[0])
        if not word.startswith(("harness/", "chaoslab/rig/browser/"))
    ]
    assert tuple(named) == tuple(part for part in ORDER if part != "__main__")


def test_every_file_that_it_names_is_there() -> None:
    named = [text for text in CODE if re.search(r"\.(py|ts|j2|yaml)$|/$", text)]
    folders = (
        ROOT,
        ROOT / "chaoslab",
        *(ROOT / "chaoslab/rig/browser/recorder/src", ROOT / "chaoslab/experiment/checks"),
    )
    assert len(named) > 40
    assert [path for path in named if not any((folder / path).exists() for folder in folders)] == []


def test_what_it_names_in_a_file_is_defined_there() -> None:
    places = re.findall(r"`(\w+)` (?:in|\()\s*`([\w/.]+\.(?:py|ts))`", read(PAGE))
    places += [(name, file) for file, name in re.findall(r"`([\w/.]+\.py)`\s\(`(\w+)`\)", read(PAGE))]
    assert len(places) > 15
    for name, file in places:
        (source,) = [*ROOT.glob(f"chaoslab/{file}"), *ROOT.glob(f"chaoslab/rig/browser/recorder/src/{file}")]
        assert re.search(rf"\b(?:def|class) {name}\b", source.read_text(encoding="utf-8")), f"{name} in {file}"


def test_its_lines_are_in_the_samples_timeline(trial: TrialRecord) -> None:
    lines = (TRIAL / "timeline.jsonl").read_text(encoding="utf-8").splitlines()
    shown = [json.loads(text) for text in fenced(PAGE, "json")]
    assert len(shown) == 3
    assert [event for event in shown if event not in map(json.loads, lines)] == []
    last, following = (event["at"] for event in shown[1:])
    assert [(gap.start, gap.end) for gap in gaps(trial.timeline)] == [(last, following)]


def test_its_figures_are_those_of_the_sample(trial: TrialRecord) -> None:
    text, timeline = " ".join(read(PAGE).split()), trial.timeline
    (gap,) = gaps(timeline)
    (mapped,) = timeline.named(EventName.CLOCK_MAPPED)
    start = mapped.data["navigation_start"]
    assert PageClock("", start, 0).at(4954.57) == pytest.approx(gap.start, abs=1e-6)
    assert f"{start} + 4.954570 = {gap.start}" in text
    assert f"opened at {timeline.zero}, so the picture was shown at {timeline.since_zero(gap.start):.4f} s" in text
    frame = next(frame for frame in presented(timeline) if frame.at == gap.start)
    assert f"was {frame.latency:.4f} s behind" in text
    stalled = probe("stall_time").measure(timeline)
    assert f"{gap.end} − {gap.start} = {stalled.value} s" in text
    assert f"uncertain by {stalled.uncertainty} s" in text
    assert probe("fallback_time").measure(timeline).value == stalled.value
    assert f"*Stall time, {measured(stalled).replace(NBSP, ' ')}*" in text


def test_the_sample_says_what_it_quotes(trial: TrialRecord) -> None:
    (quoted,) = re.findall(r'"(the viewer saw [^"]+)"', " ".join(read(PAGE).split()))
    assert trial.verdict is not None and quoted in trial.verdict.sentence
    printed = Parsed((ROOT / "reports/sample/report.html").read_text(encoding="utf-8")).text
    assert re.search(r"Stall time\s*7\.22.±.0\.03.s", printed)


def test_the_picture_is_whole_and_names_parts_that_are_there() -> None:
    labels = [text for element in ElementTree.parse(PICTURE).iter() if (text := (element.text or "").strip())]
    assert not re.search(r"https?://(?!www\.w3\.org)|<image|@import|url\((?!#)", PICTURE.read_text(encoding="utf-8"))
    parts = {word for element in _code() for word in element.split()}
    assert {part for part in parts if not Path(part).suffix} <= set(ORDER)
    assert "Journal" in labels


def _code() -> list[str]:
    texts = ElementTree.parse(PICTURE).iter("{http://www.w3.org/2000/svg}text")
    return [element.text or "" for element in texts if "code" in element.attrib["class"].split()]
