"""A run with a text planted in every field that holds text, of plan, verdict, events and run.json, and in names."""

import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError

from chaoslab.journal.journal import write_json
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import RunRecord
from chaoslab.journal.replayed import Replay, write_replay
from chaoslab.judge.verdict import Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.event_data import FIELDS
from chaoslab.timeline.events import EventName
from tests.report.made_run import FACTS

_DEEPEST = 8  # models in models; a sign holds signs
_NUMBER = 1  # stands in each field that holds no text
_LONGEST = 200  # bytes of a folder's name


def planted_run(folder: Path, words: Sequence[str]) -> RunRecord:
    """A trial for each text, in all of whose fields it stands; the first few also stand in what there is once."""
    names = [f"{number} {_as_name(word)}" for number, word in enumerate(words)]
    for name, word in zip(names, words, strict=True):
        trial = folder / "trials" / name
        trial.mkdir(parents=True)
        write_json(trial / "plan.json", {**filled(TrialPlan, word), "id": name})
        write_json(trial / "verdict.json", filled(Verdict, word))
        (trial / "timeline.jsonl").write_text("".join(_events(word)), encoding="utf-8")
    once = {key: words[n] for n, key in enumerate(("run", "chaoslab", "started", "finished", "origin", "outcome"))}
    several = {"argv": list(words), "components": dict(zip(words, words, strict=True)), "trials": [*names, *words]}
    around = {key: dict.fromkeys(FACTS[key], words[0]) for key in ("machine", "git")}
    write_json(folder / "run.json", {**FACTS, **once, **several, **around, "exit_code": 1})
    write_replay(folder, Replay.model_validate(filled(Replay, words[0])))
    return read_run(folder)


def filled(model: type[BaseModel], word: str) -> dict[str, Any]:
    """The content of a model, as JSON, with the text wherever there can be text, as a key too."""
    return {field.alias or name: _value(field.annotation, word) for name, field in model.model_fields.items()}


def texts(value: Any) -> list[str]:
    """Every text in JSON, keys too."""
    if isinstance(value, dict):
        return [*value, *(text for inner in value.values() for text in texts(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def event_data(name: EventName, word: str) -> dict[str, Any]:
    """An event's data with the text in each field that takes it."""
    fields = {key.removesuffix("?"): kind for key, kind in FIELDS[name].items()}
    return {key: 0 if key == "step" else _fitting(kind, word) for key, kind in fields.items()}


def _events(word: str) -> typing.Iterator[str]:
    at = 100.0
    for name in [name for name in EventName if name is not EventName.TRIAL_CLOSED] + [EventName.TRIAL_CLOSED]:
        event = {"at": at, "name": name.value, "data": event_data(name, word)}
        yield TypeAdapter(dict[str, Any]).dump_json(event).decode() + "\n"
        at += 0.1


def _fitting(kind: Any, word: str) -> Any:
    for value in (word, _NUMBER, True, {word: word}, [word], [[_NUMBER, _NUMBER]]):
        try:
            TypeAdapter(kind).validate_python(value, strict=True)
        except ValidationError:
            continue
        return value
    raise AssertionError(f"nothing fits {kind}")


def _value(kind: Any, word: str, depth: int = 0) -> Any:  # noqa: PLR0911 - one for each kind of type
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _value(inner[0], word, depth)
    if origin is typing.Literal:
        return inner[0]
    if origin in (typing.Union, types.UnionType):
        return _value(max(inner, key=_prefers), word, depth)
    if origin in (tuple, list, Sequence):
        return [_value(inner[0], word, depth + 1)] if depth < _DEEPEST else []
    if origin in (dict, Mapping):
        key = word if inner[0] is str else _value(inner[0], word)
        return {key: _value(inner[1], word, depth + 1)}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields.items() if depth < _DEEPEST else ()
        return {field.alias or name: _value(field.annotation, word, depth + 1) for name, field in fields}
    if kind in (str, Any):
        return word
    if isinstance(kind, type) and issubclass(kind, str):  # an enumeration
        return next(iter(kind)).value  # type: ignore[call-overload]
    return word if kind is SecretStr else kind is bool or _NUMBER


def _prefers(kind: Any) -> int:
    """Text before all else, then what may hold text."""
    return 3 if kind is str else 0 if kind is type(None) else 2 if typing.get_origin(kind) or kind is Any else 1


def _as_name(word: str) -> str:
    """As the name of a folder, which holds neither slashes nor NUL."""
    plain = word.replace("/", "\u2215").replace("\0", "\u2400").replace("\n", " ")
    return plain.encode()[:_LONGEST].decode(errors="ignore")
