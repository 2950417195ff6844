"""An answer that a connection is to end in the middle of: on a leg of requests, connections mostly rest."""

_HEAD_ENDS = b"\r\n\r\n"


class AnswerCut:
    """What the server says from now on: `asked` says whether a request had been sent that it has not answered yet.

    A connection that rests can be ended without anyone noticing: a browser that finds it gone, or loses it before the
    head of an answer, asks again on another one by itself.
    """

    def __init__(self, *, asked: bool) -> None:
        self._asked = asked
        self._head = b""

    def ask(self) -> None:
        """Another request was sent."""
        self._asked = True

    def passes(self, data: bytes) -> int | None:
        """How much of this may pass before the end; None while the end is not due."""
        if not self._asked:
            return 0  # the body of an answer that had begun before
        before, self._head = len(self._head), self._head + data
        end = self._head.find(_HEAD_ENDS)
        return None if end < 0 else end + len(_HEAD_ENDS) - before
