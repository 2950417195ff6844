"""Who may control the harness from outside: anyone who knows the token; without a token, nobody."""

import hmac
import json
from typing import Any

from harness.exchange import Exchange, Scope

PREFIX = "/control/"
HEADER = b"x-chaoslab-control"


def holds_token(scope: Scope, token: str) -> bool:
    """Whether a request, or the handshake of a WebSocket, holds it."""
    return is_token(next((value.decode("latin-1") for name, value in scope["headers"] if name == HEADER), ""), token)


def is_token(sent: str, token: str) -> bool:
    """Whether that is the token, in a time that tells nothing about it; where there is none, nothing is."""
    return bool(token) and hmac.compare_digest(sent.encode(), token.encode())


async def may_control(exchange: Exchange, token: str, *methods: str) -> bool:
    """Whether a request to a control path holds the token and is one of these; one that is not has been refused."""
    if exchange.scope["method"] not in methods:
        await exchange.refuse(405, f"only {' and '.join(methods)}")
    elif not holds_token(exchange.scope, token):
        await exchange.refuse(403, f"the header {HEADER.decode()} does not hold the token")
    else:
        return True
    return False


async def tell(exchange: Exchange, content: dict[str, Any]) -> None:
    """Answer with JSON."""
    await exchange.answer(200, "application/json", json.dumps(content, separators=(",", ":")).encode())
