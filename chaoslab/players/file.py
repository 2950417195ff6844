"""A player file: how to open a player and what to look at in it, checked completely before anything starts."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from chaoslab.experiment.model import Slack, steady_state_model
from chaoslab.experiment.schema import file_schema
from chaoslab.models import Strict

Text = Annotated[str, Field(min_length=1, max_length=2000)]


class ByParts(Strict):
    """A state recognised by an element that a selector matches, that holds a text, or both; or by several at once."""

    selector: Annotated[Text | None, Field(description="CSS selector of the element")] = None
    text: Annotated[Text | None, Field(description="part of the text of a visible element")] = None
    all: Annotated[
        list["Text | ByParts"] | None, Field(min_length=1, description="signs that are visible at the same time")
    ] = None


class FromEnvironment(Strict):
    """A value read from the environment instead of being written in the file."""

    env: Annotated[Text, Field(description="the environment variable that holds the value")]


StateSign = Text | ByParts | Annotated[list[Text | ByParts], Field(min_length=1)]
Sent = str | FromEnvironment


class StatesChoice(Strict):
    """How each state of the page is seen: a CSS selector, `{text: "…"}`, a list of which any will do, or `none`.

    An element with a box is visible. `none` says that the player has no such sign.
    """

    waiting: Annotated[StateSign | None, Field(description="waiting for a stream that has not begun")] = None
    spinner: Annotated[StateSign | None, Field(description="buffering")] = None
    retrying: Annotated[StateSign | None, Field(description="a stream that played is being reopened")] = None
    error: Annotated[StateSign | None, Field(description="given up")] = None
    ended: Annotated[StateSign | None, Field(description="the broadcast is over")] = None
    chat_open: Annotated[StateSign | None, Field(description="the chat takes text")] = None
    playing: Annotated[StateSign | None, Field(description="it plays; must be seen before the first fault")] = None


class PathsChoice(Strict):
    """Which paths of the player's own origin are on which leg; `*` stands for anything, slashes too."""

    flv: list[Text] | None = None
    hls: list[Text] | None = None
    socket: list[Text] | None = None
    api: list[Text] | None = None


class PlayerFile(Strict):
    """The fields that do not depend on which probes exist."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    url: Annotated[Text | None, Field(description="the page's address, with {flv}, {hls} and the like in it")] = None
    folder: Annotated[Text | None, Field(description="folder of a component, beside this file")] = None
    server: Annotated[
        Text | None, Field(description="http://HOST:PORT of a player that takes everything from its own origin")
    ] = None
    paths: Annotated[PathsChoice | None, Field(description="goes with `server`")] = None
    mode: Annotated[
        Literal["flv", "hls"] | None, Field(description="the transport that it starts with; overrides the experiment's")
    ] = None
    video: Annotated[
        Text | None, Field(description="selector of the media element under test; by default every one on the page")
    ] = None
    see_through: Annotated[
        Text | None,
        Field(description="selector of what lies over the picture and lets it through, where the lab cannot know"),
    ] = None
    states: StatesChoice = StatesChoice()
    cookies: dict[str, Sent] = Field(
        default_factory=dict, description="set before the page is opened, never written down"
    )
    headers: dict[str, Sent] = Field(
        default_factory=dict, description="sent with every request of the page, never written down"
    )
    conforms: list[str] = Field(
        default_factory=list, description="names of the models that it must follow, whatever the experiment says"
    )
    latency_slack: Slack | None = Field(
        None,
        alias="latency-slack",
        description="seconds that it may be further behind live than before and count as recovered, "
        "where an experiment does not say",
    )
    steady_state: Any = None


@cache
def player_model() -> type[PlayerFile]:
    """The whole file."""
    gate = Field(None, alias="steady-state", description="overrides the experiments' limits for the same probes")
    return create_model("Player", __base__=PlayerFile, steady_state=(steady_state_model(), gate))


def player_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors."""
    return file_schema(player_model())
