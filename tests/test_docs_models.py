"""`docs/models.md` against the code: its lists are whole, and its example is a model."""

import re
from pathlib import Path

from chaoslab.conformance.file import ModelFile, read_model
from chaoslab.conformance.observations import OBSERVATIONS
from chaoslab.setup.places import ROOT

TEXT = (ROOT / "docs/models.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, str]:
    """First cell → second, of the tables under a heading."""
    under = re.split(r"^#{1,2} ", TEXT.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    return dict(re.findall(r"^\| `([\w-]+)` \| (.*) \|$", under, re.MULTILINE))


def test_every_observation_is_listed_with_its_words() -> None:
    assert rows("What a model can observe") == dict(OBSERVATIONS)


def test_every_model_of_the_lab_is_listed_with_its_title() -> None:
    listed = rows("State machines that a player must follow")
    models = sorted((ROOT / "experiments/models").glob("*.yaml"))
    assert listed == {path.stem: read_model(path).title for path in models}


def test_every_key_of_a_model_is_listed() -> None:
    assert set(rows("A model")) == set(ModelFile.model_fields)


def test_its_example_is_a_model(tmp_path: Path) -> None:
    (text,) = [one for one in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if "begins:" in one]
    path = tmp_path / "example.yaml"
    path.write_text(text)
    assert set(read_model(path).states) == {"starts", "plays", "stands", "reloads", "over"}
