"""A small machine for tests: a light that may be on for one to two seconds."""

from chaoslab.conformance.model import Model, ModelState, Transition


def way(to: str, at_least: float | None = None, at_most: float | None = None) -> tuple[Transition, ...]:
    return (Transition(to=to, at_least=at_least, at_most=at_most),)


def model(states: dict[str, ModelState], begins: str = "off", **more: object) -> Model:
    return Model.model_validate({"name": "light", "title": "A light", "begins": begins, "states": states, **more})


def light() -> Model:
    """Off until the spinner is shown, then on for 1 to 2 s."""
    on = ModelState(goes={"spinner_hidden": way("off", 1.0, 2.0)})
    return model({"off": ModelState(goes={"spinner_shown": way("on")}), "on": on})
