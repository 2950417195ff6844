"""Opens two parts of the rig in parallel."""

import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import TypeVar

_A = TypeVar("_A")
_B = TypeVar("_B")


async def enter_together(
    stack: AsyncExitStack, one: AbstractAsyncContextManager[_A], other: AbstractAsyncContextManager[_B]
) -> tuple[_A, _B]:
    """Enter both on the stack; when one fails, what the other had opened is closed with the stack."""
    first = asyncio.ensure_future(stack.enter_async_context(one))
    second = asyncio.ensure_future(stack.enter_async_context(other))
    try:
        return await first, await second
    except BaseException:
        first.cancel()
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        raise
