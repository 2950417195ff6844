"""The program: `chaoslab` and `python -m chaoslab`."""

import signal


def main() -> None:
    """Start the command line."""
    # Until something runs there is nothing to roll back. Python's own handler can lose a Ctrl-C that comes amid an
    # import; the kernel's cannot.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from chaoslab.cli.verbs import main as command_line  # noqa: PLC0415 - slow to import, hence after the line above

    command_line()


if __name__ == "__main__":
    main()
