"""Where parts are looked for, which candidate wins, and what is said when none can be used."""

from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.errors import Missing
from chaoslab.setup import codecs, components, known, places, programs
from chaoslab.setup.components import COMPONENTS, Component, State, locate, look, versions
from tests.setup.conftest import MakeProgram


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Component:
    """A component of two candidates, neither of which is there yet, that `locate` knows as "tool"."""
    monkeypatch.delenv("CHAOSLAB_TOOL", raising=False)
    made = Component(
        "tool",
        "the tool",
        (tmp_path / "first", tmp_path / "second"),
        "run `make tool`",
        variable="CHAOSLAB_TOOL",
        version_arguments=("--version",),
        minimum="2.0",
    )
    monkeypatch.setattr(components, "COMPONENTS", {"tool": made})
    return made


@pytest.mark.usefixtures("tool")
def test_nothing_found_is_said_with_the_remedy() -> None:
    with pytest.raises(Missing, match=r"^the tool is missing; run `make tool`$"):
        locate("tool")


@pytest.mark.usefixtures("tool")
def test_the_first_candidate_that_is_new_enough_wins(program: MakeProgram) -> None:
    program("first", "tool 1.9")
    second = program("second", "tool 2.1")
    assert locate("tool") == second


@pytest.mark.usefixtures("tool")
def test_a_candidate_that_is_too_old_is_named_with_the_version_needed(program: MakeProgram) -> None:
    first = program("first", "tool 1.9")
    with pytest.raises(Missing) as raised:
        locate("tool")
    assert str(raised.value) == (
        f"the tool is missing ({first} is version 1.9; 2.0 or later is needed); run `make tool`"
    )


@pytest.mark.usefixtures("tool")
def test_the_variable_wins(program: MakeProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    program("first", "tool 2.5")
    named = program("named", "tool 2.0")
    monkeypatch.setenv("CHAOSLAB_TOOL", str(named))
    assert locate("tool") == named


@pytest.mark.usefixtures("tool")
def test_a_variable_that_names_nothing_is_not_passed_over(
    program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("first", "tool 2.5")
    monkeypatch.setenv("CHAOSLAB_TOOL", "/no/such/tool")
    with pytest.raises(Missing, match=r"CHAOSLAB_TOOL names /no/such/tool.*correct or unset CHAOSLAB_TOOL"):
        locate("tool")


def test_a_program_is_of_no_use_without_its_companion(tool: Component, program: MakeProgram) -> None:
    node = replace(tool, candidates=(program("node", "v24.1.0"),), beside="npm")
    assert look(node).state is State.MISSING
    program("npm", "11.0.0")
    assert look(node).state is State.OK


@pytest.mark.usefixtures("lab")
def test_a_browser_known_to_lack_a_codec_is_passed_over(tool: Component, program: MakeProgram) -> None:
    first, second = program("first", "Chromium 150.0.1"), program("second", "Chromium 140.0.1")
    browser = replace(tool, decodes=True)
    assert look(browser).path == first
    known.remember(first, codecs._QUESTION, "H.264 AAC")
    assert look(browser).path == second
    known.remember(second, codecs._QUESTION, "H.264")
    assert look(browser).state is State.MISSING
    assert look(browser).problem == f"{first} cannot decode H.264 AAC"


def test_a_program_without_the_flag_that_is_needed_is_told_what_it_is(tool: Component, program: MakeProgram) -> None:
    needs = replace(tool, flag="-socket", without="listens to everybody")
    first, second = program("first", "tool 2.1"), program("second", "tool 2.1")
    assert look(needs).state is State.MISSING
    assert look(needs).problem == f"{first} has no -socket: it listens to everybody"
    second.write_text("#!/bin/sh\necho tool 2.1; echo '  -socket string' >&2; exit 2\n")
    assert look(needs).path == second
    second.write_text("#!/bin/sh\necho tool 2.1.0; echo '  -sockets string' >&2; exit 2\n")
    assert look(needs).state is State.MISSING


def test_a_bundle_must_be_whole(tmp_path: Path) -> None:
    player = replace(COMPONENTS["player"], candidates=(tmp_path,))
    (tmp_path / "assets").mkdir()
    assert look(player).state is State.MISSING
    (tmp_path / "index.html").touch()
    assert look(player).path == tmp_path


@pytest.mark.usefixtures("tool")
def test_versions_tell_what_can_change_a_result_and_leave_out_what_is_not_there(program: MakeProgram) -> None:
    found = versions()
    assert {"python", "playwright", "mpegts.js", "hls.js"} <= found.keys()
    program("first", "tool git")
    assert "toxiproxy-python" in found


def test_what_is_built_is_what_is_asked_for() -> None:
    assert COMPONENTS["toxiproxy"].minimum == programs.pinned("github.com/Shopify/toxiproxy/v2")
    assert COMPONENTS["lalserver"].minimum == programs.pinned("github.com/q191201771/lal")
    assert places.is_clone()


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_has_a_title_and_a_remedy(name: str) -> None:
    assert COMPONENTS[name].title
    assert COMPONENTS[name].remedy
