"""What a method may not ask for, said before anything starts."""

from pathlib import Path

import pytest

from tests.experiment.test_model import loaded, refused

HEAD = "title: T\nexpect: [{stall_count: {equals: 0}}]\nmethod:\n"
CUT = "  - {name: cut, at: 5, lasting: 10, fault: {proxy_down: {leg: flv}}}\n"


def method(*steps: str) -> str:
    return HEAD + "".join(f"  - {{{step}}}\n" for step in steps)


REFUSED = [
    (("lasting: 1, fault: {tab_hide: {}}",), ":4: method.0: needs one of at (seconds), after (a step's name), when"),
    (("at: 1, fault: {tab_hide: {}}",), ":4: method.0: needs one of lasting (seconds), until (a condition)"),
    (("at: 1, lasting: 1, until: stalled, at_most: 3, fault: {tab_hide: {}}",), ":4: method.0: needs one of lasting"),
    (("at: 1, until: stalled, fault: {tab_hide: {}}",), ":4: method.0: until (a condition) and at_most (seconds) go"),
    (("at: 1, lasting: 1, at_most: 3, fault: {tab_hide: {}}",), ":4: method.0: until (a condition) and at_most"),
    (("when: stalled, lasting: 1, fault: {tab_hide: {}}",), ":4: method.0: when (a condition) and within (seconds) go"),
    (("at: 1, within: 2, lasting: 1, fault: {tab_hide: {}}",), ":4: method.0: when (a condition) and within (seconds)"),
    (
        ("when: staled, within: 2, lasting: 1, fault: {tab_hide: {}}",),
        ":4: method.0.when: 'staled' is not known; did you mean 'stalled'?",
    ),
    (("at: 1, after: cut, lasting: 1, fault: {tab_hide: {}}",), ":4: method.0: takes at or after, not both"),
    (
        (
            "name: a, at: 5, lasting: 1, fault: {tab_hide: {}}",
            f"after: a + {'9' * 400}, lasting: 1, fault: {{tab_hide: {{}}}}",
        ),
        ":5: method.1: after takes 86400 seconds at most, a day, got inf",
    ),
    (("after: cut - 1, lasting: 1, fault: {tab_hide: {}}",), ":4: method.0: after takes NAME, NAME + SECONDS or"),
    (
        ("name: cut, at: 5, lasting: 1, fault: {tab_hide: {}}", "after: ctu, lasting: 1, fault: {tab_hide: {}}"),
        ":5: method.1.after: no step is named 'ctu'; did you mean 'cut'?",
    ),
    (("after: cut, lasting: 1, fault: {tab_hide: {}}",), ":4: method.0.after: no step is named 'cut'; give one a `na"),
    (
        ("name: a, at: 5, lasting: 1, fault: {tab_hide: {}}", "name: a, at: 8, lasting: 1, fault: {tab_hide: {}}"),
        ":5: method.1.name: 'a' is already the name of step 1",
    ),
    (
        (
            "name: a, after: b, lasting: 1, fault: {tab_hide: {}}",
            "name: b, after: a, lasting: 1, fault: {tab_hide: {}}",
        ),
        ":4: method.0.after: leads back to itself (a → b → a): one of them needs `at`",
    ),
    (("name: a, after: a, lasting: 1, fault: {tab_hide: {}}",), ":4: method.0.after: leads back to itself (a → a)"),
    (
        ("name: a, at: 86000, lasting: 390, fault: {tab_hide: {}}", "after: a, lasting: 1, fault: {tab_hide: {}}"),
        ":3: method: may last 86401 s in all; a trial may last 86400 s, a day, at most",
    ),
]


@pytest.mark.parametrize(("steps", "says"), REFUSED)
def test_a_method_that_cannot_be_followed_is_refused(tmp_path: Path, steps: tuple[str, ...], says: str) -> None:
    assert refused(tmp_path, method(*steps)).startswith(says)


CONTRADICTIONS = [
    (
        "at: 6, lasting: 1, fault: {proxy_down: {leg: flv}}",
        ":5: method.1: overlaps step 1, the same fault on the same leg: let one end first",
    ),
    (
        "at: 6, lasting: 1, fault: {latency: {leg: flv, latency: 400}}",
        ":5: method.1: overlaps step 1, proxy_down: while proxy_down is on, nothing else can affect the flv leg",
    ),
    (
        "when: stalled, within: 20, lasting: 1, fault: {timeout: {leg: flv}}",
        ":5: method.1: may overlap step 1, proxy_down: while proxy_down is on, nothing else can affect the flv leg",
    ),
]


