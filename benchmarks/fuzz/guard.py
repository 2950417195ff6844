"""Calls what must neither end in an unforeseen error nor take long, and says what became of it."""

import resource
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from chaoslab.errors import LabError

LONGEST = 5.0  # seconds of CPU time that one case may take
_BLOCKED = 60.0  # seconds after which something waits for ever
_KIB = 2**10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case came to: `read`, `refused` with a lab's own error, `broken` or `hung`."""

    kind: str
    what: str = ""  # the error, or where it came from


class _Hung(BaseException):
    """Nothing that the code under test would catch."""


def guarded(case: Callable[[], None]) -> Outcome:
    """Run a case in this process, with its time limited."""
    old = {sign: signal.signal(sign, _hang) for sign in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    signal.setitimer(signal.ITIMER_REAL, _BLOCKED)
    try:
        case()
    except LabError as error:
        return Outcome("broken" if error.exit_code == LabError.exit_code else "refused", str(error)[:300])
    except _Hung:
        return Outcome("hung", traceback.format_exc())
    except Exception:  # noqa: BLE001 - any of them would be exit code 7
        return Outcome("broken", traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for sign, handler in old.items():
            signal.signal(sign, handler)
    return Outcome("read")


def peak_memory() -> float:
    """MiB that this process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB


def _hang(_sign: int, _frame: object) -> None:
    raise _Hung
