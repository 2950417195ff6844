import base64
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from chaoslab.journal.reading import read_run
from chaoslab.report import html
from chaoslab.report.html import render, write_report
from chaoslab.timeline.events import EventName
from tests.report import made_scene as scene
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.parsed import parsed, words

PASSED: dict[str, Any] = {"outcome": "passed", "exit_code": 0}


def test_a_passed_run_says_so_first_and_then_what_happened(tmp_path: Path) -> None:
    text = words(make_run(tmp_path, [made.outage(), made.healthy()], **PASSED))
    verdict, first, second = (
        text.index(part) for part in ("2 of 2 trials passed", "FLV was cut at 5.0 s", "The stream played")
    )
    assert verdict < first < second
    assert "Exit code 0: everything passed." in text


def test_a_failed_expectation_is_explained_in_a_sentence(tmp_path: Path) -> None:
    text = words(make_run(tmp_path, [made.outage(retries=2)], outcome="failed", exit_code=1))
    assert "The trial failed" in text
    assert "FLV retries should have been 2; observed: 3." in text
    assert "not held" in text


@pytest.mark.parametrize(
    ("trial", "outcome", "statement"),
    [
        (made.not_injected(), "not_injected", "No verdict: the fault did not take effect"),
        (made.invalid(), "invalid", "No verdict: the trial could not be measured"),
        (made.too_early(), "invalid", "No verdict: the trial could not be measured"),
        (made.broken(), "error", "No verdict: the lab itself broke"),
    ],
)
def test_what_could_not_be_measured_is_no_failure_of_the_player(
    trial: MadeTrial, outcome: str, statement: str, tmp_path: Path
) -> None:
    text = words(make_run(tmp_path, [trial], outcome=outcome, exit_code=4))
    assert statement in text
    assert "This says nothing about the player" in text
    assert "not held" not in text


def test_the_same_run_once_more_is_not_sent_into_the_folder_that_there_is(tmp_path: Path) -> None:
    argv = ["chaoslab", "run", "a.yaml", "--out", "reports/mine", "--junit", "out.xml"]
    assert "chaoslab run a.yaml --junit out.xml" in words(make_run(tmp_path, [made.healthy()], argv=argv, **PASSED))


def test_an_expectation_that_could_not_be_told_says_why(tmp_path: Path) -> None:
    text = words(make_run(tmp_path, [made.too_early()], outcome="invalid", exit_code=4)).replace("\u00a0", " ")
    assert "too early to tell" in text
    assert re.search(r"Stall time should have been ≤ 60 s; observed: at least 49\.\d\d ± 0\.03 s", text)
    assert len(re.findall(r"at least 49\.\d\d ± 0\.03 s", text)) >= 3  # reason, expectation, measurement


def test_a_crash_is_among_the_reasons(tmp_path: Path) -> None:
    text = words(make_run(tmp_path, [made.crashed(), made.outage("b")], outcome="failed", exit_code=1))
    assert text.count("the page crashed at 50.0 s") >= 2  # sentence and reason


def test_a_fault_that_only_its_receipt_saw_is_drawn_as_seen(tmp_path: Path) -> None:
    trial = made.outage()
    events = tuple(event for event in trial.events if event.name is not EventName.FAULT_SEEN)
    text = words(make_run(tmp_path, [replace(trial, events=events)], **PASSED))
    assert "unseen" not in text and "Fault seen by the browser" in text


def test_a_killed_run_says_plainly_that_there_is_no_verdict(tmp_path: Path) -> None:
    make_run(tmp_path, [made.cut_short()], shots={}, finished=None)
    timeline = tmp_path / "trials/flv-outage-1/timeline.jsonl"
    timeline.write_text(timeline.read_text() + '{"at": 8132.9, "name": "frame.pres')
    text = words(read_run(tmp_path))
    assert "Interrupted: no verdict" in text
    assert "The journal ends 9.4 s after the page was opened, in the method phase." in text
    assert "None were taken before the interruption." in text
    assert "cut short" in text


def test_trials_that_never_began_are_named(tmp_path: Path) -> None:
    trials = ["healthy-stream-1", "flv-outage-1"]
    text = words(make_run(tmp_path, [made.healthy()], finished=None, trials=trials))
    assert "Interrupted: no verdict for 1 of 2 trials" in text
    assert "flv-outage-1" in text and "Never started" in text


def test_a_run_without_any_trial_still_gives_a_report(tmp_path: Path) -> None:
    assert "The journal contains no trials." in words(make_run(tmp_path, [], finished=None, trials=None))


def test_a_run_that_claims_more_than_its_trials_is_not_believed(tmp_path: Path) -> None:
    assert "The trial failed" in words(make_run(tmp_path, [made.outage(retries=2)], **PASSED))


