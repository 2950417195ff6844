"""`docs/extending.md` proven: put into a copy of the lab, its files are picked up and pass their tests."""

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from chaoslab import faults, probes
from chaoslab.conditions import names as conditions
from chaoslab.errors import Missing
from chaoslab.players.read import read_player
from chaoslab.rig.media import origins
from chaoslab.rig.processes.children import open_children
from chaoslab.setup.places import ROOT
from harness.settings import Settings
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.test_docs import read

PAGE = "docs/extending.md"
FILES: dict[str, str] = dict(re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```", read(PAGE), re.MULTILINE | re.DOTALL))
TESTS = [path for path in FILES if path.startswith("tests/")]
EXPERIMENT = "experiments/faults/legs-down.yaml"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "dist")
# Those of the tests for every module and every plug-in that a new one may break.
RULES = "imports or carries or underscore or opens or each_file or (just_now and legs_down)"

# Stands in for a media server: it listens on the ports that it is given, and disconnects three viewers on request.
STUDIO = f"""#!{sys.executable}
import sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Studio(BaseHTTPRequestHandler):
    def answer(self):
        if self.command == "DELETE":
            self.server.kicked.append(self.path)
        live = self.path == "/streams/key" and "/streams/key/viewers" not in self.server.kicked
        body = b'{{"live": true}}' if live else b"{{}}"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_GET = do_DELETE = answer

for port in sys.argv[3:]:
    server = ThreadingHTTPServer(("127.0.0.1", int(port)), Studio)
    server.kicked = []
    threading.Thread(target=server.serve_forever).start()
"""


def place(folder: Path, path: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FILES[path], encoding="utf-8")
    return file


def module(folder: Path, path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, place(folder, path))
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the lab with every file of the page in its place."""
    copy = tmp_path_factory.mktemp("lab")
    for part in ("chaoslab", "tests", "experiments", "harness"):
        shutil.copytree(ROOT / part, copy / part, ignore=LEFT_OUT)
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, copy)
    for path in FILES:
        assert not (ROOT / path).exists(), f"{path} exists already; the page needs another example"
        place(copy, path)
    return copy


def call(lab: Path, *words: str) -> str:
    """What `python -m …` prints in the copy, whose modules take precedence over installed ones."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=lab,
        env={**os.environ, "PYTHONPATH": str(lab)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_there_is_an_example_of_each() -> None:
    made_of = {str(Path(path).parent) for path in FILES}
    assert made_of >= {"chaoslab/faults", "chaoslab/probes", "chaoslab/conditions", "chaoslab/rig/media/origins"}
    assert made_of >= {"harness/edge", "chaoslab/report/sections/trial", "experiments/players", "experiments/faults"}
    listed = {*faults.names(), *probes.names(), *conditions()}
    assert not listed & {Path(path).stem for path in FILES}


def test_the_files_pass_their_own_tests_and_those_of_every_plug_in(lab: Path) -> None:
    output = call(lab, "pytest", "-q", "-p", "no:cacheprovider", *TESTS)
    assert re.search(r"^\d+ passed", output, re.MULTILINE)
    every = ("tests/test_repo.py", "tests/faults/test_every_witness.py", "tests/conditions/test_condition.py")
    call(lab, "pytest", "-q", "-p", "no:cacheprovider", *every, "-k", RULES)


def test_the_lab_picks_them_up_without_registration(lab: Path) -> None:
    assert "a connection on each of the legs" in " ".join(call(lab, "chaoslab", "faults", "legs_down").split())
    whole = (lab / EXPERIMENT).read_text(encoding="utf-8")
    both = whole.replace("lasting: 12", "until: media_paused, at_most: 12") + "  - longest_stall: {at_most: 9}\n"
    (lab / "both.yaml").write_text(both, encoding="utf-8")
    explained = " ".join(call(lab, "chaoslab", "explain", EXPERIMENT, "both.yaml").split())
    assert explained.count("the flv and hls legs are cut at once") == 2
    assert "the media element is paused" in explained
    assert "longest_stall" in explained


def test_their_style_is_the_labs(lab: Path) -> None:
    ours = [path for path in FILES if path.endswith(".py")]
    call(lab, "ruff", "check", "-q", "--no-cache", *ours)
    call(lab, "ruff", "format", "-q", "--no-cache", "--check", *ours)


async def test_the_origin_comes_up_and_its_edge_knows_who_is_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = module(tmp_path, "chaoslab/rig/media/origins/studio.py")
    edge = module(tmp_path, "harness/edge/studio.py")
    monkeypatch.setenv("PATH", str(tmp_path))
    settings = origins.OriginSettings("http://127.0.0.1:9/origin-hooks/token", 30.0)
    async with open_children() as children:
        with pytest.raises(Missing, match="put studio-server on the PATH"):
            async with origin.open_origin(children, settings):
                pass
        program = tmp_path / "studio-server"
        program.write_text(STUDIO)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        async with origin.open_origin(children, settings) as opened:
            assert opened.whole
            made_edge = edge.make_edge(Settings("studio", opened.http, opened.api))
            assert await made_edge.is_live("key")
            assert not await made_edge.is_live("other")
            await made_edge.kick("key")
            assert not await made_edge.is_live("key"), "the program here has no viewers, and no stream, any more"
    assert not opened.whole


def test_the_section_appears_in_the_report_for_each_trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chaoslab.report import html  # noqa: PLC0415 - this test moves its folder

    report = tmp_path / "chaoslab/report"
    shutil.copytree(ROOT / "chaoslab/report", report, ignore=LEFT_OUT)
    place(tmp_path, "chaoslab/report/sections/trial/65_states.html.j2")
    monkeypatch.setattr(html, "_HERE", report)
    trials = [made.outage(), made.healthy(), made.broken("broken"), made.cut_short("cut")]
    text = html.render(make_run(tmp_path / "run", trials))
    assert text.count("<h3>States of the player</h3>") == 2


def test_the_player_is_one(tmp_path: Path) -> None:
    spec = read_player(place(tmp_path, "experiments/players/shop.yaml")).spec
    assert spec is not None
    assert set(spec.states) == {"spinner", "error"}
