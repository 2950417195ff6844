"""Nothing that somebody else could have written becomes markup, an address or a script of the report."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from chaoslab.journal.record import RunRecord
from chaoslab.judge.verdict import Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.report.html import render, write_report
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName
from tests.report.made_hostile import hostile_run
from tests.report.made_planted import event_data, filled, planted_run, texts
from tests.report.parsed import Parsed, parsed
from tests.report.payloads import payloads

OURS = {
    *("html", "head", "meta", "link", "title", "style", "body", "main", "header", "footer", "article", "section"),
    *("div", "p", "span", "strong", "b", "code", "i", "h1", "h2", "h3", "ol", "ul", "li", "dl", "dt", "dd", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img"),
    *("svg", "g", "rect", "line", "path", "text", "circle"),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunRecord:
    return hostile_run(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> RunRecord:
    return planted_run(tmp_path_factory.mktemp("planted"), list(payloads()))


@pytest.fixture(scope="module", params=["a scene", "every field"])
def page(request: pytest.FixtureRequest) -> Parsed:
    return parsed(request.getfixturevalue("run" if request.param == "a scene" else "planted"))


def test_the_corpus_is_large() -> None:
    assert len(set(payloads())) >= 100


def test_no_payload_becomes_an_element(page: Parsed) -> None:
    assert page.tags() <= OURS


def test_no_payload_becomes_an_attribute(page: Parsed) -> None:
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"style", "srcdoc", "action", "xlink:href"})


def test_no_payload_becomes_an_address(page: Parsed) -> None:
    addresses = [value for _, found in page.elements for name, value in found.items() if name in ("href", "src")]
    assert [address for address in addresses if not address.startswith(("#trial-", "data:"))] == []


def test_no_payload_adds_a_policy_or_a_redirect(page: Parsed) -> None:
    assert [meta["http-equiv"] for meta in page.all("meta") if "http-equiv" in meta] == ["Content-Security-Policy"]


def test_payloads_are_printed_as_they_are(page: Parsed) -> None:
    printable = [payload for payload in payloads() if payload.isprintable() and "&" not in payload]
    assert [payload for payload in printable if payload not in page.text] == []


def test_an_escaped_text_is_escaped_again(page: Parsed) -> None:
    assert "&lt;script&gt;&quot;&#39;" in page.text


WORD = "<b onclick=1>planted"


@pytest.mark.parametrize("model", [TrialPlan, Verdict])
def test_a_text_is_planted_in_every_field_that_can_hold_one(model: type[TrialPlan | Verdict]) -> None:
    content = filled(model, WORD)
    assert set(content) == {field.alias or name for name, field in model.model_fields.items()}
    model.model_validate(content)
    known = [text for text in texts(content) if text != WORD]
    of_the_lab = {*re.findall(r"[a-z_]+", str(model.model_json_schema()))}
    assert {word for text in known for word in re.findall(r"[a-z_]+", text)} <= of_the_lab
    assert texts(content).count(WORD) > len(model.model_fields)


def test_a_text_is_planted_in_the_events_too() -> None:
    texts_of = {name: texts(event_data(name, WORD)).count(WORD) for name in EventName}
    assert texts_of[EventName.CONSOLE_LOGGED] == 2
    assert sum(texts_of.values()) > len(EventName)


def test_what_is_planted_is_read_as_a_trial_of_this_version_would_be(planted: RunRecord) -> None:
    assert len(planted.trials) == len(list(payloads()))
    assert all(trial.verdict and len(trial.timeline.events) > 50 for trial in planted.trials)
    assert {loss.what for loss in planted.losses if "is not known to this version" not in loss.what} == set()


def test_every_template_escapes_all_that_it_prints(monkeypatch: pytest.MonkeyPatch, run: RunRecord) -> None:
    made: list[jinja2.Environment] = []
    first = jinja2.Environment.__init__

    def noted(self: jinja2.Environment, *args: object, **settings: object) -> None:
        first(self, *args, **settings)  # type: ignore[arg-type]
        made.append(self)

    monkeypatch.setattr(jinja2.Environment, "__init__", noted)
    render(RunRecord(run.folder, run.facts, ()))
    assert [one.autoescape for one in made] == [True]
    templates = list((ROOT / "chaoslab").rglob("*.j2"))
    assert len(templates) > 10
    unescaped = re.compile(r"\|\s*safe\b|autoescape|Markup")
    assert [path.name for path in templates if unescaped.search(path.read_text(encoding="utf-8"))] == []


def test_text_becomes_markup_in_few_places_only() -> None:
    """Those that make the templates, vouch for the report's own style and drawings, and draw, which escapes."""
    calls = [path for path in (ROOT / "chaoslab").rglob("*.py") for name in called(path) if name in MAKES_MARKUP]
    assert sorted({path.relative_to(ROOT / "chaoslab/report").as_posix() for path in calls}) == VOUCHED_FOR


MAKES_MARKUP = {"Markup", "Environment", "Template", "own"}
VOUCHED_FOR = ["charts/svg.py", "html.py", "trusted.py", "waterfall.py"]


def test_no_page_of_the_lab_makes_markup_of_text() -> None:
    """The player's page, the harness's and the recorder add text as text; no template engine is theirs."""
    folders = (ROOT / "harness", ROOT / "chaoslab/rig/browser/recorder/src")
    sources = [
        path for folder in folders for ending in ("ts", "tsx", "html", "py") for path in folder.rglob(f"*.{ending}")
    ]
    ours = [path for path in sources if not {"node_modules", "dist", "tests"} & set(path.parts)]
    assert len(ours) > 50
    makes_markup = re.compile(
        r"(inner|outer)HTML|insertAdjacentHTML|document\.write|dangerouslySet|srcdoc|\beval\(|text/html"
    )
    assert [path.name for path in ours if makes_markup.search(path.read_text(encoding="utf-8"))] == []


def called(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_a_lone_surrogate_can_be_written(run: RunRecord, tmp_path: Path) -> None:
    broken = RunRecord(run.folder, {**run.facts, "run": "half \ud800"}, ())
    assert "half ?" in write_report(broken, tmp_path / "report.html").read_text(encoding="utf-8")
