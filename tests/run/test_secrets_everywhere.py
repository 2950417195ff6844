"""Secrets planted in every text that a run takes in are found in no file and on no terminal."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

import chaoslab.cli.commands
import chaoslab.run.run
import chaoslab.run.trial
from chaoslab import clock
from chaoslab.cli.verbs import main
from chaoslab.errors import NotReady
from chaoslab.timeline.events import Event, EventName, Sink
from tests.experiment.test_model import GOOD
from tests.run.planted import ENVIRONMENT, FORMS, PLAYER, SECRETS, found_in, texts

FIELDS: tuple[tuple[EventName, str, dict[str, Any]], ...] = (
    (EventName.CONSOLE_LOGGED, "text", {"level": "error"}),
    (EventName.CONSOLE_LOGGED, "level", {"text": "x"}),
    (EventName.PAGE_OPENED, "url", {"document": "1.5"}),
    (EventName.REQUEST_STARTED, "url", {"request": "1", "leg": None, "method": "GET", "kind": "Fetch"}),
    (EventName.REQUEST_FAILED, "error", {"request": "1", "canceled": False}),
    (EventName.REQUEST_ANSWERED, "mime", {"request": "1", "status": 200}),
    (EventName.FETCH_CALLED, "url", {"call": "1"}),
    (EventName.FETCH_FAILED, "error", {"call": "1"}),
    (EventName.SOCKET_ASKED, "url", {}),
    (EventName.SOCKET_OPENED, "url", {"socket": "s", "leg": None}),
    (EventName.SOCKET_SENT, "text", {"socket": "s"}),
    (EventName.SOCKET_RECEIVED, "text", {"socket": "s"}),
    (EventName.OBSERVER_RECEIVED, "text", {"namespace": "/"}),
    (EventName.MEDIA_LOAD_BEGAN, "src", {"media": 1}),
    (EventName.MEDIA_FAILED, "message", {"media": 1, "code": 4}),
    (EventName.MEDIA_VIEW_CHANGED, "why", {"media": 1, "share": 0, "possible": 0, "width": 1, "height": 1,
                                           "checked_at": 0}),
    (EventName.MARK_MADE, "name", {"data": None}),
    (EventName.STATE_SHOWN, "state", {}),
    (EventName.PUBLISHER_STOPPED, "reason", {}),
)  # fmt: skip
SAID = " ".join(texts())


class LeakyPage:
    """A cell whose page writes every secret everywhere, and which then cannot be opened or dies, with words as bad."""

    page_url = "http://127.0.0.1:9/"

    def __init__(self, sink: Sink, dies: bool) -> None:
        self.sink, self.dies = sink, dies

    @property
    def browser(self) -> "LeakyPage":
        return self

    async def open(self, _url: str) -> None:
        now = clock.now()
        for number, text in enumerate(texts()):
            name, key, others = FIELDS[number % len(FIELDS)]
            self.sink(Event(now, name, {**others, key: text}))
            self.sink(Event(now, EventName.MARK_MADE, {"name": "n", "data": {text: [text, {"deep": text}]}}))
        for name, key, others in FIELDS:
            for secret in SECRETS:
                self.sink(Event(now, name, {**others, key: f"text: {secret}"}))
        if self.dies:
            await asyncio.sleep(30)
        raise NotReady("the page", f"did not answer: {SAID}")

    async def shot(self, _path: Path) -> bool:
        return False

    async def died(self, *, within: float) -> str | None:
        if self.dies:
            return f"the browser ended: {SAID}"
        await asyncio.sleep(max(min(within, 30), 0))
        return None


class LeakyLane:
    whole = True
    children = None


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: Iterator[bool] = iter((False, True))

    @asynccontextmanager
    async def open_lane(*_: str) -> AsyncIterator[LeakyLane]:
        yield LeakyLane()

    @asynccontextmanager
    async def open_cell(_lane: object, _plan: object, _key: str, sink: Sink, **_: object) -> AsyncIterator[LeakyPage]:
        yield LeakyPage(sink, next(opened))

    monkeypatch.setattr(chaoslab.run.run, "open_lane", open_lane)
    monkeypatch.setattr(chaoslab.run.trial, "open_cell", open_cell)
    monkeypatch.setattr(chaoslab.run.trial, "watched_parts", lambda *_: nullcontext())
    monkeypatch.setattr(chaoslab.cli.commands, "build_players", lambda _: None)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def called(*words: str | Path) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return ended.value.code


@pytest.mark.usefixtures("rig")
def test_no_secret_is_in_any_file_of_a_run_or_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    player, out = tmp_path / "shop.yaml", tmp_path / "run"
    player.write_text(PLAYER, encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(GOOD)
    files = ("--json", tmp_path / "out.json", "--junit", tmp_path / "out.xml")
    experiments = (tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert called("run", *experiments, "--player", player, "--out", out, "--retries", "0", *files) == 7
    assert called("report", out) == 0
    assert called("measure", out, "--json", tmp_path / "measured.json") == 0
    assert called("players", player, "--json", tmp_path / "players.json") == 0
    printed = capfd.readouterr()
    written = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.name: text for path, text in written.items() if path.suffix != ".yaml"}
    assert {"run.json", "plan.json", "timeline.jsonl", "verdict.json", "console.log", "report.html"} <= kept.keys()
    assert {"out.json", "out.xml", "measured.json", "players.json"} <= kept.keys()
    assert all(
        "SECRET-COOKIE-SESSION" in kept[name] for name in ("timeline.jsonl", "console.log", "out.xml", "out.json")
    )
    assert "autoplay=always" in kept["plan.json"], "an option is no secret"
    leaks = {name: found for name, text in kept.items() if (found := found_in(text))}
    assert leaks == {}
    assert "SECRET-COOKIE-SESSION" in printed.out
    assert found_in(printed.out + printed.err) == set()


@pytest.mark.usefixtures("rig")
def test_what_a_template_on_the_command_line_carries_is_in_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    template = "http://us3r:pa55url-77@127.0.0.1:9/?token=q%2Btok%3D8181&s=Zx81abc99#frag-9a8b7c6d5e4f"
    out = tmp_path / "run"
    words = ("run", tmp_path / "a.yaml", "--player", template, "--out", out, "--json", "-")
    monkeypatch.setattr("sys.argv", ["chaoslab", *map(str, words)])
    called(*words)
    kept = {path.name: path.read_text(encoding="utf-8") for path in out.rglob("*") if path.is_file()}
    told = {"pa55url-77", "q+tok=8181", "Zx81abc99", "frag-9a8b7c6d5e4f"}
    assert "127.0.0.1:9/?token=SECRET-URL-TOKEN" in kept["run.json"]
    assert {name: found for name, text in kept.items() if (found := found_in(text) & told)} == {}
    printed = capfd.readouterr()
    assert found_in(printed.out + printed.err) & told == set()


@pytest.mark.parametrize("secret", SECRETS)
def test_the_search_would_find_each_secret_in_each_form(secret: str) -> None:
    assert [name for name, form in FORMS.items() if secret not in found_in(f"<{form(secret)}>")] == []


def test_a_template_with_a_mistake_is_told_without_its_token(capfd: pytest.CaptureFixture[str]) -> None:
    template = "http://us3r:pa55url-77@h/{nope}?token=q%2Btok%3D8181&s=Zx81abc99"
    assert called("players", template) == 2
    said = capfd.readouterr().err
    assert "unknown placeholder {nope}" in said
    assert found_in(said) == set()


@pytest.mark.usefixtures("rig")
def test_a_file_that_is_invalid_is_told_without_its_values(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    player = tmp_path / "shop.yaml"
    player.write_text(PLAYER.replace("title: Shop", "title: Shop\nvideo: [" + "a" * 84 + ", from-Outside_7781]"))
    assert called("players", player) == 2
    said = capfd.readouterr().err
    assert "SECRET-" in said
    assert "from-O" not in said


@pytest.mark.usefixtures("rig")
def test_no_secret_is_in_the_traceback_of_a_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def bug(*_: object) -> None:
        raise KeyError(SAID)

    monkeypatch.setattr(chaoslab.run.run, "run_trial", bug)
    monkeypatch.setenv("CHAOSLAB_DEBUG", "1")
    (tmp_path / "shop.yaml").write_text(PLAYER, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(GOOD)
    out = tmp_path / "run"
    assert called("run", tmp_path / "a.yaml", "--player", tmp_path / "shop.yaml", "--out", out) == 7
    assert "KeyError" in (out / "traceback.txt").read_text()
    assert found_in((out / "traceback.txt").read_text()) == set()
    assert found_in(capfd.readouterr().err) == set()


@pytest.mark.parametrize("held", ["", "abcde"])
def test_a_secret_that_is_too_short_to_be_masked_everywhere_is_refused(
    held: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHOP_PIN", held)
    player = tmp_path / "shop.yaml"
    player.write_text("title: T\nurl: http://h/\ncookies:\n  pin: {env: SHOP_PIN}\n")
    assert called("players", player) == 2
    said = capfd.readouterr().err
    assert said.startswith(
        f"chaoslab: {player}:4: cookies.pin.env: SHOP_PIN holds {len(held)} characters; a secret of "
    )
    assert said.count("\n") == 1
