"""Finds the line of a manifest that an error message means, as the TOML reader keeps no positions."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


@dataclass(frozen=True, slots=True)
class Location:
    """Counts from 1; 0 where it was not found."""

    line: int = 0
    column: int = 0


def locate(text: str, path: str, key: str = "") -> Location:
    """The place of `path` (as msgspec writes it: `$.list[0].page`), or of `key` in the table there."""
    steps = [name or f"[{index}]" for name, index in _STEP.findall(path)]
    wanted = [step for step in steps if not step.startswith("[")] + ([key] if key else [])
    index = next((int(step[1:-1]) for step in steps if step[1:-1].isdigit() and step.startswith("[")), None)
    best, depth = Location(), -1
    for number, table, seen, line in _lines(text):
        matched = _matched(wanted, table)
        if matched < len(table) or (
            index is not None and wanted and table[:1] == wanted[:1] and seen != index
        ):
            continue
        rest = wanted[matched:]
        column, more = _columns(line, rest)
        if matched + more > depth:
            best, depth = Location(number, column), matched + more
    return best


def _lines(text: str) -> list[tuple[int, list[str], int, str]]:
    """Each line with its number, the table it is in, and that table's index among its namesakes."""
    table: list[str] = []
    counts: dict[str, int] = {}
    seen = 0
    found: list[tuple[int, list[str], int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header is not None and "=" not in header[2]:
            table = [part.strip().strip('"') for part in header[2].split(".")]
            if header[1] == "[[":
                counts[header[2]] = counts.get(header[2], -1) + 1
            seen = counts.get(header[2], 0)
        found.append((number, table, seen, line))
    return found


def _matched(wanted: list[str], table: list[str]) -> int:
    count = 0
    while count < len(table) and count < len(wanted) and table[count] == wanted[count]:
        count += 1
    return count


def _columns(line: str, names: list[str]) -> tuple[int, int]:
    """How many of `names` stand on this line one after the other, and the column of the last."""
    position, column, found = 0, 1, 0
    for name in names:
        match = re.compile(rf'(?<![\w"]){re.escape(name)}"?\s*=').search(line, position)
        if match is None:
            break
        position, column, found = match.end(), match.start() + 1, found + 1
    return column, found
