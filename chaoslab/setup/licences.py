"""What the lab is made of: every package with its version and licence, as a list for people and as CycloneDX."""

import importlib.metadata
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import chaoslab
from chaoslab.setup import components, places

UNKNOWN = "not stated"
_NAME = re.compile(r"[\w.-]+")
_PINNED = re.compile(r"^\t(\S+) (v\S+)(?: // indirect)?$", re.MULTILINE)
_LONGEST = 80  # characters; beyond, the field holds the whole text of a licence
_CHROMIUM = "BSD-3-Clause and others (chrome://credits)"
# Modules carry their licences as files only, and the files are gone once the programs are built.
_OF_MODULES = {
    "github.com/Shopify/toxiproxy/v2": "MIT",
    "github.com/beorn7/perks": "MIT",
    "github.com/cespare/xxhash/v2": "MIT",
    "github.com/gorilla/mux": "BSD-3-Clause",
    "github.com/klauspost/compress": "Apache-2.0 AND BSD-3-Clause AND MIT",
    "github.com/mattn/go-colorable": "MIT",
    "github.com/mattn/go-isatty": "MIT",
    "github.com/munnerz/goautoneg": "BSD-3-Clause",
    "github.com/prometheus/client_golang": "Apache-2.0",
    "github.com/prometheus/client_model": "Apache-2.0",
    "github.com/prometheus/common": "Apache-2.0",
    "github.com/prometheus/procfs": "Apache-2.0",
    "github.com/q191201771/lal": "MIT",
    "github.com/q191201771/naza": "MIT",
    "github.com/rs/xid": "MIT",
    "github.com/rs/zerolog": "MIT",
    "golang.org/x/sys": "BSD-3-Clause",
    "google.golang.org/protobuf": "BSD-3-Clause",
    "gopkg.in/tomb.v1": "BSD-3-Clause",
}


@dataclass(frozen=True, slots=True)
class Package:
    """Something that the lab consists of, or that its page is built with."""

    kind: str  # pypi, npm, golang or program
    name: str
    version: str
    licence: str
    runs: bool = True  # in a trial; otherwise it only builds something


def packages() -> tuple[Package, ...]:
    """Everything, in the order in which it is listed."""
    return (*_browser(), *_python(), *_npm(), *_go())


def as_cyclonedx(found: tuple[Package, ...]) -> dict[str, Any]:
    """The same as a software bill of materials, CycloneDX 1.6."""
    lab = {"type": "application", "name": "chaoslab", "version": chaoslab.__version__}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**lab, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": [_component(package) for package in found],
    }


def _component(package: Package) -> dict[str, Any]:
    made = {"name": package.name, "version": package.version, "scope": "required" if package.runs else "excluded"}
    named = [] if package.licence == UNKNOWN else [{"license": {"name": package.licence}}]
    if package.kind == "program":
        return {"type": "application", **made, "licenses": named}
    purl = f"pkg:{package.kind}/{quote(package.name)}@{quote(package.version)}"
    return {"type": "library", **made, "purl": purl, "bom-ref": purl, "licenses": named}


def _browser() -> Iterator[Package]:
    found = components.look(components.COMPONENTS["chromium"])
    if found.path is not None:
        yield Package("program", "Chromium", found.version, _CHROMIUM)


def _python() -> Iterator[Package]:
    """What chaoslab requires, and what that requires, as far as it is installed."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = ["chaoslab"]
    while waiting:
        name = waiting.pop()
        with suppress(importlib.metadata.PackageNotFoundError):
            distribution = importlib.metadata.distribution(name)
            if distribution.name not in found:
                found[distribution.name] = distribution
                lines = [line for line in distribution.requires or () if "extra ==" not in line]
                waiting += [match[0] for line in lines if (match := _NAME.match(line))]
    for name, distribution in sorted(found.items(), key=lambda one: one[0].lower()):
        if name != "chaoslab":
            yield Package("pypi", name, distribution.version, _stated(distribution))


def _stated(distribution: importlib.metadata.Distribution) -> str:
    """The licence expression, else the field that came before it, else what the classifiers say."""
    about = distribution.metadata
    for field in ("License-Expression", "License"):
        words = str(about[field] or "").strip() if field in about else ""
        if words and "\n" not in words and len(words) <= _LONGEST:
            return words
    classified = [line.rsplit(" :: ", 1)[-1] for line in about.get_all("Classifier") or () if "License ::" in line]
    return ", ".join(classified) or UNKNOWN


def _npm() -> Iterator[Package]:
    with suppress(OSError):
        locked = json.loads((places.PLAYER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        for path, package in sorted(locked.items()):
            if path:  # the first is the player itself
                name = path.rpartition("node_modules/")[2]
                licence = str(package.get("license") or _in_package(path))
                yield Package("npm", name, package["version"], licence, runs=not package.get("dev", False))


def _in_package(path: str) -> str:
    """What a package that is installed says in the form that came before `license`, which the lock file leaves out."""
    try:
        said = json.loads((places.PLAYER / path / "package.json").read_text(encoding="utf-8")).get("licenses", ())
    except OSError:
        return UNKNOWN
    return " OR ".join(str(one["type"]) for one in said) or UNKNOWN


def _go() -> Iterator[Package]:
    with suppress(OSError):
        for name, version in _PINNED.findall((places.GO_MODULE / "go.mod").read_text(encoding="utf-8")):
            yield Package("golang", name, version, _OF_MODULES.get(name, UNKNOWN))
