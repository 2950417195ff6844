"""The playlists that the browser read."""

from chaoslab.evidence.network.playlists_read import readings
from tests.faults.http_scene import HlsMade
from tests.made_timeline import ZERO


def test_they_are_read_as_they_came_and_have_news_when_a_segment_was_added() -> None:
    first, same, later = readings(HlsMade(5.0).reads(1.0, 3).reads(2.0, 3).reads(3.0, 4, target=2).timeline())
    assert (first.at, first.sequence, first.segments[-1], later.target) == (ZERO + 1.0, 3, "k-7.ts", 2.0)
    assert first.news == same.news != later.news
