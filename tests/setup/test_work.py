"""Programs of a set-up step run, whatever becomes of the interpreter that runs the set-up."""

import subprocess
import sys
from pathlib import Path

from chaoslab.setup import places

STARTING = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from chaoslab.setup.work import Crew
os.unlink(sys.executable)
crew = Crew()
process = crew.start(["true"], env=dict(os.environ), cwd=Path("/"), log=Path(sys.argv[2]))
print("ended with", process.wait())
crew.ended(process)
crew.dismiss()
"""


def test_a_program_starts_after_the_environment_that_runs_the_set_up_was_removed(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(Path(sys.executable).resolve())
    words = [str(python), "-I", "-S", "-c", STARTING, str(places.ROOT), str(tmp_path / "log")]
    answer = subprocess.run(words, capture_output=True, text=True, check=False, timeout=30)
    assert not python.is_symlink()
    assert (answer.stdout, answer.stderr) == ("ended with 0\n", "")
