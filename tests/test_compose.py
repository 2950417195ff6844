"""docker-compose.chaos.yml: valid, pinned, on loopback only; its commands start as plain processes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from typer.testing import CliRunner

import chaoslab
from chaoslab.cli.verbs import app
from chaoslab.setup.places import ROOT
from tests import compose_stage as stage
from tests.programs_here import nginx, redis, srs, toxiproxy

if TYPE_CHECKING:
    from chaoslab.cli.commands import RunRequest

STACK = yaml.safe_load(stage.COMPOSE.read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = STACK["services"]
DOCKERFILE = (ROOT / "harness/Dockerfile").read_text(encoding="utf-8")
NAMESPACE = ("--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)


def test_the_file_is_valid_against_the_compose_schema() -> None:
    jsonschema.validate(STACK, get_builtin_schema("vendor.compose-spec"))


def test_docker_compose_reads_the_file() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], check=False, capture_output=True).returncode:
        pytest.skip("no `docker compose` here")
    command = [docker, "compose", "-f", str(stage.COMPOSE), "--profile", "lab", "config", "--quiet"]
    read = subprocess.run(command, check=False, capture_output=True, text=True)
    assert read.returncode == 0, read.stderr


@every_service
def test_a_service_has_no_more_rights_than_it_needs(service: dict[str, Any]) -> None:
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "network_mode", "pid", "ipc", "devices"} & service.keys()


@every_service
def test_a_published_port_is_published_on_loopback(service: dict[str, Any]) -> None:
    assert [port for port in service.get("ports", ()) if not port.startswith("127.0.0.1:")] == []


@every_service
def test_an_image_is_pinned_to_a_version_and_those_of_others_to_a_digest(service: dict[str, Any]) -> None:
    pinned = re.search(r":v?\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$", service["image"])
    assert pinned, service["image"]
    # docs/rig.md says how to pin the one whose digest the project does not know.
    assert pinned[1] or service["image"].startswith(("chaoslab:", "ossrs/srs:"))


def test_the_image_is_made_from_one_digest() -> None:
    assert re.findall(r"^FROM (.*)$", DOCKERFILE, re.MULTILINE)[0].startswith("debian:")
    assert re.findall(r"^FROM (?!\S+@sha256:[0-9a-f]{64}( AS \w+)?$).*$", DOCKERFILE, re.MULTILINE) == []


@every_service
def test_a_service_says_when_it_is_healthy_unless_it_is_a_run_with_an_end(service: dict[str, Any]) -> None:
    assert service["healthcheck"].get("disable") == ("lab" in service.get("profiles", ()) or None)


@every_service
def test_what_a_service_names_is_there(service: dict[str, Any]) -> None:
    assert set(service.get("depends_on", ())) <= SERVICES.keys()
    assert set(service["networks"]) <= STACK["networks"].keys()
    sources = [Path(volume.split(":")[0]) for volume in service.get("volumes", ())]
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_only_services_with_published_ports_are_on_a_network_that_leads_out() -> None:
    inside = {name for name, network in STACK["networks"].items() if network.get("internal")}
    assert [name for name, one in SERVICES.items() if ("ports" in one) == (set(one["networks"]) <= inside)] == []


def test_our_own_image_carries_the_version_of_the_lab_and_is_built_from_the_clone() -> None:
    ours = [one for one in SERVICES.values() if one["image"].startswith("chaoslab:")]
    assert {one["image"] for one in ours} == {f"chaoslab:{chaoslab.__version__}"}
    assert {one["build"]["dockerfile"] for one in ours} == {"harness/Dockerfile"}


def test_the_lab_runs_a_command_line_that_the_lab_understands(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[RunRequest] = []

    def note(request: "RunRequest", _: object) -> int:
        asked.append(request)
        return 0

    monkeypatch.setattr("chaoslab.cli.commands.run_experiments", note)
    program, *words = SERVICES["lab"]["command"]
    assert program == "chaoslab"
    assert CliRunner().invoke(app, words).exit_code == 0
    assert [str(path) for path in asked[0].paths] == ["experiments"]
    assert asked[0].choices.origin == "srs"


def test_reports_of_the_lab_land_in_the_clone() -> None:
    workdir = re.findall(r"^WORKDIR (\S+)", DOCKERFILE, re.MULTILINE)[-1]
    assert SERVICES["lab"]["volumes"] == [f"./reports:{workdir}/reports"]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the stage saw of the services that can be started here."""
    programs = programs_here()
    names = [name for name, one in stage.services().items() if stage.argv(one)[0] in programs]
    if srs() is None:
        names.remove("publisher")  # nobody would take its stream
    unshare = ["unshare", *(() if os.geteuid() == 0 else ("--map-current-user", "--keep-caps")), *NAMESPACE]
    if not shutil.which("unshare") or subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no namespaces may be made here (unshare)")
    folder = tmp_path_factory.mktemp("stage")
    command = [*unshare, sys.executable, "-m", "tests.compose_stage", str(folder), json.dumps(programs), *names]
    seen = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    assert seen.returncode == 0, seen.stderr
    return dict(json.loads(seen.stdout))


def programs_here() -> dict[str, str]:
    """What a command begins with → the program of that kind on this machine."""
    here = {"./objs/srs": srs(), "/toxiproxy": toxiproxy(), "nginx": nginx(), "python": sys.executable}
    return {name: str(path) for name, path in {**here, "redis-server": redis()}.items() if path}


@pytest.mark.lab
@pytest.mark.parametrize("name", stage.services())
def test_a_service_starts_with_exactly_its_arguments_and_becomes_healthy(name: str, staged: dict[str, Any]) -> None:
    found = staged["services"].get(name)
    if found is None:
        pytest.skip(f"{name} has no program here, or no SRS to publish to (CHAOSLAB_SRS, CHAOSLAB_NGINX)")
    assert found["healthy"], found["log"]


@pytest.mark.lab
def test_the_stack_shows_its_stream_on_every_leg(staged: dict[str, Any]) -> None:
    if "viewer" not in staged:
        pytest.skip("not all services have a program here (CHAOSLAB_SRS, CHAOSLAB_NGINX)")
    seen = staged["viewer"]
    assert seen["flv"]["body"].startswith("FLV")
    assert seen["flv"]["framing"] == "chunked"
    assert ".ts" in seen["hls"]["body"]
    assert "#EXT-X-ENDLIST" not in seen["hls"]["body"]
    assert seen["socket"]["body"].startswith('0{"sid"')
    assert json.loads(seen["api"]["body"])["live"] is True
    assert json.loads(seen["viewers"]["body"]) == {"key": "demo", "viewers": 0, "ended": False, "shared": True}
    assert json.loads(seen["page"]["body"])["status"] == "ok"
