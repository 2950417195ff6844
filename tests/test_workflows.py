"""The project's own workflow, and the one that the docs offer: actions by commit, and no right beyond reading."""

import re
from typing import Any

import pytest
import yaml

from chaoslab.setup.places import ROOT

OFFERED = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs" / "ci.md").read_text(), re.MULTILINE | re.DOTALL)
OWN = [path.read_text() for path in sorted((ROOT / ".github" / "workflows").iterdir())]
every_workflow = pytest.mark.parametrize("text", [*OWN, *OFFERED])


def steps(text: str) -> list[dict[str, Any]]:
    return [step for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]


def test_there_are_both() -> None:
    assert OWN and OFFERED


@every_workflow
def test_an_action_is_pinned_to_a_commit_whose_version_is_told(text: str) -> None:
    used = [step["uses"] for step in steps(text) if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", action)] == []
    told = re.findall(r"uses: \S+  # v\d+\.\d+\.\d+$", text, re.MULTILINE)
    assert len(told) == len(used)


@every_workflow
def test_a_job_may_read_and_nothing_else(text: str) -> None:
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert [name for name, job in workflow["jobs"].items() if "permissions" in job] == []
    checkouts = [step for step in steps(text) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)
