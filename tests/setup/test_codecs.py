"""The codec check asks the real browser."""

from pathlib import Path

import pytest

from chaoslab.errors import NotReady
from chaoslab.setup.codecs import known_lack, supported_codecs
from chaoslab.setup.components import locate
from tests.setup.conftest import MakeProgram


@pytest.mark.lab
def test_the_browser_that_the_lab_uses_plays_h264_and_aac() -> None:
    assert supported_codecs(locate("chromium")) == {"H.264": True, "AAC": True}


def test_what_a_browser_lacks_is_remembered(lab: Path, program: MakeProgram) -> None:
    browser = program("browser", '<html><body><pre>{"H.264":false,"AAC":true}</pre></body></html>')
    assert known_lack(browser) is None
    assert supported_codecs(browser) == {"H.264": False, "AAC": True}
    assert known_lack(browser) == "H.264"
    assert any(lab.iterdir())


def test_a_program_that_is_no_browser_is_an_error_that_names_it(program: MakeProgram) -> None:
    with pytest.raises(NotReady, match="impostor did not run the codec check"):
        supported_codecs(program("impostor", "hello"))
