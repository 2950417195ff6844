"""What `claims` prints: each claim, its experiments, and the last verdict on each."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.claims.standing import ClaimStanding
from chaoslab.report.values import OUTCOMES

_STYLES = {"passed": "green", "failed": "red", "error": "red"}


def show_claims(standings: Sequence[ClaimStanding], console: Console) -> None:
    """A row for each experiment of a claim, then one line that counts the claims by verdict."""
    # A shortened name would be of no use on the next command line.
    table = Table("claim", "says", Column("experiment", overflow="fold"), "last verdict", "when")
    for standing in standings:
        rows = [(each.experiment, each.verdict, each.when) for each in standing.experiments]
        rows = rows or [("–", standing.verdict, "")]
        for index, (experiment, verdict, when) in enumerate(rows):
            claim = (standing.claim.id, standing.claim.says) if index == 0 else ("", "")
            table.add_row(*map(Text, claim), Text(experiment), _verdict(verdict), Text(_day(when)))
    console.print(table)
    counts = Counter(standing.verdict for standing in standings)
    summary = ", ".join(f"{count} {OUTCOMES.get(verdict, verdict)}" for verdict, count in sorted(counts.items()))
    console.print(f"{len(standings)} claims: {summary}", highlight=False)


def _verdict(verdict: str) -> Text:
    return Text(OUTCOMES.get(verdict, verdict), style=_STYLES.get(verdict, ""))


def _day(when: str) -> str:
    """`2026-11-25 13:30`."""
    return when[:16].replace("T", " ")
