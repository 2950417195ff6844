"""Acts as they are read from JSON."""

import pytest

from harness.harm.acts import Abort, Status, act_of


def test_an_act_is_read_by_its_kind() -> None:
    assert act_of({"kind": "status", "status": 503, "retry_after": 2}) == Status(503, 2)
    assert act_of({"kind": "abort", "after_head": False}) == Abort(after_head=False)


def test_an_unknown_kind_is_named_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="unknown kind of act 'explode'; the known ones are status, delay, abort"):
        act_of({"kind": "explode"})


def test_what_an_act_does_not_take_is_named() -> None:
    with pytest.raises(ValueError, match=r"wrong settings for an act of the kind delay: .*'years'"):
        act_of({"kind": "delay", "years": 1})
    with pytest.raises(ValueError, match=r"wrong settings for an act of the kind status: .*'status'"):
        act_of({"kind": "status"})
