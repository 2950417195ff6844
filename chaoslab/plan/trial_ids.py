"""The ids of a run's trials: fit for folder names, and no two alike."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def trial_ids(files: Sequence[tuple[Path, int]]) -> tuple[tuple[str, ...], ...]:
    """The trial ids of each (file, number of repeats); no two in the run are alike.

    A name gets `~2` when its trials would share an id with those of an earlier file.
    """
    names = _names([path for path, _ in files])
    plain = {trial_id for name, (_, repeats) in zip(names, files, strict=True) for trial_id in _repeated(name, repeats)}
    taken: set[str] = set()
    trials = []
    for name, (_, repeats) in zip(names, files, strict=True):
        ids, turn = _repeated(name, repeats), 1
        while not taken.isdisjoint(ids) or (turn > 1 and not plain.isdisjoint(ids)):
            turn += 1
            ids = _repeated(f"{name}~{turn}", repeats)
        taken.update(ids)
        trials.append(ids)
    return tuple(trials)


def _repeated(name: str, repeats: int) -> tuple[str, ...]:
    """The ids of an experiment's trials, which sort in their order."""
    if repeats == 1:
        return (name,)
    return tuple(f"{name}-{turn:0{len(str(repeats))}d}" for turn in range(1, repeats + 1))


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """File names without their ending; when two are alike, prefixed with the folder's name."""
    stems = Counter(path.stem for path in paths)
    names = [path.stem if stems[path.stem] == 1 else f"{path.parent.name}-{path.stem}" for path in paths]
    counts: Counter[str] = Counter()
    ids = []
    for name in names:
        counts[name] += 1
        ids.append(name if counts[name] == 1 else f"{name}~{counts[name]}")
    return tuple(ids)
