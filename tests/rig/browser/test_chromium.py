"""How Chromium is started: over a pipe, with a home of its own, and with each flag once."""

import asyncio
import sys
from pathlib import Path

import pytest

from chaoslab.rig.browser.chromium import command, make_home
from chaoslab.rig.browser.pipe import BrowserPipe
from chaoslab.rig.processes.children import open_children

BROWSER = f"""#!{sys.executable}
import os, sys
os.write(4, os.environ["HOME"].encode() + b"\\0")
os.write(4, os.read(3, 100)[:-1] + b" back\\0")
print("words", sys.stdin.read())
"""


def test_there_is_a_pipe_and_no_port(tmp_path: Path) -> None:
    argv = command(Path("/opt/chromium"), make_home(tmp_path), headed=False)
    assert "--remote-debugging-pipe" in argv
    assert [word for word in argv if "debugging-port" in word] == []


def test_no_flag_is_given_twice_as_the_browser_would_heed_only_the_last(tmp_path: Path) -> None:
    argv = command(Path("/opt/chromium"), make_home(tmp_path), headed=True)
    names = [word.partition("=")[0] for word in argv if word.startswith("--")]
    assert len(names) == len(set(names))
    assert "--headless" not in names


async def test_the_pipe_is_the_third_and_fourth_descriptor_and_the_rest_is_logged(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text(BROWSER)
    program.chmod(0o755)
    async with open_children() as children:
        home = make_home(children.scratch)
        argv = command(program, home, headed=False)
        child = await children.start("browser", argv, env=home.environment, pipe_input=True, pipe_output=True)
        assert child.process.stdout is not None and child.process.stdin is not None
        pipe = BrowserPipe(child.process.stdout, child.process.stdin)
        await pipe.say("there")
        messages = pipe.each()
        assert await asyncio.wait_for(anext(messages), 5) == str(home.folder)
        assert await asyncio.wait_for(anext(messages), 5) == "there back"
        await asyncio.wait_for(child.process.wait(), 5)  # its standard input is empty
        assert child.last_words() == "words"


@pytest.mark.parametrize("place", [".pki/nssdb", ".local/share/pki/nssdb"])
def test_authorities_that_the_user_trusts_are_trusted_and_the_users_own_file_is_not_written(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "user" / place / "cert9.db"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("trusted")
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    ours = make_home(tmp_path).folder / place / "cert9.db"
    assert ours.read_text() == "trusted"
    assert not ours.samefile(theirs)


def test_a_window_is_still_let_onto_the_users_display(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XAUTHORITY", raising=False)
    home = make_home(tmp_path)
    assert "XAUTHORITY" not in home.environment
    (tmp_path / ".Xauthority").write_text("cookie")
    assert home.environment["XAUTHORITY"] == str(tmp_path / ".Xauthority")
    monkeypatch.setenv("XAUTHORITY", "/run/cookie")
    assert "XAUTHORITY" not in home.environment