def test_the_same_journal_gives_the_same_bytes(tmp_path: Path) -> None:
    make_run(tmp_path / "run", [made.outage(), made.cut_short("b")], **PASSED)
    first = write_report(read_run(tmp_path / "run"), tmp_path / "a.html").read_bytes()
    (tmp_path / "run").rename(tmp_path / "moved")
    assert write_report(read_run(tmp_path / "moved"), tmp_path / "b.html").read_bytes() == first


def test_a_folder_as_target_gets_a_report_in_it(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [made.healthy()], **PASSED)
    assert write_report(run, tmp_path / "out") == tmp_path / "out/report.html"
    assert (tmp_path / "out/report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_policy_comes_first_and_allows_only_our_style(tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.outage()], **PASSED)
    first = parsed(run).all("meta")[0]
    assert first["http-equiv"] == "Content-Security-Policy"
    found = re.search(r"<style>(.*?)</style>", render(run), re.DOTALL)
    assert found
    digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    assert first["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_fetched_and_nothing_can_run(tmp_path: Path) -> None:
    page = parsed(make_run(tmp_path, [made.outage(), made.healthy()], **PASSED))
    assert not page.tags() & {"script", "iframe", "object", "embed", "form", "base"}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("src", "href"):
            assert attributes.get(name, "#").startswith(("#", "data:"))


def test_every_link_has_its_target_and_every_picture_a_text(tmp_path: Path) -> None:
    page = parsed(make_run(tmp_path, [made.outage(), made.healthy()], **PASSED))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"].removeprefix("#") for link in page.all("a")} <= set(ids)
    assert all(image["alt"] for image in page.all("img"))
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    drawings = [svg for svg in page.all("svg") if "aria-hidden" not in svg]
    assert drawings and all(svg["role"] == "img" and svg["aria-label"] for svg in drawings)


def test_one_main_headline_and_no_skipped_level(tmp_path: Path) -> None:
    page = parsed(make_run(tmp_path, [made.outage(), made.healthy()], **PASSED))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_screenshots_are_part_of_the_file_with_their_times(tmp_path: Path) -> None:
    page = parsed(make_run(tmp_path, [made.outage()], **PASSED))
    assert [image["src"][:23] for image in page.all("img")] == ["data:image/jpeg;base64,"] * 3
    for caption in ("Before the fault, at 4.9 s", "During the fault, at 9.0 s", "After the fault, at 40.0 s"):
        assert caption in page.text


def test_the_size_does_not_grow_with_the_number_of_events(tmp_path: Path) -> None:
    def size(length: float) -> int:
        stalls = scene.pictures(0.7, length, 0.7, keep=lambda number: number % 100 > 20)
        requests = scene.hls(0.3, length)
        events = (*scene.frame(length, made.PHASES), *scene.publisher(length), *stalls, *requests)
        run = make_run(tmp_path / str(length), [MadeTrial(made.outage_plan(), events, None)], **PASSED)
        return len(render(run))

    assert size(1200) < 300_000


def test_an_event_of_any_shape_does_not_break_the_report(tmp_path: Path) -> None:
    shapes: list[dict[str, object]] = [
        {},
        {"step": None, "request": None, "painted": "x", "call": []},
        {"url": "http://["},
    ]
    make_run(tmp_path, [made.outage()], **PASSED)
    with (tmp_path / "trials/flv-outage-1/timeline.jsonl").open("a", encoding="utf-8") as lines:
        for name, data in product(EventName, shapes):
            lines.write(json.dumps({"at": scene.ZERO + 1, "name": name, "data": data}) + "\n")
    run = read_run(tmp_path)
    page = words(run)
    assert "FLV was cut at 5.0 s" in page
    assert "timeline.jsonl line" in page and "more like these" in page
    assert any("request is missing, left out" in str(loss) for loss in run.losses)


@pytest.mark.parametrize("name", ["argv", "machine", "git", "components", "trials", "started", "seed", "exit_code"])
@pytest.mark.parametrize("value", [None, 7, "text", [], {}, [1, {"a": 2}]])
def test_facts_of_any_shape_do_not_break_the_report(name: str, value: object, tmp_path: Path) -> None:
    run = make_run(tmp_path, [], outcome="passed")
    assert "<h1>" in render(replace(run, facts={**run.facts, name: value}))


def test_a_section_is_a_file_in_the_folder() -> None:
    folder = Path(html.__file__).parent
    paths = [*folder.glob("sections/*.j2"), *folder.glob("sections/trial/*.j2")]
    assert paths
    for path in paths:
        assert re.fullmatch(r"\d\d_[a-z_]+\.html\.j2", path.name)


def test_text_becomes_markup_in_one_place_only() -> None:
    folder = Path(html.__file__).parent
    paths = [*folder.rglob("*.j2")]
    assert paths
    for path in paths:
        assert not re.search(r"\|\s*safe|autoescape\s+false", path.read_text(encoding="utf-8")), path
    makers = [path.name for path in folder.rglob("*.py") if "Markup(" in path.read_text(encoding="utf-8")]
    assert makers == ["trusted.py"]
