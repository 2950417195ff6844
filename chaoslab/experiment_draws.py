"""What an experiment file draws, checked before its values are."""

import difflib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chaoslab.draw_places import used
from chaoslab.draws import Draw, DrawName
from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment_errors import explain_first
from chaoslab.located_yaml import LocatedYaml, dotted


class _Draws(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    draw: dict[DrawName, Draw] = Field(default_factory=dict)


def read_draws(path: Path, document: LocatedYaml) -> dict[str, Draw]:
    """The draws by name. Raises ExperimentInvalid for one that is no draw, that nobody uses, or that is not there."""
    try:
        draws = _Draws.model_validate(document.value).draw
    except ValidationError as error:
        raise explain_first(path, document, error, model=_Draws) from error
    wanted = list(used(document.value))
    for place, name in wanted:
        if name not in draws:
            why = f"${name} is not drawn{_nearest(name, list(draws))}"
            raise ExperimentInvalid(path, why, line=document.line(place), key=dotted(place))
    for name in draws:
        if name not in {one for _, one in wanted}:
            why = f"is used nowhere; write ${name} where a step, the watch or an expectation takes a value"
            raise ExperimentInvalid(path, why, line=document.line(("draw", name)), key=f"draw.{name}")
    return draws


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {'$' + close[0]!r}?"
    return f" (known: {', '.join(f'${one}' for one in known)})" if known else f"; add `draw: {{{name}: …}}`"
