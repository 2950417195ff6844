"""The ids of a run's trials: fit for folder names, and no two alike."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def trial_ids(wanted: Sequence[tuple[Path, int]]) -> tuple[tuple[str, ...], ...]:
    """The ids of the trials of each file, which is carried out so many times; no two of the run are alike.

    A name with `~2` takes the place of one whose trials would share an id with those of a file before.
    """
    names = _names([path for path, _ in wanted])
    plain = {one for name, (_, repeats) in zip(names, wanted, strict=True) for one in _repeated(name, repeats)}
    given: set[str] = set()
    found = []
    for name, (_, repeats) in zip(names, wanted, strict=True):
        ids, turn = _repeated(name, repeats), 1
        while not given.isdisjoint(ids) or (turn > 1 and not plain.isdisjoint(ids)):
            turn += 1
            ids = _repeated(f"{name}~{turn}", repeats)
        given.update(ids)
        found.append(ids)
    return tuple(found)


def _repeated(name: str, repeats: int) -> tuple[str, ...]:
    """The ids of an experiment's trials, which sort in their order."""
    if repeats == 1:
        return (name,)
    return tuple(f"{name}-{turn:0{len(str(repeats))}d}" for turn in range(1, repeats + 1))


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """File names without ending; where two are alike, the folder's name goes before."""
    stems = Counter(path.stem for path in paths)
    wanted = [path.stem if stems[path.stem] == 1 else f"{path.parent.name}-{path.stem}" for path in paths]
    seen: Counter[str] = Counter()
    ids = []
    for name in wanted:
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return tuple(ids)
