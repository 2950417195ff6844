"""Who imports whom in the lab, read from the source: every import counts, wherever in a file it stands."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from chaoslab.setup.places import ROOT

PACKAGE = ROOT / "chaoslab"


def sources(folder: Path) -> list[Path]:
    """Every Python file below a folder that is ours."""
    return [path for path in sorted(folder.rglob("*.py")) if "node_modules" not in path.parts]


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, and every name that it imports from one, as `module.name`."""
    return tuple(_imports(ast.parse(path.read_text(encoding="utf-8"))))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(path: Path) -> str:
    """`chaoslab.rig.cell`; of an `__init__.py` its package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """Every module of the lab by its name."""
    return {module_of(path): path for path in sources(PACKAGE)}


@cache
def arrows() -> tuple[tuple[str, str], ...]:
    """(module, module that it imports), of modules of the lab; a package that hands a name on is one, too."""
    return tuple(sorted({arrow for name, path in modules().items() for arrow in _arrows_of(name, path)}))


def _arrows_of(name: str, path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            targets = [one if one in modules() else node.module for one in whole]
        yield from ((name, target) for target in targets if target in modules() and target != name)
