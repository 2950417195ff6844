"""Playlists over publishers that come and go: one unbroken numbering, a window, no end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.edge.playlist import SHORTEST, WINDOW, Segment, continued, relative_to, segments_of, written

LAL = """\
#EXTM3U
#EXT-X-VERSION:3
#EXT-X-ALLOW-CACHE:NO
#EXT-X-TARGETDURATION:1
#EXT-X-MEDIA-SEQUENCE:7

#EXT-X-DISCONTINUITY
#EXTINF:1.000,
key-100-7.ts
#EXTINF:0.967,
key-200-8.ts
#EXT-X-ENDLIST
"""


def run(count: int, *, first: int = 0, publisher: str = "a") -> tuple[Segment, ...]:
    numbers = range(first, first + count)
    return tuple(Segment(number, f"{publisher}{number}.ts", 1.0, starts_anew=number == 0) for number in numbers)


def test_segments_are_read_with_their_numbers() -> None:
    assert segments_of(LAL) == (Segment(7, "key-100-7.ts", 1.0, True), Segment(8, "key-200-8.ts", 0.967))
    assert segments_of("") == ()


def test_a_playlist_is_written_as_srs_writes_it_and_has_no_end() -> None:
    assert written(segments_of(LAL)) == (
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-TARGETDURATION:1\n"
        "#EXT-X-DISCONTINUITY\n#EXTINF:1.000, no desc\nkey-100-7.ts\n#EXTINF:0.967, no desc\nkey-200-8.ts\n"
    )


def test_the_target_duration_holds_the_longest_segment() -> None:
    assert "#EXT-X-TARGETDURATION:3\n" in written((Segment(0, "a.ts", 1.0), Segment(1, "b.ts", 2.6)))


def test_a_publisher_that_returns_is_numbered_on_and_pushes_the_past_out() -> None:
    names = [[segment.name for segment in continued(run(5), run(count, publisher="b"))] for count in range(6)]
    assert names[0] == ["a0.ts", "a1.ts", "a2.ts", "a3.ts", "a4.ts"]
    assert names[2] == ["a2.ts", "a3.ts", "a4.ts", "b0.ts", "b1.ts"]
    assert names[5] == ["b0.ts", "b1.ts", "b2.ts", "b3.ts", "b4.ts"]
    after = continued(run(5), run(2, publisher="b"))
    assert [segment.number for segment in after] == [2, 3, 4, 5, 6]
    assert [segment.starts_anew for segment in after] == [False, False, False, True, False]


def test_a_segment_too_short_to_play_is_left_out() -> None:
    broken_off = (*run(2), Segment(2, "a2.ts", SHORTEST / 2))
    assert [segment.number for segment in continued(broken_off, ())] == [0, 1]
    assert [segment.number for segment in continued((), broken_off)] == [0, 1]
    assert [segment.number for segment in continued(broken_off, run(1, publisher="b"))] == [0, 1, 2]


@given(st.integers(0, 12), st.integers(0, 12))
def test_numbers_follow_one_another_and_the_window_is_kept(before: int, after: int) -> None:
    window = 6
    shown = continued(run(min(before, WINDOW), first=max(0, before - WINDOW)), ())
    listed = run(min(after, window), first=max(0, after - window), publisher="b")
    numbers = [segment.number for segment in continued(shown, listed)]
    assert len(numbers) == min(WINDOW, min(before, WINDOW) + after)
    assert numbers == list(range(before + after - len(numbers), before + after))


@pytest.mark.parametrize("line", ["/live/key.m3u8?hls_ctx=1", "key.m3u8?hls_ctx=1"])
def test_paths_of_the_origin_become_relative(line: str) -> None:
    assert relative_to("/live/", f"#EXTM3U\n{line}\n") == "#EXTM3U\nkey.m3u8?hls_ctx=1\n"
