"""Asks a browser what it can decode, by starting it headless on a page that writes down the answer."""

import html
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from chaoslab.errors import NotReady
from chaoslab.setup import known, sandbox
from chaoslab.setup.quiet import QUIET, own_home, quieten

CODECS = {"H.264": 'video/mp4; codecs="avc1.42E01E"', "AAC": 'audio/mp4; codecs="mp4a.40.2"'}
_QUESTION = "codecs"
_PAGE = """<!doctype html><meta charset="utf-8"><pre></pre><script>
const asked = %s;
const answers = Object.entries(asked).map(([name, type]) => [name, MediaSource.isTypeSupported(type)]);
document.querySelector('pre').textContent = JSON.stringify(Object.fromEntries(answers));
</script>"""
_FLAGS = (*QUIET, "--headless", "--disable-gpu", "--no-first-run", "--dump-dom")
_DEADLINE = 30.0  # seconds; the first start after an installation is slow


def supported_codecs(executable: Path) -> Mapping[str, bool]:
    """Codec → whether `MediaSource.isTypeSupported`, asked of the real browser. Raises NotReady if it fails."""
    with tempfile.TemporaryDirectory(prefix="chaoslab-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "codecs.html"
        page.write_text(_PAGE % json.dumps(CODECS), encoding="utf-8")
        dom = _dumped(executable, Path(folder), page)
    answer = re.search(r"<pre>(\{.*?\})</pre>", dom)
    if answer is None:
        raise NotReady(f"the browser {executable}", "did not run the codec check", "try it with --version")
    plays: dict[str, bool] = json.loads(html.unescape(answer[1]))
    known.remember(executable, _QUESTION, " ".join(name for name, yes in plays.items() if not yes))
    return plays


def known_lack(executable: Path) -> str | None:
    """The codecs that a browser was found to lack; empty when it has all, None when it was never asked."""
    return known.recall(executable, _QUESTION)


def _dumped(executable: Path, folder: Path, page: Path) -> str:
    quieten(folder / "profile")
    argv = [str(executable), *_FLAGS, *sandbox.flags(), f"--user-data-dir={folder / 'profile'}", page.as_uri()]
    try:
        answer = subprocess.run(
            argv,
            capture_output=True,
            text=True,
            timeout=_DEADLINE,
            stdin=subprocess.DEVNULL,
            check=False,
            env={**os.environ, **own_home(folder)},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotReady(f"the browser {executable}", f"did not run the codec check: {error}") from error
    return answer.stdout
