"""All steps of the set-up, in the best order to start them."""

from chaoslab.setup import browser, front_end, packages, places, programs, redis, toolchains
from chaoslab.setup.step import SetupStep, fingerprint
from chaoslab.setup.work import Work

TO_TEST = ("dev", "redis", "node", "player-packages")  # what the lab's own tests need beyond what a run needs
_PUBLISHER = places.ROOT / "chaoslab" / "rig" / "media" / "publisher"


def steps(*, testing: bool = False) -> tuple[SetupStep, ...]:
    """What a run needs, and on request also what the tests need. Slow steps that others wait for come first."""
    venv, runtime, dev = packages.steps()
    chain = (venv, *toolchains.steps(), *browser.steps(), runtime, *programs.steps(), *front_end.steps(), _clip())
    return (*chain, dev, *redis.steps()) if testing else chain


def _clip() -> SetupStep:
    return SetupStep(
        "clip",
        "the publisher's clip",
        "encoding the publisher's clip",
        "publisher's clip encoded",
        _encode,
        inputs=lambda: fingerprint(_PUBLISHER, packages.RUNTIME),
        present=lambda: places.CLIPS.is_dir() and any(places.CLIPS.iterdir()),
        after=("packages",),
    )


def _encode(work: Work) -> None:
    work.run([packages.PYTHON, "-I", "-m", "chaoslab.rig.media.publisher", "--prepare"])
