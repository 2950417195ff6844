"""What is to become of messages on their way to pages."""

from typing import Any

import pytest

from harness.signalling.message_rules import Fate, MessageRules, message_rule_of

COUNT = '42/streaming,["stream:viewer:count",{"count":1}]'
CHAT = '42/chat,["chat:message",{"text":"42/streaming,[\\"x\\""}]'


def ruled(**said: Any) -> MessageRules:
    rules = MessageRules()
    rules.set("one", message_rule_of({"namespaces": ["/streaming", "/chat"], **said}))
    return rules


@pytest.mark.parametrize("text", [COUNT, CHAT, '43/streaming,7[{"count":1}]', '40/chat,{"sid":"x"}'])
def test_a_delay_is_of_every_message(text: str) -> None:
    assert ruled(delay=2.0).fate(text).delay == 2.0


@pytest.mark.parametrize("text", ["2", "3probe", '0{"sid":"x"}', "6", ""])
def test_pings_and_handshakes_are_no_messages(text: str) -> None:
    assert ruled(delay=2.0).fate(text) == Fate()
    assert ruled().fate(text) == Fate()


def test_a_rule_is_about_its_namespaces() -> None:
    rules = ruled(namespaces=["/chat"], delay=1.0)
    assert rules.fate(COUNT) == Fate()
    assert rules.fate(CHAT).delay == 1.0
    assert rules.fate('42["of the main namespace"]') == Fate()


def test_events_are_lost_and_answers_are_not() -> None:
    rules = ruled()
    assert rules.fate(COUNT).lost and rules.fate(CHAT).lost
    assert not rules.fate('43/streaming,7[{"count":1}]').lost
    assert not rules.fate('40/chat,{"sid":"x"}').lost


def test_only_events_of_the_name_are_lost() -> None:
    rules = ruled(event="stream:viewer:count")
    assert rules.fate(COUNT).lost
    assert not rules.fate(CHAT).lost
    assert rules.fate('42/streaming,12["stream:viewer:count",{}]').lost


def test_a_share_is_drawn_by_the_seed() -> None:
    told = [[ruled(share=0.5, seed=seed).fate(COUNT).lost for _ in range(1)] for seed in range(40)]
    assert 5 < sum(one for (one,) in told) < 35
    one, same = (ruled(share=0.5, seed=7) for _ in range(2))
    drawn = [one.fate(COUNT).lost for _ in range(50)]
    assert drawn == [same.fate(COUNT).lost for _ in range(50)]
    assert 10 < sum(drawn) < 40


def test_of_two_delays_the_longer_counts_and_what_is_lost_is_lost() -> None:
    rules = ruled(delay=1.0)
    rules.set("two", message_rule_of({"namespaces": ["/chat"], "delay": 3.0}))
    assert (rules.fate(COUNT).delay, rules.fate(CHAT).delay) == (1.0, 3.0)
    rules.set("three", message_rule_of({"namespaces": ["/chat"]}))
    assert rules.fate(CHAT) == Fate(lost=True)


def test_lifting_lets_go_of_what_is_held() -> None:
    rules = ruled(delay=1.0)
    fate = rules.fate(COUNT)
    assert fate.lifted is not None and not fate.lifted.is_set()
    rules.lift("one")
    rules.lift("one")
    assert fate.lifted.is_set()
    assert rules.fate(COUNT) == Fate()
    again = ruled()
    again.clear()
    assert again.fate(COUNT) == Fate()


@pytest.mark.parametrize("said", [{}, {"namespaces": 1}, [], {"namespaces": None}])
def test_what_is_no_rule_is_refused(said: Any) -> None:
    with pytest.raises(ValueError, match="not a rule"):
        message_rule_of(said)
