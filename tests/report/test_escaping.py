from pathlib import Path

import pytest

from chaoslab.journal.record import RunRecord
from chaoslab.report.html import write_report
from tests.report.made_hostile import hostile_run
from tests.report.parsed import Parsed, parsed
from tests.report.payloads import payloads

OURS = {
    *("html", "head", "meta", "link", "title", "style", "body", "main", "header", "footer", "article", "section"),
    *("div", "p", "span", "strong", "code", "i", "h1", "h2", "h3", "ol", "ul", "li", "dl", "dt", "dd", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img"),
    *("svg", "g", "rect", "line", "path", "text", "circle"),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunRecord:
    return hostile_run(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def page(run: RunRecord) -> Parsed:
    return parsed(run)


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
    printable = [payload for payload in payloads() if "\u0000" not in payload and "&" not in payload]
    assert [payload for payload in printable if payload not in page.text] == []


def test_an_escaped_text_is_escaped_again(page: Parsed) -> None:
    assert "&lt;script&gt;&quot;&#39;" in page.text


def test_a_lone_surrogate_can_be_written(run: RunRecord, tmp_path: Path) -> None:
    broken = RunRecord(run.folder, {**run.facts, "run": "half \ud800"}, ())
    assert "half ?" in write_report(broken, tmp_path / "report.html").read_text(encoding="utf-8")
