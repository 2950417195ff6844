"""A player that is not the reference one, as a plan holds it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, SecretStr

from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import OWN_ORIGIN_PATTERNS, PageRoutes
from chaoslab.models import Frozen
from chaoslab.outward.mask import Secret
from chaoslab.players.secrets import secrets_of

PLAYING = "playing"  # the one state that must be seen while the stream plays
# What a page may show beside the picture, by the names that probes and reports know.
STATES = ("waiting", "spinner", "retrying", "error", "ended", "chat_open", PLAYING)


class Sign(Frozen):
    """How a state is seen in the page: an element that a selector matches, that holds a text, or both, has a box.

    Or else any or all of several signs; or the player has none (`absent`).
    """

    selector: str = ""
    text: str = ""
    any_of: tuple["Sign", ...] = ()
    all_of: tuple["Sign", ...] = ()
    absent: bool = False

    def in_words(self) -> str:
        """`selector '.spinner'`, `text 'Please wait'`, `selector '.a' or text 'b'`."""
        if self.absent:
            return "none"
        if several := self.any_of or self.all_of:
            return (" or " if self.any_of else " and ").join(sign.in_words() for sign in several)
        selector = [f"selector {self.selector!r}"] if self.selector else []
        return " with ".join([*selector, *([f"text {self.text!r}"] if self.text else [])])

    def selectors(self) -> tuple[str, ...]:
        """Every selector in it."""
        inner = (selector for sign in (*self.any_of, *self.all_of) for selector in sign.selectors())
        return (*([self.selector] if self.selector else []), *inner)


class PlayerSpec(Frozen):
    """Everything that a trial needs to open the player and to look at it; secrets are masked wherever it is written."""

    title: str
    file: str = ""  # the player file; empty for a URL template
    url: str = ""  # template of the page's address; empty for a folder
    folder: str = ""  # of a component
    bundle: str = ""  # name of what is built from the folder, which changes with its content
    server: str = ""  # `http://HOST:PORT` of a player that knows only its own origin
    paths: dict[Leg, tuple[str, ...]] = Field(default_factory=dict)  # override the default patterns of these legs
    mode: Literal["flv", "hls"] | None = None  # the transport that it starts with, whatever the experiment says
    video: str = ""  # selector of the media element under test; empty: every one on the page
    see_through: str = ""  # selector of what lies over the picture and lets it through
    states: dict[str, Sign] = Field(default_factory=dict)
    cookies: dict[str, SecretStr] = Field(default_factory=dict)
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    unfit: str = ""  # only in journals of earlier versions: why no page could be opened

    @property
    def shown_states(self) -> Mapping[str, Sign]:
        """The states that the player may show: those declared, but for those that it says it does not have."""
        return {name: sign for name, sign in self.states.items() if not sign.absent}

    @property
    def routes(self) -> PageRoutes | None:
        """How the paths of its origin are spread over the legs; None for a player without a server of its own."""
        return PageRoutes(self.server, {**OWN_ORIGIN_PATTERNS, **self.paths}) if self.server else None

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What is secret of it: cookies and headers, what stands in them, and what its address carries."""
        return secrets_of(
            cookies={name: value.get_secret_value() for name, value in self.cookies.items()},
            headers={name: value.get_secret_value() for name, value in self.headers.items()},
            url=self.url,
        )
