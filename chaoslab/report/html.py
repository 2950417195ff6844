"""A run as one self-contained HTML file: the same journal gives the same bytes, it fetches nothing and runs nothing."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chaoslab.files.safe_writing import replace_inside
from chaoslab.journal.loss import told
from chaoslab.journal.record import RunRecord
from chaoslab.journal.replayed import read_replay
from chaoslab.journal.set_figures import sets
from chaoslab.report import environment, values
from chaoslab.report.headline import headline, missing_trials
from chaoslab.report.trusted import own
from chaoslab.report.view import meaning, trial_views

_HERE = Path(__file__).parent
_MOST_REASONS = 4  # of one trial at the top of the page


def write_report(run: RunRecord, target: Path) -> Path:
    """Write the report; a target without a suffix is a folder, which gets `report.html`. Returns the file.

    A link in its place is replaced, not followed. Raises OSError, FileRefused.
    """
    file = target if target.suffix else target / "report.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    # A journal may hold lone surrogates, which no file can.
    return replace_inside(file.parent, file.name, render(run).encode("utf-8", "replace"))


def render(run: RunRecord) -> str:
    """The report as text."""
    templates = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(titled=values.titled, shown=values.value_shown, measured=values.measured, meaning=meaning)
    css = "\n".join(path.read_text(encoding="utf-8") for path in sorted((_HERE / "styles").glob("*.css")))
    return templates.get_template("page.html.j2").render(
        css=own(css),
        policy=_policy(css),
        headline=headline(run),
        name=environment.run_name(run),
        facts=run.facts,
        environment=environment.environment(run),
        components=environment.components(run),
        command=environment.command_line(run),
        report_command=environment.report_command(run),
        started=environment.moment_in_words(run.facts.get("started")),
        trials=trial_views(run),
        missing=missing_trials(run),
        unread=run.unread,
        losses=tuple(told(run.losses)),
        most_reasons=_MOST_REASONS,
        repeats=_repeats(run),
        sets=sets(run),
        replay=read_replay(run.folder),
        outcomes=values.OUTCOMES,
        run_sections=_sections("sections"),
        trial_sections=_sections("sections/trial"),
    )


def _policy(css: str) -> str:
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def _sections(folder: str) -> list[str]:
    """The section templates in a folder, in the order of their numbers."""
    return sorted(f"{folder}/{path.name}" for path in (_HERE / folder).glob("*.html.j2"))


def _repeats(run: RunRecord) -> tuple[object, ...]:
    experiments = [trial.plan.experiment for trial in run.trials]
    if len(experiments) == len(set(experiments)):
        return ()
    from chaoslab.report.repeats import repeated  # noqa: PLC0415 - pandas loads slowly, and most runs need none

    return repeated(run)
