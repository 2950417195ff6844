"""How Chromium is started for a trial: its flags, a new profile, a home of its own, and a pipe instead of a port."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chaoslab.setup import sandbox
from chaoslab.setup.quiet import QUIET, own_home, quieten

# Playwright's own anti-throttling flags are left out on purpose: a hidden tab must be throttled as a viewer's is.
FLAGS = (
    *QUIET,
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--remote-debugging-pipe",  # a port could be reached by every page and every user of the machine
    "--enable-features=WebContentsDiscard",  # a tab that is discarded keeps its target, and so its watchers
)
# The browser's pipe is its descriptors 3 and 4; the lab's are standard input and output. What it prints is logged.
_PIPED = ("/bin/sh", "-c", 'exec "$@" 3<&0 4>&1 0</dev/null 1>&2', "sh")
_CERTIFICATES = (".pki/nssdb", ".local/share/pki/nssdb")  # where browsers keep the authorities that a user trusts


@dataclass(frozen=True)
class BrowserHome:
    """A folder in which the browser finds its profile and everything else that it may write."""

    folder: Path

    @property
    def profile(self) -> Path:
        """Cookies, settings, caches."""
        return self.folder / "profile"

    @property
    def environment(self) -> Mapping[str, str]:
        """What turns everything there that a browser writes beside its profile."""
        around = own_home(self.folder)
        cookie = Path.home() / ".Xauthority"
        if "XAUTHORITY" not in os.environ and cookie.is_file():
            around["XAUTHORITY"] = str(cookie)  # a window needs it, and it is looked for at home
        return around


def make_home(scratch: Path) -> BrowserHome:
    """A new one, with the certificate authorities that the user trusts: players may be behind one of them."""
    home = BrowserHome(Path(tempfile.mkdtemp(prefix="browser-", dir=scratch)))
    # Without the first a browser blocks the page on which tabs are discarded.
    quieten(home.profile, internal_only_uis_enabled=True)
    for place in _CERTIFICATES:
        with suppress(OSError):  # shutil's own error is one too
            shutil.copytree(Path.home() / place, home.folder / place)
    return home


def command(executable: Path, home: BrowserHome, *, headed: bool) -> Sequence[str]:
    """The command that starts it on an empty page; its pipe is the command's standard input and output."""
    argv = [*_PIPED, str(executable), *FLAGS, f"--user-data-dir={home.profile}", "--window-size=1280,800"]
    if not headed:
        argv.append("--headless")
    return [*argv, *sandbox.flags(), "about:blank"]
