"""Puts the present names of faults, probes and conditions into the text of an old journal."""

import re

from chaoslab import conditions, faults, probes


def in_present_names(text: str) -> str:
    """The text with each key of an earlier version replaced by the present one."""
    for renamed in (faults.renamed(), probes.renamed(), conditions.renamed()):
        for old, now in renamed.items():
            text = re.sub(rf"\b{re.escape(old)}\b", now, text)
    return text
