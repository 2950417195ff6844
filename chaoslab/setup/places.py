"""Where the lab keeps what it installs and builds: all of it under `.lab/` in the clone, which git ignores."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # the clone; site-packages when installed without one
LAB = ROOT / ".lab"
VENV = LAB / "venv"  # a link to one of the next
VENVS = LAB / "venvs"
PROGRAMS = LAB / "bin"
GO = LAB / "go"
NODE = LAB / "node"
CACHE = LAB / "cache"
TEMPORARY = LAB / "tmp"  # for what the set-up starts; emptied by each
CLIPS = LAB / "clips"
PLAYERS = LAB / "players"  # pages built from other people's components
LOGS = LAB / "logs"
STAMPS = LAB / "stamps"

EXPERIMENTS = ROOT / "experiments"  # those that come with the lab
PLAYER = ROOT / "harness" / "player"
RECORDER = ROOT / "chaoslab" / "rig" / "browser" / "recorder"
GO_MODULE = ROOT / "chaoslab" / "setup" / "go"


def is_clone() -> bool:
    """Whether this code runs from a clone, where `./lab` can build things, and not from an installed wheel."""
    return (ROOT / "lab").is_file()
