from chaoslab.evidence.network.requests import Request
from chaoslab.evidence.picture.frames import Frame, Gap
from chaoslab.evidence.picture.protocols_shown import Span, carriers


def frames(*times: float) -> list[Frame]:
    return [Frame(at, None, None) for at in times]


def request(path: str, start: float, answered: float | None, ended: float | None, *, error: str = "") -> Request:
    leg = "flv" if path.endswith(".flv") else "hls"
    return Request("r", f"http://h{path}", leg, start, answered_at=answered, ended_at=ended, error=error or None)


def test_a_stop_of_the_picture_ends_a_stretch() -> None:
    flv = [request("/k.flv", 0, 0.1, None)]
    spans = carriers(frames(1, 2, 5, 6), [Gap(2, 5, closed=True)], flv)
    assert spans == (Span(1, 2, "FLV"), Span(5, 6, "FLV"))


def test_an_attempt_that_was_never_answered_carries_nothing() -> None:
    asked = [request("/k.flv", 0, 0.1, 2), request("/k.flv", 3, None, 3.1, error="refused")]
    assert [span.label for span in carriers(frames(1, 4), [], asked)] == ["FLV"]


def test_hls_carries_from_its_first_whole_segment() -> None:
    asked = [
        request("/k.flv", 0, 0.1, 2),
        request("/a.ts", 3, 3.1, 3.2, error="aborted"),
        request("/k.m3u8", 3, 3.1, 3.2),
        request("/b.ts", 4, 4.1, 4.2),
    ]
    assert carriers(frames(1, 3.5, 5), [], asked) == (Span(1, 3.5, "FLV"), Span(5, 5, "HLS"))


HLS = [request(f"/{number}.ts", 2.0 * number + 10, 2.0 * number + 10.1, 2.0 * number + 10.2) for number in range(10)]


def test_an_attempt_at_flv_that_ends_at_once_takes_nothing_from_hls() -> None:
    asked = sorted([*HLS, request("/k.flv", 15, 15.1, 15.3)], key=lambda sent: sent.started_at)
    spans = carriers(frames(11, 13, 15.2, 16, 20), [], asked)
    assert spans == (Span(11, 20, "HLS"),)


def test_a_short_return_to_flv_ends_with_the_next_segment() -> None:
    hls = [sent for sent in HLS if not 15 <= sent.started_at <= 19]
    asked = sorted([*hls, request("/k.flv", 15, 15.1, 18.0)], key=lambda sent: sent.started_at)
    spans = carriers(frames(11, 14, 16, 17, 21, 22), [], asked)
    assert spans == (Span(11, 14, "HLS"), Span(16, 17, "FLV"), Span(21, 22, "HLS"))
