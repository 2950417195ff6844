"""Entry of `./lab`; run as a plain file by any Python 3.11 or later, before anything is installed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chaoslab.setup.launch import main

sys.exit(main(sys.argv[1:]))
