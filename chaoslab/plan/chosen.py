"""Which of a run's planned trials are carried out: by id, claim, tag or words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chaoslab.errors import UsageError
from chaoslab.files.nearest import did_you_mean
from chaoslab.plan.model import TrialPlan


@dataclass(frozen=True, slots=True)
class Selection:
    """What a trial must be to be carried out; of one kind any will do, and of several kinds each must hold.

    `only` holds ids of trials; `grep` is a regular expression that id, title or file must match, whatever its case.
    """

    only: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    grep: str = ""


EVERY_TRIAL = Selection()


def chosen(plans: Sequence[TrialPlan], selection: Selection) -> tuple[TrialPlan, ...]:
    """The plans that were asked for, in order.

    Raises UsageError for an id, a claim or a tag that no plan has, and where no plan is left.
    """
    ids = [plan.id for plan in plans]
    _refuse_unknown("--only", "trial", selection.only, ids)
    _refuse_unknown("--claim", "claim", selection.claims, [claim for plan in plans for claim in plan.claims])
    _refuse_unknown("--tag", "tag", selection.tags, [tag for plan in plans for tag in plan.tags])
    left = tuple(plan for plan in plans if _fits(plan, selection, _matcher(selection.grep)))
    if not left:
        raise UsageError(f"{_in_words(selection)}: none of {len(plans)} trials is like that; leave some of it out")
    return left


def _fits(plan: TrialPlan, selection: Selection, found_in: Callable[[str], bool]) -> bool:
    return (
        (not selection.only or plan.id in selection.only)
        and (not selection.claims or not set(selection.claims).isdisjoint(plan.claims))
        and (not selection.tags or not set(selection.tags).isdisjoint(plan.tags))
        and any(map(found_in, (plan.id, plan.title, plan.experiment)))
    )


def _matcher(grep: str) -> Callable[[str], bool]:
    try:
        pattern = re.compile(grep, re.IGNORECASE)
    except re.error as error:
        raise UsageError(
            f"--grep {grep}: is no regular expression ({error}); put a \\ before what stands for itself"
        ) from error
    return lambda text: bool(pattern.search(text))


def _refuse_unknown(flag: str, kind: str, asked: Iterable[str], known: Sequence[str]) -> None:
    for name in asked:
        if name not in known:
            guess = did_you_mean(name, dict.fromkeys(known))
            raise UsageError(f"{flag} {name}: no {kind} of these experiments has that name{guess}")


def _in_words(selection: Selection) -> str:
    flags = [("--only", selection.only), ("--claim", selection.claims), ("--tag", selection.tags)]
    words = [f"{flag} {name}" for flag, names in flags for name in names]
    return " ".join([*words, *([f"--grep {selection.grep}"] if selection.grep else [])])
