"""JSON as a run's files may hold it: no number that no lab writes, and no nesting that could end a later reader."""

import json
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

_DEEPEST = 64  # lists and mappings in each other
_LARGEST = 1e15
_DIGITS = 18
_SHOWN = 30  # characters of a number


class BadJson(ValueError):
    """A file is no JSON that a lab wrote; as text, why."""


@dataclass
class JsonText:
    """One text, parsed; `odd` are the numbers in it that no lab writes, of which null takes the place."""

    value: Any = None
    odd: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, content: bytes) -> "JsonText":
        """Parse UTF-8. Raises BadJson."""
        text = cls()
        try:
            text.value = json.loads(
                content.decode("utf-8"), parse_float=text._real, parse_int=text._whole, parse_constant=text._leave_out
            )
        except UnicodeDecodeError as error:
            raise BadJson("is not UTF-8 text") from error
        except RecursionError as error:
            raise BadJson("nests too deep") from error
        except ValueError as error:
            raise BadJson(f"is not JSON ({error})") from error
        if too_deep(text.value):
            raise BadJson("nests too deep")
        return text

    def _real(self, digits: str) -> float | None:
        number = float(digits)
        if isfinite(number) and abs(number) <= _LARGEST:
            return number
        self._leave_out(digits)
        return None

    def _whole(self, digits: str) -> int | None:
        if len(digits) <= _DIGITS:
            return int(digits)
        self._leave_out(digits)
        return None

    def _leave_out(self, written: str) -> None:
        self.odd.append(written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…")


def too_deep(value: object) -> bool:
    """Whether lists and mappings lie too deep in each other to be walked through by recursion."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    """The lists and mappings that one holds."""
    if not isinstance(value, list | dict):
        return []
    held = value if isinstance(value, list) else value.values()
    return [inner for inner in held if isinstance(inner, list | dict)]
