"""What a trial's browser opens and looks at: the player's page, its states, its cookies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from chaoslab.errors import PlayerUnfit
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageOrigin
from chaoslab.plan.model import PagePlan, RigPlan
from chaoslab.players.address import page_address
from chaoslab.players.reference import defect_of
from chaoslab.players.spec import PlayerSpec, Sign

# DOM states of the reference player, by the names that probes and reports know.
STATES: Mapping[str, Sign] = {
    "waiting": Sign(selector="[data-testid=overlay-waiting]"),
    "spinner": Sign(selector="[data-testid=overlay-buffering]"),
    "retrying": Sign(selector="[data-testid=overlay-retrying]"),
    "error": Sign(selector="[data-testid=overlay-error]"),
    "ended": Sign(selector="[data-testid=overlay-ended]"),
    "chat_open": Sign(selector="[data-testid=chat-input]:enabled"),
}


@dataclass(frozen=True)
class PageView:
    """What a browser needs to know about the page: what to look at, and what to send before it is opened."""

    states: Mapping[str, Sign] = field(default_factory=dict)
    video: str = ""  # selector of the media elements that count; empty: all of them
    see_through: str = ""  # selector of what lets the picture below it through; empty: nothing
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def selectors(self) -> Sequence[tuple[str, str]]:
        """(key in a player file, selector) of every one."""
        signs = ((name, sign.selectors()) for name, sign in self.states.items())
        states = [(f"states.{name}", selector) for name, selectors in signs for selector in selectors]
        others = [("video", self.video), ("see_through", self.see_through)]
        return (*states, *((key, selector) for key, selector in others if selector))


def view_of(spec: PlayerSpec | None) -> PageView:
    """What is looked at in a player; None is the reference player."""
    if spec is None:
        return PageView(STATES)
    cookies = {name: value.get_secret_value() for name, value in spec.cookies.items()}
    headers = {name: value.get_secret_value() for name, value in spec.headers.items()}
    return PageView(spec.shown_states, spec.video, see_through=spec.see_through, cookies=cookies, headers=headers)


def require_openable(rig: RigPlan) -> None:
    """Raise PlayerUnfit if the player does not take what the experiment asks for."""
    if rig.spec is None:
        return
    if rig.page != PagePlan():
        raise PlayerUnfit(f"{rig.player} takes no rig.page; only the reference player knows breaker, chat, viewers")


def page_url(harness: str, ports: Mapping[Leg, int], key: str, rig: RigPlan, *, origin: PageOrigin | None) -> str:
    """The player's page with the URL of every leg, laid out as nginx does (claim O2); `harness` is a base URL."""
    values = _values(ports, key, rig, origin)
    return _reference(harness, values, rig) if rig.spec is None else page_address(rig.spec, values, harness)


def _values(ports: Mapping[Leg, int], key: str, rig: RigPlan, origin: PageOrigin | None) -> dict[str, str]:
    legs = {leg: f"http://127.0.0.1:{port}" for leg, port in ports.items()}
    return {
        "flv": f"{legs['flv']}/live/live/{key}.flv",
        "hls": f"{legs['hls']}/hls/{key}.m3u8",
        "socket": legs["socket"],
        "api": f"{legs['api']}/api",
        "key": key,
        "mode": rig.mode,
        "page": origin.url if origin else "",
    }


def _reference(harness: str, values: Mapping[str, str], rig: RigPlan) -> str:
    query = {name: value for name, value in values.items() if name != "page"}
    if defect := defect_of(rig.player):
        query["defect"] = defect
    if not rig.page.chat:
        query["chat"] = "off"
    if not rig.page.breaker:
        query["breaker"] = "off"
    if rig.page.viewers > 1:
        query["viewers"] = str(rig.page.viewers)
    return f"{harness}/player/?{urlencode(query)}"
