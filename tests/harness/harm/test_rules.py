"""Which requests rules are about, how they add up, and what lifting them does."""

from typing import Any

import pytest

from harness.harm.acts import Abort, Delay, Status
from harness.harm.rules import Asked, Rules, rule_of

STATUS = {"kind": "status", "status": 503}
ABORT = {"kind": "abort", "after_head": False}


def ruled(**said: Any) -> Rules:
    rules = Rules()
    rules.set("one", rule_of({"act": STATUS, "paths": ["/hls/*"], "ports": [7], **said}))
    return rules


def asked(path: str = "/hls/k.m3u8", port: int = 7, at: float = 0.0, *, first: bool = True) -> Asked:
    return Asked(path, port, at, first_on_line=first)


def test_a_rule_hits_what_comes_over_its_ports_for_its_paths() -> None:
    rules = ruled(ports=[7, 8], paths=["/hls/*", "/live/live/*.flv"])
    assert [hit.act for hit in rules.hits(asked())] == [Status(503)]
    assert rules.hits(asked("/live/live/k.flv", 8))
    assert not rules.hits(asked("/live/live/k.flv", 9))
    assert not rules.hits(asked("/api/stream/k"))


def test_a_rule_that_was_lifted_hits_nothing_and_lets_go_of_what_it_holds() -> None:
    rules = ruled()
    (hit,) = rules.hits(asked())
    assert not hit.lifted.is_set()
    rules.lift("one")
    rules.lift("one")
    assert hit.lifted.is_set()
    assert not rules.hits(asked())


def test_clearing_lifts_all() -> None:
    rules = ruled()
    rules.set("two", rule_of({"act": {"kind": "delay", "seconds": 2}, "paths": ["*"], "ports": [7]}))
    hits = rules.hits(asked())
    assert [hit.act for hit in hits] == [Status(503), Delay(2)]
    rules.clear()
    assert all(hit.lifted.is_set() for hit in hits)
    assert not rules.hits(asked())


def test_a_rule_of_the_same_name_takes_the_others_place() -> None:
    rules = ruled()
    (before,) = rules.hits(asked())
    rules.set("one", rule_of({"act": {"kind": "status", "status": 404}, "paths": ["/hls/*"], "ports": [7]}))
    assert before.lifted.is_set()
    assert [hit.act for hit in rules.hits(asked())] == [Status(404)]


def test_requests_that_it_is_not_about_use_up_no_count() -> None:
    rules = ruled(count=1)
    assert not rules.hits(asked("/api/x"))
    assert not rules.hits(asked(port=9))
    assert rules.hits(asked())
    assert not rules.hits(asked())


def test_what_the_browser_asks_again_by_itself_is_the_same_request() -> None:
    rules = ruled(act=ABORT, count=1)
    assert [hit.act for hit in rules.hits(asked(first=False))] == [Abort(after_head=False)]
    assert not rules.hits(asked("/hls/k-1.ts", at=0.01))
    assert rules.hits(asked(at=0.02, first=False))
    assert rules.hits(asked(at=0.03))
    assert not rules.hits(asked(at=0.04))


def test_what_the_page_asks_again_is_another_request() -> None:
    rules = ruled(act=ABORT, count=1)
    assert rules.hits(asked(first=False))
    assert not rules.hits(asked(at=0.5))
    fresh = ruled(act=ABORT, count=1)
    assert fresh.hits(asked(first=True))  # on a new connection nothing is asked again
    assert not fresh.hits(asked(at=0.01))


@pytest.mark.parametrize(
    "said",
    [{}, {"act": STATUS}, {"act": STATUS, "paths": ["*"], "ports": ["x"]}, {"act": 1, "paths": [], "ports": []}, [1]],
)
def test_what_is_no_rule_is_refused(said: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are those of what is amiss
        rule_of(said)
