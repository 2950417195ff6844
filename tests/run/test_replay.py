"""The plans of a replay."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from chaoslab.errors import UsageError
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import RigPlan
from chaoslab.players.bundle import bundle_name
from chaoslab.players.spec import PlayerSpec
from chaoslab.run.replay import ReplayChoices, replay_plans
from chaoslab.setup import places
from chaoslab.timeline.timeline import Timeline
from tests.judge.test_judge import plan


def trial(name: str, outcome: Outcome | None, spec: PlayerSpec | None = None, origin: str = "embedded") -> TrialRecord:
    rig = RigPlan(player=spec.title if spec else "reference", spec=spec, origin=origin)
    planned = plan().model_copy(update={"id": name, "rig": rig, "seed": 7, "drawn": {"away": 3.5}})
    verdict = Verdict(outcome=outcome, sentence="") if outcome else None
    return TrialRecord(Path("run/trials", name), planned, Timeline.of(()), verdict)


def run(*trials: TrialRecord) -> RunRecord:
    return RunRecord(Path("run"), {}, trials)


MIXED = run(trial("good", Outcome.PASSED), trial("bad", Outcome.FAILED), trial("torn", None))


def test_every_trial_is_planned_as_its_journal_has_it() -> None:
    replay = replay_plans(MIXED, ReplayChoices())
    assert replay.plans == tuple(record.plan for record in MIXED.trials)
    assert dict(replay.pairs) == {"good": "good", "bad": "bad", "torn": "torn"}


def test_the_failed_are_those_that_did_not_pass() -> None:
    assert list(replay_plans(MIXED, ReplayChoices(failed=True)).pairs) == ["bad", "torn"]
    assert list(replay_plans(MIXED, ReplayChoices(trials=("good", "bad"), failed=True)).pairs) == ["bad"]


def test_repeats_have_ids_of_their_own_that_lead_to_the_trial() -> None:
    replay = replay_plans(MIXED, ReplayChoices(trials=("bad",), repeat=2))
    assert dict(replay.pairs) == {"bad+1": "bad", "bad+2": "bad"}
    assert [planned.id for planned in replay.plans] == ["bad+1", "bad+2"]
    assert {planned.repeat for planned in replay.plans} == {1}


def test_the_window_can_be_shown_though_it_was_not() -> None:
    (planned,) = replay_plans(MIXED, ReplayChoices(trials=("bad",), headed=True)).plans
    assert planned.rig.headed


@pytest.mark.parametrize(
    ("record", "choices", "words"),
    [
        (run(), ReplayChoices(), "no trial of this run was begun"),
        (MIXED, ReplayChoices(trials=("bed",)), "this run has no trial bed; did you mean 'bad'"),
        (MIXED, ReplayChoices(trials=("zzz",)), "no trial zzz; it has 3, the first is good"),
        (MIXED, ReplayChoices(trials=("good",), failed=True), "every trial passed"),
        (
            run(trial("a", Outcome.PASSED), trial("b", Outcome.PASSED, origin="srs")),
            ReplayChoices(),
            r"different origins or browsers \(embedded with chromium, srs with chromium\)",
        ),
    ],
)
def test_what_cannot_be_replayed_is_refused(record: RunRecord, choices: ReplayChoices, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        replay_plans(record, choices)


def component(folder: Path) -> PlayerSpec:
    folder.mkdir(parents=True)
    (folder / "player.js").write_text("export default () => {}")
    return PlayerSpec(title="mine", folder=str(folder), bundle=bundle_name("mine", folder))


def test_a_component_that_is_as_it_was_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PLAYERS", tmp_path / "built")
    spec = component(tmp_path / "mine")
    assert replay_plans(run(trial("t", Outcome.FAILED, spec)), ReplayChoices()).plans[0].rig.spec == spec


def test_one_that_has_changed_is_judged_by_its_old_build_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "PLAYERS", tmp_path / "built")
    record = run(trial("t", Outcome.FAILED, spec := component(tmp_path / "mine")))
    (tmp_path / "mine" / "player.js").write_text("export default () => null")
    with pytest.raises(UsageError, match=f"has changed since the trial ran \\({spec.bundle} then, mine-"):
        replay_plans(record, ReplayChoices())
    built = tmp_path / "built" / spec.bundle
    built.mkdir(parents=True)
    (built / "index.html").write_text("")
    assert replay_plans(record, ReplayChoices()).plans[0].rig.spec == spec


PLAYER = "title: mine\nurl: 'http://127.0.0.1:9/{key}'\ncookies:\n  session: a-secret-of-mine\n"


def test_secrets_come_from_the_player_file_as_no_journal_holds_them(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(PLAYER)
    masked = PlayerSpec(title="mine", file=str(file), url="http://x/", cookies={"session": SecretStr("**********")})
    record = run(trial("t", Outcome.FAILED, masked))
    spec = replay_plans(record, ReplayChoices()).plans[0].rig.spec
    assert spec is not None
    assert spec.cookies["session"].get_secret_value() == "a-secret-of-mine"
    assert spec.url == "http://x/"
    file.write_text(PLAYER.replace("session", "token"))
    with pytest.raises(UsageError, match="its cookies have other names"):
        replay_plans(record, ReplayChoices())
    file.unlink()
    with pytest.raises(UsageError, match="what is secret stands only in the player file"):
        replay_plans(record, ReplayChoices())


def test_what_is_secret_in_an_address_comes_from_the_player_file_too(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("title: mine\nurl: 'http://h/?token=a-secret-of-mine&flv={flv}'\n")
    journaled = PlayerSpec(title="mine", file=str(file), url="http://h/?token=SECRET-URL-TOKEN&flv={flv}")
    record = run(trial("t", Outcome.FAILED, journaled))
    spec = replay_plans(record, ReplayChoices()).plans[0].rig.spec
    assert spec is not None
    assert spec.url == "http://h/?token=a-secret-of-mine&flv={flv}"
    file.write_text("title: mine\nurl: 'http://elsewhere/?token=a-secret-of-mine'\n")
    with pytest.raises(UsageError, match="its url is another than when the trial ran"):
        replay_plans(record, ReplayChoices())


def test_a_template_whose_secret_nobody_kept_is_refused() -> None:
    journaled = PlayerSpec(title="http://h/?token=SECRET-URL-TOKEN", url="http://h/?token=SECRET-URL-TOKEN")
    with pytest.raises(UsageError, match="give the whole address to `chaoslab run --player`"):
        replay_plans(run(trial("t", Outcome.FAILED, journaled)), ReplayChoices())


def test_a_trial_of_which_only_a_try_was_kept_can_be_replayed() -> None:
    waiting = replace(trial("t", None), waited_for=2)
    assert list(replay_plans(run(waiting), ReplayChoices(failed=True)).pairs) == ["t"]
