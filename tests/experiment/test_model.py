"""Experiment files: what is accepted, and the one line that says what is wrong with the others."""

from pathlib import Path

import pytest

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.load import find, load
from chaoslab.experiment.model import ExperimentBase, expected_limits

GOOD = """\
title: The player falls back to HLS when FLV dies for good
claims: [P1]
rig: {player: reference, mode: flv}
steady-state: {frame_rate: {at_least: 27}}
method:
  - {at: 5, lasting: 20, fault: {proxy_down: {leg: flv}}}
watch: 10
expect:
  - flv_retries: {equals: 3}
  - retry_delays: {equals: [1, 2, 4], within: 0.1}
  - recovered: true
"""


def loaded(folder: Path, text: str) -> ExperimentBase:
    path = folder / "e.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ExperimentInvalid) as caught:
        loaded(folder, text)
    assert caught.value.exit_code == 2
    return str(caught.value).removeprefix(str(folder / "e.yaml"))


def test_a_whole_experiment_is_read(tmp_path: Path) -> None:
    found = loaded(tmp_path, GOOD)
    assert found.title.startswith("The player")
    assert [name for name, _ in expected_limits(found)] == ["flv_retries", "retry_delays", "recovered"]
    assert found.method[0].fault.key == "proxy_down"


FLAP = ":6: method.0.fault.flapping"


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("flv_retries", "flv_retires", ":9: expect.0.flv_retires: unknown key; did you mean 'flv_retries'?"),
        ("watch: 10", "watch: 10\nlatency-slack: -1", ":8: latency-slack: "),
        ("{frame_rate: {at_least: 27}}", "{withn: 60}", ":4: steady-state.withn: unknown key; did you mean 'within'?"),
        ("watch: 10", "wacth: 10", ":7: wacth: unknown key; did you mean 'watch'?"),
        (
            "proxy_down",
            "proxies_down",
            ":6: method.0.fault.proxies_down: unknown key; did you mean 'proxy_down'?",
        ),
        (
            "proxy_down",
            "tab_gone_away",
            ":6: method.0.fault.tab_gone_away: unknown key; the nearest are 'tab_hide', 'tab_freeze', ",
        ),
        (
            "flv_retries",
            "latency",
            ":9: expect.0.latency: unknown key; did you mean 'live_latency'?",
        ),
        (
            "flv_retries",
            "time_until_ok",
            ":9: expect.0.time_until_ok: unknown key; the nearest are 'time_to_",
        ),
        ("flv_retries", "Stall-Time", ":9: expect.0.Stall-Time: unknown key; did you mean 'stall_time'?"),
        ("proxy_down", "proxy_dwn", ":6: method.0.fault.proxy_dwn: unknown key; did you mean 'proxy_down'?"),
        ("proxy_down", "tab_hide", ":6: method.0.fault.tab_hide.leg: unknown key; no key is known here, write {}"),
        ("leg: flv}", "leg: fvl}", ":6: method.0.fault.proxy_down.leg: 'fvl' is not known; did you mean 'flv'?"),
        ("mode: flv", "mode: flw", ":3: rig.mode: 'flw' is not known; did you mean 'flv'?"),
        ("lasting: 20", "lasting: 20s", ":6: method.0.lasting: expects a plain number (times are in seconds"),
        ("lasting: 20", "lasting: -1", ":6: method.0.lasting: input should be greater than"),
        ("at: 5, ", "", ":6: method.0: needs one of at (seconds), after (a step's name), when (a condition)"),
        ("equals: 3}", "equals: [3]}", ":9: expect.0.flv_retries: equals takes a number, got [3.0]"),
        ("equals: 3}", "equals: many}", ":9: expect.0.flv_retries.equals: takes a number, got 'many'"),
        ("recovered: true", "recovered: {at_most: 3}", ":11: expect.2.recovered: takes equals with true or false"),
        ("recovered: true", "recovered: maybe", ":11: expect.2.recovered: expects true or false, got 'maybe'"),
        ("{equals: 3}", "{within: 3}", ":9: expect.0.flv_retries: needs one of equals, at_least, at_most"),
        ("{equals: 3}", "{within_percent: 3}", ":9: expect.0.flv_retries: needs one of equals, at_least, at_most"),
        (
            "within: 0.1",
            "within: 0.1, within_percent: 5",
            ":10: expect.1.retry_delays: within_percent goes with equals",
        ),
        (
            "at: 5",
            "at: 0",
            ":4: steady-state: can never hold: step 1 (at: 0) is in place before the page; leave it out",
        ),
        ("mode: flv", "page: {viewers: 21}", ":3: rig.page.viewers: input should be less than or equal to 20"),
        ("mode: flv", "page: {braker: true}", ":3: rig.page.braker: unknown key; did you mean 'breaker'?"),
        ("{equals: 3}", "{at_most: .inf}", ":9: expect.0.flv_retries.at_most: input should be a finite number"),
        ("{equals: 3}", "{equals: 2.5}", ":9: expect.0.flv_retries: equals takes a whole number, got 2.5"),
        ("{equals: 3}", "{at_least: 9, at_most: 3}", ":9: expect.0.flv_retries: at_least 9 is more than at_most 3"),
        ("{equals: 3}", "{at_most: -1}", ":9: expect.0.flv_retries: at_most -1 is never met: no value is below 0"),
        ("recovered: true", "flv_retries: {equals: 3}", ":11: expect.2.flv_retries: is expected twice"),
        ("watch: 10", "watch: 4", ":7: watch: 4 s is too short to see whether it recovered; 5 or more are needed"),
        ("watch: 10", "watch: [", ":9: is not YAML: "),
        ("watch: 10", "watch: 10\nwatch: 11", ":8: watch: is given twice"),
        ("proxy_down: {leg: flv}", "flapping: {leg: flv, down: [3]}", FLAP + ".down: is too short: value 2 is missing"),
        ("proxy_down: {leg: flv}", "flapping: {leg: flv, down: []}", FLAP + ".down: is too short: value 1 is missing"),
        ("watch: 10", "draw: {equals: 3}", ":7: draw.equals: expects a mapping, such as {key: value}, got 3"),
        ("watch: 10", "watch: 2020-13-45", ":7: is not YAML: '2020-13-45' is not a date; put quotes around text"),
        ("watch: 10", "? [a, b]", ":7: a key is a list; write a plain word before the colon"),
        ("watch: 10", '"a\\nb": 10', ":7: a\\nb: unknown key"),
        (
            "title: The",
            f"title: {'x' * 300} The",
            f":1: title: string should have at most 200 characters, got '{'x' * 99}…",
        ),
        ("claims: [P1]", "claims: &a [P1]\nx: *a", ":3: alias *a is not allowed"),
    ],
)
def test_what_is_wrong_is_said_with_line_key_and_the_nearest_known_name(
    tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    assert right in GOOD
    assert refused(tmp_path, GOOD.replace(right, wrong)).startswith(says)


SAME_LEG = "  - {at: 10, lasting: 0.2, fault: {proxy_down: {leg: %s}}}\n"


def test_the_same_fault_twice_at_once_on_one_leg_is_refused(tmp_path: Path) -> None:
    overlapping = GOOD.replace("watch: 10", SAME_LEG % "flv" + "watch: 10")
    assert refused(tmp_path, overlapping).startswith(":7: method.1: overlaps step 1, the same fault on the same leg")


def test_the_same_fault_on_two_legs_or_one_after_the_other_is_not(tmp_path: Path) -> None:
    for leg, at in (("hls", "at: 10"), ("flv", "at: 25")):
        fine = GOOD.replace("watch: 10", SAME_LEG.replace("at: 10", at) % leg + "watch: 10")
        assert len(loaded(tmp_path, fine).method) == 2


def test_the_message_is_one_line(tmp_path: Path) -> None:
    assert "\n" not in refused(tmp_path, GOOD.replace("watch: 10", "watch: ["))


def test_an_empty_file_is_no_experiment(tmp_path: Path) -> None:
    assert "is not a mapping" in refused(tmp_path, "")


def test_a_large_file_is_not_even_parsed(tmp_path: Path) -> None:
    assert "larger than" in refused(tmp_path, "# " + "x" * 300_000)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.yaml: no such file"):
        find([tmp_path / "gone.yaml"])


def test_a_folder_without_experiments_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="contains no experiment"):
        find([tmp_path])


