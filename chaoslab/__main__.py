"""The program: `chaoslab` and `python -m chaoslab`."""

import os
import sys

_PLACE = ("chaoslab", "__main__.py")
if __name__ == "__main__" and not sys.flags.safe_path and __file__ != os.path.join(sys.path[0], *_PLACE):  # noqa: PTH118
    # `python -m` puts the folder that it is called in first; unless that is the lab's own, whatever lies there must not
    # pass for a module. Nothing was imported so far that Python does not import by itself.
    del sys.path[0]

import signal  # noqa: E402


def main() -> None:
    """Start the command line."""
    # Until something runs there is nothing to roll back. Python's own handler can lose a Ctrl-C that comes amid an
    # import; the kernel's cannot.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from pathlib import Path  # noqa: PLC0415 - like all below, after the line above

    from chaoslab.setup.callers import forget_the_callers  # noqa: PLC0415
    from chaoslab.setup.environments import hold_own  # noqa: PLC0415

    forget_the_callers(os.environ)
    hold_own(Path(sys.prefix))
    from chaoslab.cli.verbs import main as command_line  # noqa: PLC0415 - slow to import, hence after the line above

    command_line()


if __name__ == "__main__":
    main()
