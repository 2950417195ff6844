"""The player and the recorder, built by one npm package from its lock file."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from chaoslab.setup import places
from chaoslab.setup.components import COMPONENTS, State, locate, look
from chaoslab.setup.replace import draft_of, put_in_place
from chaoslab.setup.step import SetupStep, fingerprint
from chaoslab.setup.work import Work

_MODULES = places.PLAYER / "node_modules"
VITE = _MODULES / "vite" / "bin" / "vite.js"

# What a caller wants loaded into programs of their own.
_NO_LOADERS = {"NODE_OPTIONS": "", "NODE_PATH": ""}


def steps() -> tuple[SetupStep, ...]:
    """The npm packages, and the two bundles."""
    return (
        SetupStep(
            "player-packages",
            "the player's npm packages",
            "installing the player's npm packages",
            "the player's npm packages installed",
            _install,
            inputs=lambda: fingerprint(places.PLAYER / "package-lock.json"),
            present=(_MODULES / ".package-lock.json").is_file,
            after=("node",),
            serves=("player",),
        ),
        SetupStep(
            "player",
            "player and recorder",
            "building player and recorder",
            "player and recorder built",
            _build,
            inputs=lambda: fingerprint(places.PLAYER, places.RECORDER),
            present=lambda: all(look(COMPONENTS[name]).state is State.OK for name in ("player", "recorder")),
            after=("player-packages",),
        ),
    )


def npm(*words: str) -> Sequence[str | Path]:
    """An npm command, to be run in the player's folder."""
    return [locate("node").with_name("npm"), "--no-audit", "--no-fund", "--no-update-notifier", *words]


def npm_environment() -> dict[str, str]:
    """Node's own folder first, so that scripts find the same Node; npm's and Node's caches stay in the clone."""
    path = os.pathsep.join([str(locate("node").parent), os.environ.get("PATH", os.defpath)])
    set_already = {"npm_config_cache", "NPM_CONFIG_CACHE"} & os.environ.keys()
    npm_cache = {} if set_already else {"NPM_CONFIG_CACHE": str(places.CACHE / "npm")}
    return {"PATH": path, "NODE_COMPILE_CACHE": str(places.CACHE / "node"), **_NO_LOADERS, **npm_cache}


def _install(work: Work) -> None:
    draft = draft_of(_MODULES)
    draft.mkdir()
    for file in ("package.json", "package-lock.json"):
        shutil.copy(places.PLAYER / file, draft)
    work.run(npm("ci"), env=npm_environment(), cwd=draft)
    put_in_place(draft / "node_modules", _MODULES)
    shutil.rmtree(draft)


def _build(work: Work) -> None:
    recorder = ("--config", "vite.recorder.config.ts")
    for dist, config in ((places.PLAYER / "dist", ()), (places.RECORDER / "dist", recorder)):
        draft = draft_of(dist)
        words = ("build", *config, "--outDir", draft, "--emptyOutDir")
        work.run([locate("node"), VITE, *words], env=npm_environment(), cwd=places.PLAYER)
        put_in_place(draft, dist)