def test_a_folder_is_searched_and_nothing_is_found_twice(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(GOOD)
    (tmp_path / "a.yml").write_text(GOOD)
    (tmp_path / "c.YAML").write_text(GOOD)
    assert [path.name for path in find([tmp_path, tmp_path / "b.yaml"])] == ["a.yml", "b.yaml", "c.YAML"]


def test_what_editors_and_systems_leave_in_a_folder_is_no_experiment(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / ".#a.yaml").symlink_to("somebody@here:1")  # the lock of an editor
    for name in ("#a.yaml#", "a.yaml~", ".a.yaml.swp", "._a.yaml", ".git/a.yaml", "b.yaml/.hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("no experiment")
    assert [path.name for path in find([tmp_path])] == ["a.yaml"]


def test_a_hidden_folder_may_be_named(tmp_path: Path) -> None:
    (tmp_path / ".mine").mkdir()
    (tmp_path / ".mine/a.yaml").write_text(GOOD)
    assert [path.name for path in find([tmp_path / ".mine"])] == ["a.yaml"]


@pytest.mark.parametrize("name", [".#a.yaml", "a.yaml"])
def test_a_link_to_nothing_is_told_where_it_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("nowhere")
    with pytest.raises(UsageError, match=r"a\.yaml: is a link to nowhere, which is not there"):
        find([tmp_path / name])


def test_a_link_to_nothing_that_looks_like_an_experiment_is_not_left_out_silently(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").symlink_to("nowhere")
    with pytest.raises(UsageError, match=r"b\.yaml: "):
        [load(path) for path in find([tmp_path])]
