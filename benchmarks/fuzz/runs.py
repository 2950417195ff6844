"""Mutations of the sample run, each through report, measure, claims, JSON and JUnit."""

import io
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random

from rich.console import Console

from benchmarks.fuzz.mutate import as_json, mutated_bytes, mutated_json
from chaoslab.claims.standing import newest_standings
from chaoslab.cli.commands import measure_again
from chaoslab.cli.report_again import report_again
from chaoslab.journal.journal import write_json
from chaoslab.journal.reading import read_run
from chaoslab.journal.summary import summary
from chaoslab.report.junit import write_junit
from chaoslab.setup.places import ROOT

SAMPLE = ROOT / "reports/sample"
_TRIAL = "flv-outage-falls-back-to-hls"
_BULK = ("publisher.frame_sent", "frame.presented", "request.flowed", "media.sampled", "media.rate_changed")
_EACH = 6  # of the bulk, so many are left out to each that is kept: the same events, read much sooner

Files = dict[str, bytes]  # place in the run → content


def sample(*, whole: bool = False) -> Files:
    """The files of the sample with a fault; without most of its pictures, unless it is to be whole."""
    files = {"run.json": (SAMPLE / "run.json").read_bytes()}
    for name in ("plan.json", "verdict.json", "timeline.jsonl"):
        files[f"trials/{_TRIAL}/{name}"] = (SAMPLE / "trials" / _TRIAL / name).read_bytes()
    if not whole:
        place = f"trials/{_TRIAL}/timeline.jsonl"
        lines = files[place].splitlines(keepends=True)
        rare = [line for n, line in enumerate(lines) if n % _EACH == 0 or not _is_bulk(line)]
        files[place] = b"".join(rare)
    return files


def mutated(rng: Random, files: Mapping[str, bytes]) -> Files:
    """A run with one to three of its files damaged, and some missing, doubled or swapped."""
    made = dict(files)
    often = sorted(made, key=lambda place: ("timeline", "verdict", "plan", "run").index(Path(place).stem))
    for place in rng.choices(often, weights=(6, 3, 1, 1), k=rng.randint(1, 2)):
        made[place] = _damaged(rng, place, made[place])
    change = rng.randrange(12)
    first, second = rng.sample(sorted(made), 2)
    if change == 0:
        del made[first]
    elif change == 1:
        made[first], made[second] = made[second], made[first]
    elif change == 2:
        made |= {f"trials/again-{n}/{Path(place).name}": made[place] for n in (1, 2) for place in files if "/" in place}
    elif change == 3:
        made |= {f"tries/{_TRIAL}/1/{Path(place).name}": made[place] for place in files if "/" in place}
    return made


def written(run: Path, files: Mapping[str, bytes], rng: Random) -> None:
    """Write a run, rarely with a pipe or a link in the place of a file."""
    shutil.rmtree(run, ignore_errors=True)
    for place, content in files.items():
        (run / place).parent.mkdir(parents=True, exist_ok=True)
        (run / place).write_bytes(content)
    odd = run / rng.choice([*sorted(files), "report.html", "trials/more", "tries"])
    odd.parent.mkdir(parents=True, exist_ok=True)
    match rng.randrange(60):
        case 0 if not odd.is_dir():
            odd.unlink(missing_ok=True)
            os.mkfifo(odd)
        case 1 if not odd.is_dir():
            odd.unlink(missing_ok=True)
            odd.symlink_to("/dev/zero")


def exercise(run: Path) -> None:
    """Every verb that reads a run; each starts from the files, as a user's command would."""
    console = Console(file=io.StringIO(), width=100)
    report_again(run)
    measure_again(run, run.parent / "measured.json", console)
    record = read_run(run)
    write_json(run.parent / "summary.json", summary(record))
    write_junit(record, run.parent / "junit.xml")
    newest_standings(run.parent, [])


def _damaged(rng: Random, place: str, content: bytes) -> bytes:
    if rng.random() < _RAW:
        return mutated_bytes(rng, content)
    if not place.endswith(".jsonl"):
        return as_json(rng, mutated_json(rng, _value(content)))
    lines = content.splitlines()
    of_name: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        of_name[line[line.find(b"name") :].partition(b",")[0]].append(number)
    # By name first: an event that comes once must be met as often as a picture.
    for name in rng.choices(sorted(of_name), k=min(rng.randint(1, 12), len(of_name))):
        number = rng.choice(of_name[name])
        lines[number] = as_json(rng, mutated_json(rng, _value(lines[number])))
    return b"\n".join(lines) + b"\n"


_RAW = 0.2


def _value(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):  # it is damaged already
        return content.decode("utf-8", "replace")


def _is_bulk(line: bytes) -> bool:
    return any(f'"{name}"'.encode() in line for name in _BULK)
