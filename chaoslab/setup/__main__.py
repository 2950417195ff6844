"""Entry of `./lab`; run as a plain file by any Python 3.11 or later, before anything is installed."""

# ruff: noqa: E402 - slow imports come after the signal handler

import signal

# There is nothing to undo until the work begins, and Python's own handler would print a traceback.
before = signal.getsignal(signal.SIGINT)
if before is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chaoslab.setup.launch import main

signal.signal(signal.SIGINT, before)
sys.exit(main(sys.argv[1:]))
