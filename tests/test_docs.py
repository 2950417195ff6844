"""The documents against the code: lists are whole, links resolve, commands exist, numbers are those of the code."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import chaoslab
from chaoslab import errors, faults, probes
from chaoslab.catalog.probe_entry import SHAPES
from chaoslab.cli.verbs import app
from chaoslab.errors import ExperimentInvalid, LabError
from chaoslab.experiment.load import load
from chaoslab.experiment.model import Limits, experiment_model
from chaoslab.judge.verdict import GRAVITY, Outcome
from chaoslab.legs.leg import LEGS
from chaoslab.players.reference import DEFECTS
from chaoslab.rig.media import origins
from chaoslab.run.run import EXIT_CODES
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md"), ROOT / "reports/README.md"])
COMMAND = typer.main.get_command(app)


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def fenced(page: str, kind: str) -> list[str]:
    """What stands between fences of a kind."""
    return re.findall(rf"```{kind}\n(.*?)```", read(page), re.DOTALL)


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same depth or less, without its code blocks."""
    text = re.sub(r"^```.*?^```", "", read(page), flags=re.DOTALL | re.MULTILINE)
    begin = text.index(f"# {heading}\n")
    return re.split(r"^#{1,2} ", text[begin + 2 :], flags=re.MULTILINE)[0]


def rows(page: str, heading: str) -> Iterator[list[str]]:
    """The rows of the tables under a heading that begin with a name."""
    for line in section(page, heading).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0].startswith("`"):
            yield cells


def first_words(page: str, heading: str) -> list[str]:
    """The name that each row begins with."""
    return [row[0].strip("`").split()[0] for row in rows(page, heading)]


def verb(name: str) -> typer.core.TyperCommand:
    return COMMAND.commands[name]  # type: ignore[attr-defined, no-any-return]


def flags(name: str) -> set[str]:
    return {opt for one in verb(name).params for opt in one.opts if opt.startswith("--")}


@pytest.mark.parametrize("group", faults.GROUPS)
def test_every_fault_is_listed_in_its_group(group: str) -> None:
    table = re.split(r"^### ", section("docs/faults.md", "The list"), flags=re.MULTILINE)
    (listed,) = [re.findall(r"^\| `(\w+)`", part, re.MULTILINE) for part in table if part.startswith(f"{group}\n")]
    assert sorted(listed) == [name for name in faults.names() if faults.fault_class(name).group == group]


def test_every_fault_is_listed_with_its_settings() -> None:
    listed = {row[0].strip("`"): row[2] for row in rows("docs/faults.md", "The list")}
    assert sorted(listed) == sorted(faults.names())
    for name, settings in listed.items():
        assert set(re.findall(r"`(\w+)`", settings)) == set(faults.fault_class(name).model_fields)


def test_every_defect_is_listed_with_an_experiment_that_is_there() -> None:
    listed = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| `([a-z0-9-]+)` \|$", read("docs/rig.md"), re.MULTILINE))
    assert tuple(listed) == tuple(DEFECTS)
    assert set(listed.values()) <= {path.stem for path in (ROOT / "experiments").glob("*/*.yaml")}


def test_the_table_of_defects_is_whole_and_each_fails_the_experiment_that_names_its_claim() -> None:
    lines = [line.strip("| ").split(" | ") for line in read("docs/defects.md").splitlines() if line.startswith("| ")]
    head, found = lines[0], {line[0].strip("`"): dict(zip(lines[0][1:], line[1:], strict=True)) for line in lines[1:]}
    assert [one.strip("`") for one in head] == ["experiment", "none", *DEFECTS]
    assert set(found) == {
        path.stem for part in ("player", "signalling") for path in (ROOT / "experiments" / part).iterdir()
    }
    assert {row["none"] for row in found.values()} == {"·"}
    noticed_by = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| `([a-z0-9-]+)` \|$", read("docs/rig.md"), re.MULTILINE))
    assert {found[experiment][f"`{defect}`"] for defect, experiment in noticed_by.items()} == {"✗"}


def test_every_leg_is_listed() -> None:
    (cut,) = [row[2] for row in rows("docs/faults.md", "Settings") if row[0] == "`proxy_down`"]
    assert set(re.findall(r"`(\w+)`", cut)) == set(LEGS)


def test_every_probe_is_listed_with_its_unit_shape_and_meaning() -> None:
    listed = [[row[0].strip("`"), *row[1:]] for row in rows("docs/experiments.md", "Probes")]
    known = [(name, probes.probe(name)) for name in probes.names()]
    assert listed == [[name, one.unit or "–", SHAPES[one.shape], one.meaning] for name, one in known]


def test_every_probe_is_defined() -> None:
    assert sorted(first_words("docs/how-it-measures.md", "Definitions")) == sorted(probes.names())