@pytest.mark.parametrize(("step", "says"), CONTRADICTIONS)
def test_faults_that_undo_each_other_may_not_overlap(tmp_path: Path, step: str, says: str) -> None:
    assert refused(tmp_path, HEAD + CUT + f"  - {{{step}}}\n").startswith(says)


@pytest.mark.parametrize(
    "step",
    [
        "at: 15, lasting: 1, fault: {proxy_down: {leg: flv}}",
        "after: cut, lasting: 1, fault: {proxy_down: {leg: flv}}",
        "at: 6, lasting: 1, fault: {proxy_down: {leg: hls}}",
        "at: 6, lasting: 1, fault: {tab_hide: {}}",
        "after: cut, when: stalled, within: 20, lasting: 1, fault: {latency: {leg: flv, latency: 400}}",
    ],
)
def test_others_may(tmp_path: Path, step: str) -> None:
    assert len(loaded(tmp_path, HEAD + CUT + f"  - {{{step}}}\n").method) == 2


def test_a_broadcast_that_has_ended_cannot_be_stopped(tmp_path: Path) -> None:
    ended = "at: 5, lasting: 1, fault: {stream_end: {}}", "at: 20, lasting: 1, fault: {publisher_stop: {}}"
    assert "while stream_end is on, nothing else can affect the publisher" in refused(tmp_path, method(*ended))
    reverse = "at: 5, lasting: 1, fault: {publisher_stop: {}}", "at: 20, lasting: 1, fault: {stream_end: {}}"
    assert len(loaded(tmp_path, method(*reverse)).method) == 2


JUMP = "at: 5, lasting: 1, fault: {timestamp_jump: {seconds: 5}}"
END = "at: 5, lasting: 1, fault: {stream_end: {}}"
LATER = [
    "publisher_kill: {}",
    "publisher_stop: {}",
    "video_loss: {}",
    "audio_loss: {}",
    "bitrate_surge: {factor: 3}",
    "timestamp_jump: {seconds: 5}",
    "stream_end: {}",
]


@pytest.mark.parametrize("later", LATER)
def test_what_no_lift_undoes_is_over_at_once_unless_it_leaves_others_nothing(tmp_path: Path, later: str) -> None:
    step = f"at: 15, lasting: 3, fault: {{{later}}}"
    assert len(loaded(tmp_path, method(JUMP, step)).method) == 2
    assert ":5: method.1: overlaps step 1" in refused(tmp_path, method(END, step))


def test_a_jump_may_not_come_while_nobody_publishes(tmp_path: Path) -> None:
    meanwhile = "at: 4, lasting: 3, fault: {publisher_kill: {}}"
    assert "while publisher_kill is on, nothing else can affect the timestamps" in refused(
        tmp_path, method(meanwhile, JUMP)
    )


@pytest.mark.parametrize("requests", ["leg: hls", "path: /hls/*", "path: '/hls/*.ts'", "path: '/live/*.m3u8'"])
def test_requests_are_harmed_on_a_leg_that_is_there_whether_leg_or_path_names_them(
    tmp_path: Path, requests: str
) -> None:
    cut = "at: 5, lasting: 9, fault: {proxy_down: {leg: hls}}"
    harm = f"at: 6, lasting: 3, fault: {{http_status: {{{requests}, status: 500}}}}"
    says = ":5: method.1: overlaps step 1, proxy_down: while proxy_down is on, nothing else can affect the hls leg"
    assert refused(tmp_path, method(cut, harm)).startswith(says)


@pytest.mark.parametrize("requests", ["leg: api", "path: /api/*", "path: /*", "path: '/*.ts'"])
def test_requests_that_may_be_on_another_leg_can_be_harmed(tmp_path: Path, requests: str) -> None:
    cut = "at: 5, lasting: 9, fault: {proxy_down: {leg: hls}}"
    harm = f"at: 6, lasting: 3, fault: {{http_status: {{{requests}, status: 500}}}}"
    assert len(loaded(tmp_path, method(cut, harm)).method) == 2


def test_two_paths_of_one_leg_can_be_harmed_at_once(tmp_path: Path) -> None:
    harms = [
        f"at: 5, lasting: 9, fault: {{http_status: {{path: '/hls/*.{kind}', status: 500}}}}" for kind in ("ts", "m")
    ]
    assert len(loaded(tmp_path, method(*harms)).method) == 2


def test_a_fault_without_a_leg_may_not_overlap_itself(tmp_path: Path) -> None:
    hidden = "at: 5, lasting: 5, fault: {tab_hide: {}}", "at: 8, lasting: 5, fault: {tab_hide: {}}"
    assert "overlaps step 1, the same fault on the tab" in refused(tmp_path, method(*hidden))
