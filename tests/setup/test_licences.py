"""The list of what the lab is made of is whole, and says a licence for each."""

import json
import re
from pathlib import Path

import pytest

from chaoslab.cli.verbs import main
from chaoslab.setup.licences import _OF_MODULES, UNKNOWN, Package, as_cyclonedx, packages
from chaoslab.setup.places import GO_MODULE, PLAYER, ROOT


@pytest.fixture(scope="module")
def found() -> tuple[Package, ...]:
    return packages()


def test_every_python_package_that_a_run_is_locked_to_is_listed(found: tuple[Package, ...]) -> None:
    lock = (ROOT / "requirements" / "runtime.lock").read_text()
    here = {re.sub(r"[-_.]+", "-", package.name.lower()) for package in found if package.kind == "pypi"}
    others = {
        "editables",
        "hatchling",
        "pathspec",
        "pluggy",
        "trove-classifiers",
        "packaging",
        "tomlkit",
    }  # only install the lab
    windows = set(re.findall(r"^([\w.-]+)==\S+ ;.*win32", lock, re.MULTILINE))
    absent = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)) - here - others - windows
    assert len(here) > 30
    assert absent <= {"async-timeout", "colorama", "tzdata", "exceptiongroup", "uvloop"}  # not on every system


def test_a_licence_is_known_for_everything(found: tuple[Package, ...]) -> None:
    unknown = [package for package in found if package.licence == UNKNOWN]
    if not (PLAYER / "node_modules").is_dir():
        unknown = [package for package in unknown if package.kind != "npm"]
    assert unknown == []
    assert {package.kind for package in found} >= {"pypi", "npm", "golang"}


def test_every_go_module_is_listed_with_its_licence(found: tuple[Package, ...]) -> None:
    pinned = set(re.findall(r"^\t(\S+) v", (GO_MODULE / "go.mod").read_text(), re.MULTILINE))
    assert {package.name for package in found if package.kind == "golang"} == pinned == _OF_MODULES.keys()


def test_what_only_builds_the_page_is_told_apart(found: tuple[Package, ...]) -> None:
    by_name = {package.name: package for package in found if package.kind == "npm"}
    assert by_name["hls.js"].runs
    assert not by_name["vite"].runs


def test_the_bill_of_materials_names_each_package_once(found: tuple[Package, ...]) -> None:
    bill = as_cyclonedx(found)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    urls = [component["purl"] for component in bill["components"] if "purl" in component]
    assert len(urls) == len(set(urls)) > 100
    assert "pkg:golang/github.com/q191201771/lal@v0.37.4" in urls
    assert all(re.fullmatch(r"pkg:(pypi|npm|golang)/[\w.%/~-]+@[\w.%+-]+", url) for url in urls)


def test_the_verb_lists_them_and_writes_the_bill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sbom.json"
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--licences", "--sbom", str(file)])
    assert ended.value.code == 0
    assert re.search(r"^playwright +\S+ +pypi +Apache-2\.0", capsys.readouterr().out, re.MULTILINE)
    assert len(json.loads(file.read_text())["components"]) > 100
