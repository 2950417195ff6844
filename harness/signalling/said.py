"""Reads what a client says, which may be anything."""

import re
from typing import Any

_KEY = re.compile(r"[\w.~-]{1,200}", re.ASCII)  # as in the URL of a stream
_CLIENT = re.compile(r"[\w.~-]{8,100}", re.ASCII)


def key_in(data: Any) -> str | None:
    """The stream's key in `{key}`; None when there is none."""
    key = data.get("key") if isinstance(data, dict) else None
    return key if isinstance(key, str) and _KEY.fullmatch(key) else None


def text_in(data: Any) -> str:
    """The text in `{text}`; empty when there is none."""
    text = data.get("text") if isinstance(data, dict) else None
    return text if isinstance(text, str) else ""


def identity(sid: str, auth: Any) -> str:
    """Whom limits count: the name a client gives in the handshake (`auth: {client}`), otherwise its connection.

    A client that several processes serve, or that connects anew, keeps its limits only under a name.
    """
    named = auth.get("client") if isinstance(auth, dict) else None
    return f"client:{named}" if isinstance(named, str) and _CLIENT.fullmatch(named) else f"sid:{sid}"
