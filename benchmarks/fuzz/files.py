"""Mutations of the files that come with the lab, and hostile YAML, each through `explain`."""

from pathlib import Path
from random import Random

import yaml

from benchmarks.fuzz.mutate import mutated_bytes, mutated_json
from chaoslab.cli.explain import explain
from chaoslab.conformance.file import read_model
from chaoslab.plan.make import Choices, read_plans
from chaoslab.players.find import find_player
from chaoslab.setup.places import EXPERIMENTS

# Each of them harmless here, and a way in which some reader of YAML has been led astray.
HOSTILE = (
    "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n",
    "<<: {title: x}\n",
    "title: !!python/name:os.system\n",
    "!!binary aGVsbG8=\n",
    "title: !!set {a, b}\n",
    "title: !!omap [a: 1]\n",
    "title: 2026-02-30\n",
    "title: 9999-99-99T99:99:99Z\n",
    "watch: .inf\n",
    "watch: .nan\n",
    "watch: 1e400\n",
    "watch: 0x" + "f" * 400 + "\n",
    "watch: 1:30:00\n",
    "watch: " + "9" * 5000 + "\n",
    "repeat: 0b" + "1" * 200 + "\n",
    "title: x\ntitle: y\n",
    "? [a, b]\n: c\n",
    "? {a: b}\n: c\n",
    "null: x\n",
    "1: x\n",
    "true: x\n",
    "%YAML 9.9\n---\ntitle: x\n",
    "%TAG ! tag:x,2000:\n---\n!y z\n",
    "---\ntitle: x\n---\ntitle: y\n",
    "title: \"\\ud800\"\n",
    "title: \"\\U00110000\"\n",
    "title: \"\\x1b[2J\\u202e\"\n",
    "title: |+99\n x\n",
    "[" * 5000,
    "{a: " * 5000,
    "- " * 5000,
    "\t- x\n",
    "\u0000",
    "\ufeff",
    "\u2028title: x\n",
    "title: '" + "x" * 100_000 + "'\n",
    "method: [{at: 1e300, lasting: 1e300, fault: {proxy_down: {leg: flv}}}]\n",
    "draw: {x: {from: .nan, to: .inf}}\n",
    "expect: {stall_time: {equals: [1, [2, [3]]]}}\n",
    "rig: {player: '../../../../../../dev/zero'}\n",
    "rig: {player: /dev/zero.yaml}\n",
    "method: [{at: 1, fault: {network_trace: {leg: flv, file: /dev/zero}}}]\n",
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1")


def samples() -> list[Path]:
    """The experiments, players and models that come with the lab."""
    return sorted(path for path in EXPERIMENTS.rglob("*.yaml") if "node_modules" not in path.parts)


def mutated(rng: Random, content: bytes) -> bytes:
    """The text with bytes changed, a value of it replaced, or something hostile in it."""
    change = rng.randrange(10)
    if change < _BYTES:
        return mutated_bytes(rng, content)
    text = content.decode("utf-8")
    if change < _VALUES:
        value = mutated_json(rng, yaml.safe_load(text))
        return yaml.safe_dump(value, sort_keys=False).encode("utf-8", "surrogatepass")
    hostile = rng.choice(HOSTILE)
    if change == _VALUES:
        return text.encode(rng.choice(_ENCODINGS), "replace")
    if rng.random() < _ALONE:
        return hostile.encode("utf-8")
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines) + 1)
    return "".join([*lines[:at], hostile, *lines[at:]]).encode("utf-8")


_BYTES, _VALUES, _ALONE = 3, 7, 0.3


def exercise(path: Path, kind: str) -> None:
    """What `explain` does with a file of that kind: an experiment, a player or a model."""
    if kind == "players":
        find_player(str(path), [path])
    elif kind == "models":
        read_model(path)
    else:
        for plan in read_plans([path], Choices(repeat=1)):
            explain(plan, 1)
