"""The Redis that the lab's own tests run a signalling server on: an installed one, else the distribution's."""

import shutil

from chaoslab.errors import Missing
from chaoslab.setup import apt, places
from chaoslab.setup.components import COMPONENTS, REDIS, State, look
from chaoslab.setup.step import SetupStep, fingerprint
from chaoslab.setup.work import Work

_COMPONENT = COMPONENTS["redis"]
# Its `redis-server` is this package's program under another name. The package of that name would start a service.
_PACKAGE, _PROGRAM = "redis-tools", "redis-check-rdb"


def steps() -> tuple[SetupStep, ...]:
    """One step, which only the tests need."""
    return (
        SetupStep(
            "redis",
            _COMPONENT.title,
            "looking for a Redis",
            "Redis installed",
            _act,
            inputs=lambda: fingerprint(_PACKAGE),
            present=lambda: look(_COMPONENT).state is State.OK,
            after=("venv",),
        ),
    )


def _act(work: Work) -> str | None:
    found = look(_COMPONENT)
    if found.state is State.OK:
        return f"{found.path} ({found.version}) found"
    if not found.named:
        apt.install(work, _PACKAGE)
        if program := shutil.which(_PROGRAM):
            places.PROGRAMS.mkdir(parents=True, exist_ok=True)
            draft = REDIS.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            draft.symlink_to(program)
            draft.replace(REDIS)
        found = look(_COMPONENT)
    if found.state is not State.OK:
        raise Missing(_COMPONENT.title, found.remedy, found=found.problem)
    return None
