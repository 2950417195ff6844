"""What is secret of a player: cookies, headers and the tokens in them, and what the template of its address carries."""

import json
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from chaoslab.outward.decoded import readings
from chaoslab.outward.mask import ALONE, Secret

_SCHEME = re.compile(r"\s*[A-Za-z][\w-]*\s+(\S+)\s*")  # `Bearer abc`
_PARAMETER = re.compile(r"([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s,;&\"]+))")  # `token="abc"`
_USER = re.compile(r"^[a-z]+://([^/?#@]*)@")
_PAIR = re.compile(r"([\w.~%\[\]-]+)=([^&;#?{}]+)")
_TELLING = re.compile(r"(?i)token|key|secret|pass|pwd|auth|sig|sess|sid|jwt|cred|code|nonce|ticket|hash|access")
IN_ADDRESS = "SECRET-URL-"  # how the stand-in of what an address carries begins
_MIXED, _LONG = 8, 20  # characters from which letters with digits, or anything at all, are no plain option


def secrets_of(*, cookies: Mapping[str, str], headers: Mapping[str, str], url: str) -> tuple[Secret, ...]:
    """Each with its stand-in, `SECRET-COOKIE-SESSION`; the parts of one have the same."""
    found = [secret for name, value in cookies.items() for secret in _named("cookie", name, value)]
    for name, value in headers.items():
        found += _sent_cookies(value) if name.lower() == "cookie" else ()
        found += _named("header", name, value)
    return tuple(dict.fromkeys((*found, *_in_address(url))))


def parts(value: str) -> Iterator[str]:
    """What of a value is secret by itself: behind `Bearer`, within JSON, and the password that `Basic` encodes."""
    for reading in readings(value):
        text = reading.text
        if scheme := _SCHEME.fullmatch(text):
            yield scheme[1]
            yield from _credentials(scheme[1])
        yield from (quoted or plain for _, quoted, plain in _PARAMETER.findall(text))
        if text.lstrip()[:1] in ("{", "[", '"'):
            yield from _leaves(text)


def _named(kind: str, name: str, value: str) -> Iterator[Secret]:
    stand_in = f"SECRET-{kind}-{name}".upper()
    yield Secret(value, stand_in, beside=name)
    yield from (Secret(part, stand_in) for part in parts(value) if len(part) >= ALONE)


def _sent_cookies(value: str) -> Iterator[Secret]:
    """The cookies of a header that sends several."""
    for pair in value.split(";"):
        name, _, held = pair.strip().partition("=")
        yield from _named("cookie", name, held)


def _credentials(token: str) -> Iterator[str]:
    """`user:password` and the password, if that is what a token encodes."""
    try:
        said = b64decode(token.translate(str.maketrans("-_", "+/")) + "=" * (-len(token) % 4), validate=True).decode()
    except (Error, ValueError):
        return
    if ":" in said:
        yield said
        yield said.partition(":")[2]


def _leaves(text: str) -> Iterator[str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict | list):
            waiting += item.values() if isinstance(item, dict) else item
        elif isinstance(item, str):
            yield item
            yield from parts(item)
        elif isinstance(item, int | float) and not isinstance(item, bool):
            yield str(item)


def _in_address(url: str) -> Iterator[Secret]:
    """A template's user and password, and the values in its query or fragment that are more than options."""
    if user := _USER.search(url):
        name, _, password = user[1].partition(":")
        yield Secret(password or name, f"{IN_ADDRESS}USER", beside=name if password else "")
        yield Secret(user[1], f"{IN_ADDRESS}USER")
    begins = min((at for at in (url.find("?"), url.find("#")) if at >= 0), default=len(url))
    for name, value in _PAIR.findall(url[begins:]):
        if is_telling(unquote(name), unquote(value)):
            yield from _named("url", unquote(name), value)
    _, _, fragment = url.partition("#")
    if "=" not in fragment and "{" not in fragment and is_telling("", unquote(fragment)):
        yield Secret(fragment, f"{IN_ADDRESS}FRAGMENT")


def is_telling(name: str, value: str) -> bool:
    """Whether a value in an address is rather a secret than an option, such as `autoplay=always`."""
    if _TELLING.search(name):
        return True
    if "/" in value or " " in value:
        return False  # an address, a path or words
    mixed = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    return (mixed and len(value) >= _MIXED) or len(value) >= _LONG
