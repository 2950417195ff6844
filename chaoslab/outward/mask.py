"""Replaces secrets in texts, in whatever form they are written there."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from chaoslab.outward.base64_forms import ALPHABET, Core, cores
from chaoslab.outward.decoded import Decoded, readings
from chaoslab.outward.own_words import own_words

ALONE = 6  # characters; a shorter secret would match too much, and is looked for beside its name only
_MARGIN = 12  # characters in which one of a secret may be written
_Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that nobody may see, what stands in its place, and the name beside which it is told even if short."""

    text: str
    stand_in: str
    beside: str = ""


class Mask:
    """Knows secrets, and looks for them in each reading of a text: for few of them, nothing is faster than `in`."""

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self.secrets = tuple(dict.fromkeys(secret for secret in secrets if secret.text))
        needles: dict[str, str] = {}
        encoded: dict[Core, str] = {}
        self._beside: list[tuple[str, re.Pattern[str], str]] = []
        for secret in self.secrets:
            whole = [form for form in _forms(secret.text) if len(form) >= ALONE]
            for form in whole:
                needles.setdefault(form, secret.stand_in)
            named = [f"{secret.beside}{mark}{secret.text}" for mark in ("=", ": ", ":")] if secret.beside else []
            for form in whole or named:
                for core in (core for written in _as_encoded(form) for core in cores(written)):
                    encoded.setdefault(core, secret.stand_in)
            if not whole and secret.beside:
                self._beside.append((secret.text, _beside(secret), secret.stand_in))
        self._needles = tuple(sorted(needles.items(), key=lambda pair: -len(pair[0])))
        self._encoded = tuple(encoded.items())
        sought = (*needles, *(core.text for core in encoded), *(value for value, _, _ in self._beside))
        self._least = min(map(len, sought), default=0)  # characters below which a text can hold none
        longest = max((len(secret.text) for secret in self.secrets), default=0)
        self._margin = (longest + 3) * _MARGIN

    def text(self, text: str, *, most: int | None = None) -> str:
        """The text without secrets, and not longer than `most`; of one that is cut no half is left."""
        if len(text) < self._least or not self.secrets:
            return text[:most]
        end = None
        if most is not None and len(text) > most:
            reach = 4 * most + self._margin
            end = reach - self._margin if len(text) > reach else None
            text = text[:reach]
        spans = _merged(self._spans(text))
        if not spans and end is None:
            return text[:most]
        parts: list[str] = []
        at = 0
        for start, stop, stand_in in spans:
            if end is not None and start >= end:
                break
            parts += (text[at:start], stand_in)
            at = stop
        parts.append(text[at:end])
        return "".join(parts)[:most]

    def data(self, value: Any) -> Any:
        """The same for each text in a structure, but for whole texts that are the lab's own words."""
        if not self.secrets:
            return value
        if isinstance(value, str):
            return value if value in own_words() else self.text(value)
        if isinstance(value, Mapping):
            return {key: self.data(item) for key, item in value.items()}
        return [self.data(item) for item in value] if isinstance(value, list | tuple) else value

    def _spans(self, text: str) -> Iterator[_Span]:
        for reading in readings(text):
            within = reading.text
            for needle, stand_in in self._needles:
                if needle in within:
                    for start in _starts(needle, within):
                        yield (*reading.written(start, start + len(needle)), stand_in)
            for core, stand_in in self._encoded:
                if core.text in within:
                    yield from (_core_span(core, start, reading, stand_in) for start in _starts(core.text, within))
            for value, pattern, stand_in in self._beside:
                if value in within:
                    for found in pattern.finditer(within):
                        yield (*reading.written(*found.span()), stand_in)


def _forms(text: str) -> Iterator[str]:
    """As it is, as whoever decodes it gets it, and with the plus signs that stand for spaces in a query."""
    for reading in readings(text):
        yield reading.text
        yield reading.text.replace("+", " ")
        yield reading.text.replace(" ", "+")


def _as_encoded(text: str) -> Iterable[str]:
    """How it may be written before something is made base64 of it."""
    as_json = json.dumps(text)[1:-1]
    in_addresses = (quote(text, safe=safe, errors="replace") for safe in ("", "/"))
    return dict.fromkeys((text, *in_addresses, as_json, json.dumps(text, ensure_ascii=False)[1:-1]))


def _beside(secret: Secret) -> re.Pattern[str]:
    name, value = re.escape(secret.beside), re.escape(secret.text)
    between = r"(?:\s*[=:]\s*|[\"']\s*[:,]\s*(?:[\"']value[\"']\s*:\s*)?|\s+)"
    return re.compile(rf"(?<![\w-])[\"']?{name}{between}[\"']?{value}(?![\w%])[\"']?", re.IGNORECASE)


def _starts(needle: str, text: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _core_span(core: Core, start: int, reading: Decoded, stand_in: str) -> _Span:
    end = start + len(core.text)
    if core.before and start > 0 and reading.text[start - 1] in ALPHABET:
        start -= 1
    if core.after and end < len(reading.text) and reading.text[end] in ALPHABET:
        end += 1
    return (*reading.written(start, end), stand_in)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """In order; of those that touch the same characters the longest says what stands there."""
    merged: list[_Span] = []
    for start, stop, stand_in in sorted(set(spans), key=lambda span: (span[0], span[0] - span[1])):
        if not merged or start >= merged[-1][1]:
            merged.append((start, stop, stand_in))
            continue
        before, until, first = merged[-1]
        longer = stop - start > until - before
        merged[-1] = (before, max(until, stop), stand_in if longer else first)
    return merged
