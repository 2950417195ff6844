"""Finding and reading the file of a trace."""

import re
from pathlib import Path

import pytest

from chaoslab.errors import UsageError
from chaoslab.setup.places import EXPERIMENTS
from chaoslab.traces import Change, read_trace


def test_the_content_decides_between_a_table_and_mahimahi(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\ufeffseconds,kbit_per_s\n0,8\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("500\n1000\n")
    assert read_trace("a.txt", tmp_path).changes == (Change(0, 8),)
    assert read_trace("b.csv", tmp_path).length == 1.0


def test_it_lies_beside_the_experiment_or_in_a_folder_of_traces_there_or_above(tmp_path: Path) -> None:
    beside, above = tmp_path / "faults", tmp_path / "traces"
    beside.mkdir()
    above.mkdir()
    (above / "x.csv").write_text("seconds,kbit_per_s\n0,1\n")
    assert read_trace("x.csv", beside).changes[0].kbit_per_s == 1
    (beside / "x.csv").write_text("seconds,kbit_per_s\n0,2\n")
    assert read_trace("x.csv", beside).changes[0].kbit_per_s == 2


@pytest.mark.parametrize("name", ["train.csv", "lift.csv", "crowded-wifi.csv"])
def test_the_labs_own_are_found_from_anywhere_and_say_where_they_come_from(tmp_path: Path, name: str) -> None:
    trace = read_trace(name, tmp_path)
    rates = [change.kbit_per_s for change in trace.changes]
    assert min(rates) < 400, "never narrow"
    assert max(rates) > 2000, "never wide"
    assert "Made up by hand" in (EXPERIMENTS / "traces" / name).read_text().splitlines()[0]
    assert f"| `{name}` | {trace.length:g} |" in (EXPERIMENTS / "traces" / "README.md").read_text()


def test_a_missing_file_is_reported_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"trian\.csv: no such file .*; did you mean 'train\.csv'\? \(known: .*lift"):
        read_trace("trian.csv", tmp_path)


def test_a_name_that_no_file_can_have_is_a_missing_file(tmp_path: Path) -> None:
    for name, shown in (("ü" * 200, "ü" * 200), ("a\nb", "'a\\\\nb'"), ("a\0b", "'a\\\\x00b'")):
        with pytest.raises(UsageError, match=f"^{shown}: no such file"):
            read_trace(name, tmp_path)


def test_a_bad_line_is_reported_with_file_and_number(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("seconds,kbit_per_s\n0,fast\n")
    with pytest.raises(UsageError, match=r"bad\.csv:2: kbit_per_s is not a number"):
        read_trace("bad.csv", tmp_path)
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(UsageError, match=r"empty\.csv: is empty"):
        read_trace("empty.csv", tmp_path)


@pytest.mark.parametrize("content", ["root:x:0:0\n", "seconds,kbit_per_s\n0,hunter2\n", "1\nhunter2\n"])
def test_a_message_quotes_nothing_of_the_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "other.txt").write_text(content)
    with pytest.raises(UsageError) as refused:
        read_trace("other.txt", tmp_path)
    assert "other.txt" in str(refused.value)
    assert not {"root", "hunter2"} & set(re.split(r"\W", str(refused.value).replace(str(tmp_path), "")))


def test_a_file_out_of_the_experiments_folder_is_not_read(tmp_path: Path) -> None:
    beside, outside = tmp_path / "mine", tmp_path / "secret.csv"
    (beside / "traces").mkdir(parents=True)
    outside.write_text("seconds,kbit_per_s\n0,1\n")
    (beside / "link.csv").symlink_to(outside)
    (beside / "traces" / "linked.csv").symlink_to(outside)
    for name in ("../secret.csv", str(outside), "link.csv", "linked.csv", "traces/../../secret.csv"):
        with pytest.raises(UsageError, match=f"{re.escape(name)}: leads out of .*; put the trace beside"):
            read_trace(name, beside)


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.csv").write_text("seconds,kbit_per_s\n0,1\n")
    (tmp_path / "x.csv").symlink_to("deep/x.csv")
    assert read_trace("x.csv", tmp_path) == read_trace("deep/x.csv", tmp_path)


def test_a_file_that_is_no_text_or_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.csv").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(UsageError, match=r"photo\.csv: is not text"):
        read_trace("photo.csv", tmp_path)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UsageError, match=r"folder\.csv: no such file"):
        read_trace("folder.csv", tmp_path)


def test_more_changes_than_a_plan_should_hold_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"{second},8\n" for second in range(20_001))
    (tmp_path / "long.csv").write_text(f"seconds,kbit_per_s\n{rows}")
    with pytest.raises(UsageError, match=r"long\.csv: has 20001 changes, more than 20000"):
        read_trace("long.csv", tmp_path)
