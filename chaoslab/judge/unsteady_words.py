"""Why a player that plays had not recovered, in words: too far behind live, too slow, or too early to tell."""

from chaoslab.english import one_decimal, plain, rounded
from chaoslab.evidence.picture.disturbance import STEADY_SHARE, Disturbance
from chaoslab.evidence.picture.why_not_recovered import NotRecovered, why_not_recovered
from chaoslab.judge.said import NOTHING, Lag, Point, Said, between, say, second_of
from chaoslab.timeline.timeline import Timeline


def plays_unsteadily(timeline: Timeline, hit: Disturbance) -> Said:
    """`plays again since 13.3 s, but 2.1 s further behind live than before (2 s allowed)`, of "the player".

    Nothing if it recovered, if the picture stands at the end, or if nothing else is known.
    """
    why = why_not_recovered(timeline, hit)
    if why is None or why.stands_since is not None:
        return NOTHING
    if why.too_early and why.good_since is not None:
        return _too_early(timeline, hit, why, why.good_since)
    if why.stopped_again is not None:
        start, end = (second_of(timeline, Point(at, "picture")) for at in why.stopped_again)
        return say("had not recovered: the picture stopped again from {} to {}", start, end)
    reason = _behind(why) or _slow(why)
    return say("{}, but {}", _plays(timeline, why), reason) if reason else NOTHING


def _plays(timeline: Timeline, why: NotRecovered) -> Said:
    if why.plays_since is None:
        return Said("plays on")
    return say("plays again since {}", second_of(timeline, Point(why.plays_since, "picture")))


def _too_early(timeline: Timeline, hit: Disturbance, why: NotRecovered, since: float) -> Said:
    good = Point(since, "fault" if since == hit.injected_at else "picture")
    end = "the end" if why.is_end else "the next fault"
    until = Point(why.until, "end" if why.is_end else "fault")
    plays = "plays well since {}, {} before {}: too early to tell"
    if why.plays_since is not None:
        plays = plays.replace("well", "again")
    return say(plays, second_of(timeline, good), between(good, until), end)


def _behind(why: NotRecovered) -> Said:
    if why.further is None:
        return NOTHING
    lag = Lag(why.further, rounded(why.further, (why.allowed,), decimals=1))
    return say("{} further behind live than before ({} allowed)", lag, f"{plain(why.allowed)} s")


def _slow(why: NotRecovered) -> Said:
    if why.rate is None or why.source is None or why.rate >= STEADY_SHARE * why.source:
        return NOTHING
    return Said(f"at {one_decimal(why.rate)} pictures a second where the publisher sent {one_decimal(why.source)}")
