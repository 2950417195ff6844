"""Calls of an origin's HTTP API, with a deadline and errors that are ours."""

import asyncio
import json
from typing import Any

from chaoslab.errors import NotReady
from harness.edge.upstream import Cut, OriginAway, open_request

_DEADLINE = 2.0  # seconds


async def call(base: str, target: str, *, method: str = "GET", content: Any = None) -> Any:
    """The JSON that the API at `base` answers; `content` is sent as JSON. Raises NotReady."""
    body = b"" if content is None else json.dumps(content).encode()
    headers = {} if content is None else {"Content-Type": "application/json"}
    asked = open_request(base, target, method=method, headers=headers, body=body)
    try:
        async with asyncio.timeout(_DEADLINE), asked as answer:
            return json.loads(await answer.read_all())
    except (TimeoutError, OriginAway, Cut) as error:
        why = str(error) or f"no answer within {_DEADLINE:g} s"
        raise NotReady("the origin's API", f"at {base} did not answer {method} {target}: {why}") from error
    except ValueError as error:
        raise NotReady(
            "the origin's API", f"at {base} answered {method} {target} with something other than JSON"
        ) from error
