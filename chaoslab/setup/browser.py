"""A Chromium that plays H.264 and AAC: an installed one, else the distribution's."""

from chaoslab.errors import Missing
from chaoslab.setup import apt
from chaoslab.setup.codecs import known_lack, supported_codecs
from chaoslab.setup.components import COMPONENTS, Found, State, look
from chaoslab.setup.step import SetupStep, fingerprint
from chaoslab.setup.work import Work

_COMPONENT = COMPONENTS["chromium"]
# Without fonts pages show boxes; the sandbox lets it run for users who are not root.
_PACKAGES = ("chromium", "chromium-sandbox", "fonts-liberation")


def steps() -> tuple[SetupStep, ...]:
    """One step; from then on, `locate` gives the browser that it settles on."""
    return (
        SetupStep(
            "chromium",
            _COMPONENT.title,
            "looking for a Chromium that plays H.264",
            "Chromium installed",
            _act,
            inputs=lambda: fingerprint(*_PACKAGES),
            present=_present,
            after=("venv",),
        ),
    )


def _present() -> bool:
    found = look(_COMPONENT)
    return found.state is State.OK and found.path is not None and known_lack(found.path) == ""


def _act(work: Work) -> str:
    if browser := _playing(work):
        return f"{browser.path} ({browser.version}) found to play H.264 and AAC"
    if not look(_COMPONENT).named:
        apt.install(work, *_PACKAGES)
        if browser := _playing(work):
            return f"Chromium {browser.version} installed and found to play H.264 and AAC"
    unusable = look(_COMPONENT)
    raise Missing(_COMPONENT.title, unusable.remedy, found=unusable.problem)


def _playing(work: Work) -> Found | None:
    """The first browser that plays what the lab streams; one that does not is remembered and skipped from then on."""
    while (browser := look(_COMPONENT)).state is State.OK and browser.path is not None:
        codecs = supported_codecs(browser.path)
        work.note(f"{browser.path} {browser.version}: {codecs}")
        if all(codecs.values()):
            return browser
    return None
