"""Secrets, every form in which they may be written, and a search for them that knows nothing of the lab's own."""

import base64
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote, quote_plus, unquote, unquote_plus

ENVIRONMENT = {"SHOP_TOKEN": "from-Outside_7781", "SHOP_AUTH": "Bearer tok.EN-42/behind+it="}
_BASIC = base64.b64encode(b"admin:pa55 w\xc3\xb6rd/xy").decode()
PLAYER = f"""\
title: Shop
url: http://us3r:pa55url-77@127.0.0.1:9/?token=q%2Btok%3D8181&flv={{flv}}&s=Zx81abc99&autoplay=always#frag-9a8b7c6d5e4f
cookies:
  session: "ab+cd/ef12345=="
  lang: de
  percent: "abc%3Ddef%26ghi"
  quoted: 'it''s ~(1)"é'
  backslash: 'one\\two\\nthree'
  ampersand: "a&b<c>d&e"
  json: '{{"user": "leaf-one-1", "list": ["leaf-two-2", {{"deep": "leaf/three=3"}}], "n": 12345678}}'
  spaces: "two words here"
  long: "{"L0ng-" * 30}end"
  umlaut: "grüße-ñandú-☃"
headers:
  x-token: {{env: SHOP_TOKEN}}
  Authorization: {{env: SHOP_AUTH}}
  Proxy-Authorization: "Basic {_BASIC}"
  X-Json: '{{"apiKey": "json-head-77", "nested": {{"t": "nested_head_88"}}}}'
  Cookie: "one=c00kie-one; two=c00kie-two%3D"
  X-Params: 'Token token="param-tok-5", other=param-oth-6'
"""
# What must be found nowhere.
SECRETS = (
    "ab+cd/ef12345==", "abc%3Ddef%26ghi", "abc=def&ghi", 'it\'s ~(1)"é', "one\\two\\nthree", "a&b<c>d&e",
    "leaf-one-1", "leaf-two-2", "leaf/three=3", "12345678", "two words here", "L0ng-" * 30 + "end", "grüße-ñandú-☃",
    "from-Outside_7781", "Bearer tok.EN-42/behind+it=", "tok.EN-42/behind+it=", f"Basic {_BASIC}", _BASIC,
    "admin:pa55 wörd/xy", "pa55 wörd/xy", "json-head-77", "nested_head_88", "c00kie-one", "c00kie-two=",
    "param-tok-5", "param-oth-6", "pa55url-77", "q+tok=8181", "Zx81abc99", "frag-9a8b7c6d5e4f",
)  # fmt: skip


def _in_base64(before: str, after: str) -> Callable[[str], str]:
    return lambda secret: base64.b64encode(f"{before}{secret}{after}".encode()).decode()


FORMS: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "in an address": lambda secret: quote(secret, safe=""),
    "in an address, in lower case": lambda secret: re.sub("%..", lambda f: f[0].lower(), quote(secret, safe="")),
    "in an address, each character": lambda secret: "".join(f"%{byte:02X}" for byte in secret.encode()),
    "in an address twice": lambda secret: quote(quote(secret, safe=""), safe=""),
    "in a query": quote_plus,
    "in JSON": json.dumps,
    "in JSON in JSON": lambda secret: json.dumps(json.dumps(secret)),
    "in JSON with every character escaped": lambda secret: "".join(
        f"\\u{unit:04x}" for unit in memoryview(secret.encode("utf-16-le")).cast("H")
    ),
    "in HTML": html.escape,
    "in base64": _in_base64("", ""),
    "in base64 without padding": lambda secret: _in_base64("", "")(secret).rstrip("="),
    "in base64 of addresses": lambda secret: base64.urlsafe_b64encode(secret.encode()).decode(),
    "in a longer base64": _in_base64("", ", and more"),
    "in a longer base64, one further": _in_base64("{", "}"),
    "in a longer base64, two further": _in_base64("[[", "]]"),
}


def texts() -> Iterator[str]:
    """Each secret in each form, between other words."""
    for secret in SECRETS:
        for form in FORMS.values():
            yield f"<{form(secret)}> was sent"


def found_in(text: str) -> set[str]:
    """The secrets that somebody who decodes a text in every usual way would find."""
    read = {text}
    for _ in range(3):
        read |= {way(one) for one in tuple(read) for way in (unquote, unquote_plus, html.unescape, _unescaped)}
    read |= {decoded for one in tuple(read) for decoded in _from_base64(one)}
    return {secret for secret in SECRETS if any(secret in one for one in read)}


def _unescaped(text: str) -> str:
    plain = re.sub(r'\\["\\/]|(?:\\u[0-9a-f]{4})+', lambda found: json.loads(f'"{found[0]}"'), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _from_base64(text: str) -> Iterator[str]:
    runs = re.findall(r"[A-Za-z0-9+/_-]{8,}", text)
    for shift in range(4):
        joined = (run[shift:].translate(str.maketrans("-_", "+/")) for run in runs)
        yield "\n".join(
            base64.b64decode(run[: len(run) // 4 * 4] + _rest(run)).decode("utf-8", "replace") for run in joined
        )


def _rest(run: str) -> str:
    rest = run[len(run) // 4 * 4 :]
    return rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""
