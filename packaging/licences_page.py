"""Writes the licences page of a package from what was really put into it."""

import html
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from system_parts import SystemPart, system_parts

ROOT = Path(__file__).resolve().parent.parent
BUILD_ONLY = {
    "altgraph",
    "packaging",
    "pip",
    "pyinstaller",
    "pyinstaller-hooks-contrib",
    "setuptools",
    "wheel",
}


def licence_name(package: Distribution) -> str:
    metadata = package.metadata
    named = metadata.get("License-Expression") or ""
    if not named:
        classifiers = metadata.get_all("Classifier") or []
        named = ", ".join(
            part.rpartition("::")[2].strip() for part in classifiers if part.startswith("License ::")
        )
    return named or (metadata.get("License") or "see its text").splitlines()[0][:80]


def licence_texts(package: Distribution) -> dict[str, str]:
    """Every licence file that the package's own metadata carries, by file name."""
    texts = {}
    for file in package.files or []:
        stem = file.name.upper()
        if ".dist-info" in str(file) and stem.startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")):
            texts[file.name] = Path(str(package.locate_file(file))).read_text("utf-8", errors="replace")
    return texts


def page(packages: list[Distribution], parts_of_system: list[SystemPart], whole: dict[str, str]) -> str:
    parts = []
    for package in packages:
        name, version = package.metadata["Name"], package.version
        parts.append(f"<h2>{html.escape(name)} {html.escape(version)}</h2>")
        parts.append(f"<p>{html.escape(licence_name(package))}</p>")
        for title, text in licence_texts(package).items():
            parts.append(
                f"<details><summary>{html.escape(title)}</summary><pre>{html.escape(text)}</pre></details>"
            )
    for part in parts_of_system:
        parts.append(f"<h2>{html.escape(part.package)} {html.escape(part.version)}</h2>")
        parts.append(f"<p>{html.escape(', '.join(part.files))}</p>")
        parts.append(f"<details><summary>copyright</summary><pre>{html.escape(part.licence)}</pre></details>")
    for title, text in whole.items():
        parts.append(f"<h2>{html.escape(title)}</h2><pre>{html.escape(text)}</pre>")
    frame = (ROOT / "packaging" / "licences" / "page.html").read_text(encoding="utf-8")
    return frame.replace("@PARTS@", "\n".join(parts))


def main(tree: Path) -> int:
    packages = sorted(
        (one for one in distributions() if one.metadata["Name"].lower() not in BUILD_ONLY),
        key=lambda one: one.metadata["Name"].lower(),
    )
    whole = {"Apache License 2.0": (ROOT / "LICENSE").read_text(encoding="utf-8")}
    for path in sorted((ROOT / "packaging" / "licences").glob("*.txt")):
        whole[path.stem] = path.read_text(encoding="utf-8")
    (tree / "licences.html").write_text(page(packages, system_parts(tree), whole), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
