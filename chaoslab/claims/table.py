"""What `claims` prints: each claim, its experiments, and what was last said of each."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.claims.standing import ClaimStanding
from chaoslab.report.values import OUTCOMES

_STYLES = {"passed": "green", "failed": "red", "error": "red"}


def show_claims(found: Sequence[ClaimStanding], console: Console) -> None:
    """A row for each experiment of a claim, then one line that counts the claims by verdict."""
    # A name that was cut short would be of no use on the next command line.
    table = Table("claim", "says", Column("experiment", overflow="fold"), "last verdict", "when")
    for one in found:
        rows = [(each.experiment, each.verdict, each.when) for each in one.experiments] or [("–", one.verdict, "")]
        for index, (experiment, verdict, when) in enumerate(rows):
            claim = (one.claim.id, one.claim.says) if index == 0 else ("", "")
            table.add_row(*map(Text, claim), Text(experiment), _verdict(verdict), Text(_day(when)))
    console.print(table)
    counted = {verdict: sum(one.verdict == verdict for one in found) for verdict in {one.verdict for one in found}}
    told = ", ".join(f"{count} {OUTCOMES.get(verdict, verdict)}" for verdict, count in sorted(counted.items()))
    console.print(f"{len(found)} claims: {told}", highlight=False)


def _verdict(verdict: str) -> Text:
    return Text(OUTCOMES.get(verdict, verdict), style=_STYLES.get(verdict, ""))


def _day(when: str) -> str:
    """`2026-11-25 13:30`."""
    return when[:16].replace("T", " ")
