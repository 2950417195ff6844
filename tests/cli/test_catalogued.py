"""The verbs that list what there is, and what `--json` means for them."""

import json
import os
from pathlib import Path

import pytest

from chaoslab.cli.verbs import main

VERBS = ("faults", "probes", "conditions", "players")
ONE = {"faults": "tab_hide", "probes": "stall_time", "conditions": "stalled", "players": "reference"}


def ended(*words: str | Path) -> object:
    with pytest.raises(SystemExit) as caught:
        main([str(word) for word in words])
    return caught.value.code


@pytest.mark.parametrize("verb", VERBS)
def test_json_on_standard_output_is_all_that_is_printed(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    for target in ("-", "/dev/stdout"):
        assert ended(verb, "--json", target) == 0
        said = capfd.readouterr()
        assert ONE[verb] in {entry["name"] for entry in json.loads(said.out)}
        assert said.err == ""
    assert ended(verb, ONE[verb], "--json", "-") == 0
    assert [entry["name"] for entry in json.loads(capfd.readouterr().out)] == [ONE[verb]]


@pytest.mark.parametrize("verb", VERBS)
def test_json_in_a_file_stands_beside_the_table(verb: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "all.json")
    assert ended(verb, "--json", tmp_path / "link") == 0
    assert f"`chaoslab {verb} NAME` shows one in full" in " ".join(capfd.readouterr().out.split())
    assert ONE[verb] in {entry["name"] for entry in json.loads((tmp_path / "all.json").read_text())}
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("verb", VERBS)
def test_a_file_that_cannot_be_written_is_one_line_and_exit_2_before_anything_is_printed(
    verb: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "no/such/folder/all.json"
    assert ended(verb, "--json", target) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith(f"chaoslab: --json {target}: cannot be written there; name a file")


@pytest.mark.parametrize("verb", [*VERBS, "run", "measure", "claims"])
def test_json_without_a_file_is_told_what_prints(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert ended(verb, *(["x"] if verb in ("run", "measure") else []), "--json") == 2
    assert capfd.readouterr().err.startswith("chaoslab: --json needs a FILE; `--json -` prints; ")


@pytest.mark.parametrize("verb", VERBS)
def test_a_wrong_name_is_exit_2_and_the_nearest_are_named(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert ended(verb, f"{ONE[verb]}x") == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert f"did you mean '{ONE[verb]}'?" in said.err


@pytest.mark.parametrize("verb", VERBS)
def test_one_is_told_without_the_others(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert ended(verb, ONE[verb]) == 0
    said = capfd.readouterr()
    assert said.out.startswith(ONE[verb])
    assert said.err == ""


def test_a_reader_that_has_gone_is_no_news(capfd: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    assert ended("probes", "--json", f"/dev/fd/{writing}") == 141
    os.close(writing)
    assert capfd.readouterr().err == ""
