"""`chaoslab doctor --licences` and `--sbom`: what the lab is made of."""

from pathlib import Path

from rich.table import Table
from rich.text import Text

from chaoslab.cli.targets import check_writable, tables_beside, write_asked
from chaoslab.setup.licences import as_cyclonedx, packages


def show_licences(sbom: Path | None, *, listed: bool) -> None:
    """Print the list, if it was asked for, and write the bill of materials, if a file was named."""
    check_writable("--sbom", sbom)
    found = packages()
    if listed:
        table = Table("package", "version", "from", "licence", box=None, pad_edge=False)
        for package in found:
            use = package.kind if package.runs else f"{package.kind}, to build"
            table.add_row(*map(Text, (package.name, package.version, use, package.licence)))
        tables_beside(sbom).print(table)
    write_asked(sbom, as_cyclonedx(found), flag="--sbom")