def test_every_key_of_an_experiment_is_listed() -> None:
    known = [field.alias or name for name, field in experiment_model().model_fields.items()]
    assert sorted(first_words("docs/experiments.md", "Keys")) == sorted(known)


def test_every_key_of_a_limit_is_listed() -> None:
    assert first_words("docs/experiments.md", "Limits") == list(Limits.model_fields)


def test_every_event_is_listed() -> None:
    listed = re.findall(r"`([a-z]+\.[a-z_]+)`", section("docs/reports.md", "The timeline"))
    assert sorted(listed) == sorted(EventName)


def test_every_outcome_is_listed_with_its_exit_code() -> None:
    listed = {row[0].strip("`"): row[2] for row in rows("docs/reports.md", "Outcomes and exit codes")}
    assert listed == {outcome.value: str(code) for outcome, code in EXIT_CODES.items()}
    assert set(listed) == set(Outcome)


def test_the_outcomes_are_told_from_grave_to_light() -> None:
    assert first_words("docs/reports.md", "Outcomes and exit codes") == [outcome.value for outcome in GRAVITY]


def exit_codes() -> set[int]:
    """Every code that the lab ends with."""
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, LabError)]
    return {0, *EXIT_CODES.values(), *(kind.exit_code for kind in kinds), 128 + signal.SIGTERM, 128 + signal.SIGHUP}


def test_every_exit_code_is_listed() -> None:
    told = section("docs/reports.md", "Outcomes and exit codes")
    cells = [cell.strip() for line in told.splitlines() for cell in line.split("|")]
    assert {int(cell) for cell in cells if cell.isdigit()} == exit_codes()


def test_the_readme_tells_every_exit_code() -> None:
    assert set(map(int, re.findall(r"`(\d+)`", read("README.md")))) == exit_codes()


def test_every_verb_is_listed() -> None:
    assert first_words("docs/commands.md", "Commands") == list(COMMAND.commands)  # type: ignore[attr-defined]


def test_every_flag_of_run_is_listed() -> None:
    assert set(first_words("docs/commands.md", "Flags of `run`")) == flags("run")
    assert flags("demo") == {"--out"}


def test_every_variable_of_the_environment_is_listed() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "chaoslab").rglob("*.py")]
    named = set(re.findall(r"\bCHAOSLAB_[A-Z]+", "\n".join(sources)))
    assert set(first_words("docs/commands.md", "Environment")) == named


def test_every_origin_is_named() -> None:
    text = read("docs/rig.md")
    assert [name for name in origins.names() if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_relative_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_of_the_docs_can_be_reached_from_the_readme(page: Path) -> None:
    reachable = [*re.findall(r"\]\(([^)#\s]+\.md)", read("README.md")), "README.md", "reports/README.md"]
    assert page.relative_to(ROOT).as_posix() in reachable


def commands(page: Path) -> Iterator[list[str]]:
    """Every `./lab VERB …` and `chaoslab VERB …` that a page shows as code."""
    name = page.relative_to(ROOT).as_posix()
    code = [*fenced(name, "sh"), *re.findall(r"`([^`\n]+)`", read(name))]
    for words in re.findall(r"(?:\./lab|chaoslab) ([a-z]+(?: [^\s|;#)]+)*)", "\n".join(code)):
        yield words.split()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_command_that_a_page_names_exists(page: Path) -> None:
    verbs = COMMAND.commands  # type: ignore[attr-defined]
    for name, *words in commands(page):
        assert name in {*verbs, "setup", "test"}
        assert {word for word in words if word.startswith("--")} <= (flags(name) if name in verbs else set())
        assert [word for word in words if word.startswith("experiments") and not (ROOT / word).exists()] == []


def test_the_experiment_in_the_docs_is_one(tmp_path: Path) -> None:
    file = tmp_path / "outage.yaml"
    file.write_text(fenced("docs/experiments.md", "yaml")[0], encoding="utf-8")
    assert load(file).repeat == 3


def test_the_experiment_in_the_readme_is_one(tmp_path: Path) -> None:
    file = tmp_path / "outage.yaml"
    file.write_text(fenced("README.md", "yaml")[0], encoding="utf-8")
    assert load(file).title


def test_the_mistake_in_the_docs_is_told_as_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = fenced("docs/experiments.md", "yaml")[0]
    Path("outage.yaml").write_text(text.replace("proxy_down", "proxy_dwon"), encoding="utf-8")
    with pytest.raises(ExperimentInvalid) as refused:
        load(Path("outage.yaml"))
    assert f"chaoslab: {refused.value}" in read("docs/experiments.md")


def test_the_changelog_tells_of_this_version_first() -> None:
    headings = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", read("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == ("Unreleased", "")
    assert headings[1][0] == chaoslab.__version__
    assert all(date for _, date in headings[1:])


def test_the_version_that_is_told_is_the_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"chaoslab {chaoslab.__version__}\n"
