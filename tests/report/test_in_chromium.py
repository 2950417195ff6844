"""What a real browser makes of a report in which everything is hostile."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from chaoslab.journal.record import RunRecord
from chaoslab.report.html import render
from chaoslab.setup.components import locate
from tests.report import made_trials as made
from tests.report.made_hostile import hostile_run
from tests.report.made_planted import planted_run
from tests.report.made_run import make_run
from tests.report.payloads import TRACE, payloads

pytestmark = pytest.mark.lab

SCRIPT = f"<script>document.documentElement.setAttribute('{TRACE}', '1')</script>"


def opened(html: str, folder: Path) -> tuple[str, str]:
    """The page's elements after Chromium has opened it, and what Chromium logged."""
    page = folder / "report.html"
    page.write_text(html, encoding="utf-8", errors="replace")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
    profile = f"--user-data-dir={folder / 'profile'}"
    call = [str(locate("chromium")), *flags, profile, "--enable-logging=stderr", "--dump-dom", page.as_uri()]
    done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout, done.stderr


def without_policy(html: str) -> str:
    return re.sub("<meta http-equiv[^>]*>", "", html, count=1)


def ran_a_script(dom: str) -> bool:
    return bool(re.search(rf"<html[^>]*{TRACE}", dom))


@pytest.mark.parametrize("make", [hostile_run, lambda folder: planted_run(folder, list(payloads()))])
def test_no_payload_runs_even_without_the_policy(tmp_path: Path, make: Callable[[Path], RunRecord]) -> None:
    dom, log = opened(without_policy(render(make(tmp_path / "run"))), tmp_path)
    assert "javascript:document" in dom
    assert not ran_a_script(dom)
    assert "127.0.0.1:9" not in log


def test_the_policy_stops_a_script_that_got_in(tmp_path: Path) -> None:
    html = render(make_run(tmp_path / "run", [made.healthy()])).replace("</body>", f"{SCRIPT}</body>")
    stopped, log = opened(html, tmp_path)
    assert not ran_a_script(stopped)
    assert "Content Security Policy" in log
    assert ran_a_script(opened(without_policy(html), tmp_path)[0])


def test_the_policy_has_nothing_to_object_to(tmp_path: Path) -> None:
    _, log = opened(render(make_run(tmp_path / "run", [made.outage(), made.cut_short("b")])), tmp_path)
    assert "Content Security Policy" not in log
