"""What a run ran on, as rows of name and value; anything unknown is left out."""

import shlex
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from chaoslab.journal.record import RunRecord

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

Row = tuple[str, str]


def environment(run: RunRecord) -> tuple[Row, ...]:
    """When and how it ran, the machine, the code."""
    rows = [*_times(run.facts), *_rig(run), *_machine(run.facts), *_code(run.facts)]
    return tuple((name, value) for name, value in rows if value)


def components(run: RunRecord) -> tuple[Row, ...]:
    """Name and version of everything the run was made of."""
    versions = {"chaoslab": run.facts.get("chaoslab"), **_mapping(run.facts.get("components"))}
    return tuple((str(name), str(version)) for name, version in versions.items() if version)


def run_name(run: RunRecord) -> str:
    """The run's name, which is its folder's."""
    return str(run.facts.get("run") or run.folder.resolve().name)


def command_line(run: RunRecord) -> str:
    """The command that started the run, ready to paste; without its folder, which a second run may not reuse."""
    argv = run.facts.get("argv")
    return shlex.join(_without_folder(str(word) for word in argv)) if isinstance(argv, list | tuple) else ""


def report_command(run: RunRecord) -> str:
    """The command that regenerates its report, from the directory in which the run was started."""
    recorded = run.facts.get("argv")
    argv = [str(word) for word in recorded] if isinstance(recorded, list | tuple) else []
    named = [word.removeprefix("--out=") for word in argv if word.startswith("--out=")]
    named += [folder for flag, folder in pairwise(argv) if flag == "--out"]
    return shlex.join(["chaoslab", "report", named[-1] if named else f"reports/{run_name(run)}"])


def moment_in_words(moment: object) -> str:
    """`2026-03-14T09:26:53Z` → `14 March 2026, 09:26:53 UTC`; anything that is not a time is returned unchanged."""
    try:
        at = datetime.fromisoformat(str(moment)).astimezone(UTC)
    except (ValueError, OverflowError):
        return str(moment or "")
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M:%S} UTC"


def _without_folder(words: Iterator[str]) -> Iterator[str]:
    for word in words:
        if word == "--out":
            next(words, None)
        elif not word.startswith("--out="):
            yield word


def _times(facts: Mapping[str, Any]) -> Iterator[Row]:
    yield "Started", moment_in_words(facts.get("started"))
    yield (
        "Finished",
        moment_in_words(facts["finished"]) if facts.get("finished") else "not recorded: the run was cut short",
    )


def _rig(run: RunRecord) -> Iterator[Row]:
    rigs = [trial.plan.rig for trial in run.trials]
    yield "Player", _each(rig.player for rig in rigs)
    yield "Browser", _each(f"{rig.browser}, {'with a window' if rig.headed else 'headless'}" for rig in rigs)
    yield "Origin", str(run.facts.get("origin") or _each(rig.origin for rig in rigs))
    yield "Seed", str(run.facts.get("seed", ""))


def _machine(facts: Mapping[str, Any]) -> Iterator[Row]:
    machine = _mapping(facts.get("machine"))
    yield "Machine", str(machine.get("platform") or "")
    memory = machine.get("memory_gib")
    size = [f"{machine['cores']} cores" if machine.get("cores") else "", f"{memory} GiB of memory" if memory else ""]
    yield "Hardware", ", ".join(part for part in size if part)
    load = machine.get("load")
    yield "Load at start", ", ".join(map(str, load)) if isinstance(load, list | tuple) else str(load or "")
    if "python" not in _mapping(facts.get("components")):
        yield "Python", str(machine.get("python") or "")


def _code(facts: Mapping[str, Any]) -> Iterator[Row]:
    git = _mapping(facts.get("git"))
    commit = str(git.get("commit") or "")[:12]
    yield "Git commit", f"{commit}{' with uncommitted changes' if git.get('dirty') else ''}" if commit else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _each(values: Iterator[str] | Any) -> str:
    return "; ".join(dict.fromkeys(values))
