"""Names the system's libraries that were copied into the tree, with their licences as Debian tells them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_DOCUMENTS = Path("/usr/share/doc")


@dataclass(frozen=True)
class SystemPart:
    """A package of the build system that has files inside; `licence` is the text of its copyright file."""

    package: str
    version: str
    files: tuple[str, ...]
    licence: str


def system_parts(tree: Path) -> list[SystemPart]:
    """Parts by package name, none where there is no dpkg. Raises LookupError where a licence is missing."""
    names = {path.name for path in (tree / "_internal").glob("lib*.so*")}
    owners: dict[str, set[str]] = {}
    for line in _lines("dpkg-query", "--search", *(f"*/{name}" for name in sorted(names))):
        packages, _, path = line.partition(": ")
        for package in packages.split(", "):
            owners.setdefault(package, set()).add(Path(path).name)
    return [_part(package, files & names) for package, files in sorted(owners.items()) if files & names]


def _part(package: str, files: set[str]) -> SystemPart:
    name = package.partition(":")[0]
    copyright_file = _DOCUMENTS / name / "copyright"
    if not copyright_file.exists():
        raise LookupError(f"{package} is inside the tree and has no {copyright_file}")
    version = "".join(_lines("dpkg-query", "--show", "--showformat=${Version}", package))
    return SystemPart(
        name, version, tuple(sorted(files)), copyright_file.read_text("utf-8", errors="replace")
    )


def _lines(*command: str) -> list[str]:
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    return answer.stdout.splitlines()
