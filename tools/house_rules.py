"""Holds the house to the rules that no ready-made linter knows; each was a review remark once."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Qt modules under the LGPL that the Essentials wheel brings; the others are GPL or not shipped.
_QT_PARTS = ("Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "SvgWidgets", "Test", "Widgets")
QT_MODULES = frozenset(f"Qt{part}" for part in _QT_PARTS)

# Each outside thing has one owner (docs/architecture.md).
OWNERS = {
    "httpx": ("http", "demo"),
    "apsw": ("store",),
    "keyring": ("store", "auth"),
    "qasync": ("ui",),
    "PySide6": ("ui", "__main__.py"),
}

BACK_ENDS = (
    "redmine|servicenow|service[- ]now|flowable|camunda|operaton|peoplesoft|workday|radicale|jira|"
    "tryton|roundup|request tracker|sharepoint|dynamics"
)
BANNED_NAMES = frozenset(
    {"util", "utils", "manager", "helper", "helpers", "common", "misc", "base", "data"}
) | {"info", "handle", "process"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
MOST_METHODS = 20
# What a face may ask of the inbox is one list; the class which answers is as long as the list.
LISTS_OF_QUESTIONS = {"Inbox"}

_SKIPPED_TEST = re.compile(r"pytest\.mark\.(skip|skipif|xfail)\b|pytest\.(skip|xfail|importorskip)\(")
_LOOSE_END = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|except:\s*$|# type: ignore\s*$|# noqa\s*$")


def source_faults(path: Path) -> Iterator[str]:
    """What is wrong with one file of the product."""
    text = path.read_text(encoding="utf-8")
    room = path.relative_to(ROOT / "src" / "odx_desktop").parts[0]
    tree = ast.parse(text, str(path))
    yield from _import_faults(tree, room)
    yield from _size_faults(tree, text)
    if path.stem in BANNED_NAMES:
        yield f"a file called {path.stem!r} has no single purpose"
    if not ast.get_docstring(tree) and text.strip():
        yield "no module docstring: one sentence, its reason to exist"
    if room != "demo":
        for number, line in enumerate(text.splitlines(), 1):
            named = re.search(rf"\b({BACK_ENDS})", line, re.IGNORECASE)
            # A connector that is code says in its catalogue entry what it was proved against.
            if named and "proved=" not in line:
                yield f"line {number} names the back end {named[0]!r}; that belongs in a manifest"


def _import_faults(tree: ast.Module, room: str) -> Iterator[str]:
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
            if node.module == "PySide6":
                names = [f"PySide6.{alias.name}" for alias in node.names]
        for name in names:
            top, _, rest = name.partition(".")
            owners = OWNERS.get(top)
            if owners and room not in owners:
                yield f"line {node.lineno} imports {top}, which only {' and '.join(owners)} may"
            if top == "PySide6" and rest and rest.partition(".")[0] not in QT_MODULES:
                yield f"line {node.lineno} imports {name}: not a Qt module that we may or do ship"


def _size_faults(tree: ast.Module, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > LONGEST_FILE:
        yield f"{lines} lines; a file has at most {LONGEST_FILE}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"line {node.lineno}: {node.name} has {length} lines, at most {LONGEST_FUNCTION}"
        if isinstance(node, ast.ClassDef) and node.name not in LISTS_OF_QUESTIONS:
            methods = sum(_is_method(part) for part in node.body)
            if methods > MOST_METHODS:
                yield f"line {node.lineno}: {node.name} has {methods} methods, at most {MOST_METHODS}"


def _is_method(part: ast.stmt) -> bool:
    """Not a property, which only names a value, nor `__init__` and its kin, which belong to the language."""
    if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) or part.name.startswith("__"):
        return False
    return not any("property" in ast.unparse(decorator) for decorator in part.decorator_list)


def line_faults(text: str, is_test: bool) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if _LOOSE_END.search(line):
            yield f"line {number} leaves a loose end: {line.strip()[:80]}"
        if is_test and _SKIPPED_TEST.search(line):
            yield f"line {number} skips a test; a skipped test is a failed one"


def _tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).exists()]


def main() -> int:
    found = []
    for path in _tracked("src/odx_desktop/*.py"):
        found += [(path, fault) for fault in source_faults(path)]
    for path in _tracked("src/*.py", "tests/*.py", "bench/*.py"):
        is_test = path.is_relative_to(ROOT / "tests")
        found += [(path, fault) for fault in line_faults(path.read_text(encoding="utf-8"), is_test)]
    for path, fault in found:
        print(f"{path.relative_to(ROOT)}: {fault}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
