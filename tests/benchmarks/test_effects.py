"""The table of how soon each fault bites, from receipts."""

from typing import Any

from benchmarks.effects import Bite, bites, quantile, row


def trial(name: str, outcome: str, *receipts: dict[str, Any]) -> dict[str, Any]:
    return {"experiment": f"experiments/faults/{name}.yaml", "outcome": outcome, "receipts": list(receipts)}


def receipt(fault: str, seen_at: float | None) -> dict[str, Any]:
    seen = {"witnessed": seen_at is not None, "witness": "browser" if seen_at is not None else "nobody"}
    return {"fault": fault, "injected_at": 4.0, "seen_at": seen_at, **seen}


def test_only_the_fault_that_an_experiment_shows_counts() -> None:
    found = bites([trial("tab-hide", "passed", receipt("tab_hide", 4.02), receipt("proxy_down", 4.5))])
    assert list(found) == ["tab_hide"]
    assert [round(bite.after or 0, 3) for bite in found["tab_hide"]] == [0.02]


def test_a_trial_that_says_nothing_is_left_out_and_an_unseen_fault_is_not() -> None:
    unmeasured = trial("tab-hide", "invalid", receipt("tab_hide", 4.1))
    unseen = trial("tab-hide", "not_injected", receipt("tab_hide", None))
    found = bites([unmeasured, unseen])
    assert found == {"tab_hide": [Bite("nobody", None)]}


def test_a_quantile_is_the_smallest_value_that_so_many_do_not_exceed() -> None:
    values = [float(number) for number in range(1, 21)]
    assert (quantile(values, 0.5), quantile(values, 0.95), quantile([7.0], 0.95)) == (10.0, 19.0, 7.0)


def test_a_row_tells_who_saw_it_how_soon_and_how_often_nobody_did() -> None:
    found = [Bite("browser", 0.01), Bite("browser", 1.25), Bite("nobody", None)]
    assert row("tab_hide", found) == "| `tab_hide` | browser | 3 | 10 ms | 1.25 s | 1 |"


def test_a_fault_without_a_trial_has_no_times() -> None:
    assert row("tab_hide", []) == "| `tab_hide` | nobody | 0 | – | – | 0 |"
