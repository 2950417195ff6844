"""A run in which everything that somebody else could have written is hostile."""

from itertools import chain, cycle
from pathlib import Path

from chaoslab.experiment.method.step import Step
from chaoslab.journal.record import RunRecord
from chaoslab.journal.replayed import Replay, ReplayedFigure, ReplayedStep, ReplayedTrial, ReplayedVersion, write_replay
from chaoslab.judge.verdict import Judged, Outcome, Receipt, Verdict
from chaoslab.plan.model import RigPlan, TrialPlan
from chaoslab.probes import Measurement
from chaoslab.timeline.events import Event, EventName
from tests.report import made_scene as scene
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.payloads import payloads

_EACH = 12  # events of a kind in one trial, so that each trial holds many payloads


def hostile_run(folder: Path) -> RunRecord:
    """Every payload stands in every kind of field of some trial."""
    corpus = list(payloads())
    trials = [_trial(n, corpus[n : n + 1] * 3 + corpus[n + 1 : n + _EACH]) for n in range(len(corpus))]
    facts = {name: corpus[n] for n, name in enumerate(("run", "chaoslab", "started", "finished", "origin", "seed"))}
    said = {
        "argv": corpus,
        "components": {word: word for word in corpus},
        "machine": dict.fromkeys(("platform", "python", "cores", "memory_gib", "load"), corpus[0]),
        "git": {"commit": corpus[8], "dirty": True},
        "trials": [*(trial.plan.id for trial in trials), *corpus],
    }
    run = make_run(folder, trials, shots={}, **facts, **said, outcome="failed", exit_code=1)
    write_replay(folder, _replay(corpus))
    return run


def _replay(corpus: list[str]) -> Replay:
    return Replay(
        of=corpus[0],
        folder=corpus[1],
        versions=tuple(ReplayedVersion(name=word, then=word, now=word) for word in corpus),
        trials=tuple(
            ReplayedTrial(
                id=word,
                of=word,
                then="passed",
                now="failed",
                sentence_then=word,
                sentence_now=f"{word} ",
                steps=(ReplayedStep(step=0, fault=word, edge="start", then=1.0, now=None, waited_for=word),),
                figures=(ReplayedFigure(probe=word, unit=word, then=1.5, now=None),),
            )
            for word in corpus
        ),
    )


def _trial(number: int, words: list[str]) -> MadeTrial:
    word = words[0]
    plan = TrialPlan(
        id=f"trial-{number}",
        experiment=f"experiments/{word}.yaml",
        title=word,
        claims=(word,),
        rig=RigPlan(player=word, origin=word, browser=word),
        steps=(Step(at=1, lasting=2, fault=word, settings={"leg": word}),),
    )
    return MadeTrial(plan, tuple(_events(words)), _verdict(word))


def _verdict(word: str) -> Verdict:
    return Verdict(
        outcome=Outcome.FAILED,
        sentence=word,
        reasons=(word,),
        expectations=(Judged(probe=word, held=False, observed=None, declared=word, unit=word, note=word),),
        receipts=(Receipt(step=0, fault=word, witnessed=True, witness=word, detail=word, injected_at=1, seen_at=2),),
        measurements={word: Measurement(name=word, value=1.5, unit=word, note=word)},
    )


def _events(words: list[str]) -> chain[Event]:
    at = (scene.ZERO + 0.5 + n / 50 for n in range(10_000))
    word = cycle(words)

    def some(name: EventName, *keys: str) -> list[Event]:
        return [Event(next(at), name, {"step": 0, **{key: next(word) for key in keys}}) for _ in range(_EACH)]

    return chain(
        scene.frame(20, ((0.4, words[0]), (1.0, words[-1]))),
        some(EventName.FAULT_INJECTED, "fault"),
        some(EventName.FAULT_SEEN, "fault", "witness", "detail"),
        some(EventName.STATE_SHOWN, "state"),
        some(EventName.CONSOLE_LOGGED, "level", "text"),
        [Event(next(at), EventName.CONSOLE_LOGGED, {"level": "error", "text": one}) for one in words],
        chain.from_iterable(
            scene.request(f"f{n}{one}", f"/{one}.flv", 1 + n, 1.5 + n, error=one) for n, one in enumerate(words)
        ),
        scene.publisher(20),
        scene.pictures(0.7, 9, 0.7),
    )
