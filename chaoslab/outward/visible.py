"""Writes out what a terminal or the log of a build service would obey instead of showing it."""

import re

# What orders a terminal about, turns the direction of writing, ends a line elsewhere, or is half of a character.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# What GitHub's and Azure's runners take for a command: at the beginning of a line, or anywhere in it.
_COMMAND = re.compile(r"^(?P<blank>\s*):(?=:)|#(?=#(?:vso)?\[)", re.MULTILINE)


def visible(text: str) -> str:
    """The text with what only a terminal or a runner would obey written out, as `\\x1b`; lines stay lines."""
    shown = _UNSEEN.sub(lambda found: repr(found[0])[1:-1], text)
    return _COMMAND.sub(_written_out, shown) if ":" in shown or "#" in shown else shown


def visible_json(text: str) -> str:
    """The same for JSON, whose meaning stays; half a character is left to whoever encodes the text."""
    escaped = _UNSEEN.sub(_escaped, text)
    return escaped.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")


def _escaped(found: re.Match[str]) -> str:
    return found[0] if "\ud800" <= found[0] <= "\udfff" else f"\\u{ord(found[0]):04x}"


def _written_out(found: re.Match[str]) -> str:
    return "\\x23" if found["blank"] is None else f"{found['blank']}\\x3a"
