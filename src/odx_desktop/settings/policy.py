"""What the organisation decides for a machine: JSON files in one folder, read in the order of their names.

    {"undo_hold_s": {"value": 30}, "theme": {"value": "dark", "locked": false}}

A value is locked unless it says `"locked": false`; then it is a default that a person may change. A later
file wins over an earlier one, but never over its lock.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from odx_desktop.domain.reason import Reason
from odx_desktop.settings.catalogue import BY_NAME, SettingType
from odx_desktop.settings.policy_sources import source_faults

MACHINE_FOLDER = Path("/etc/odx-desktop/policy.d")


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """One value of the organisation; `file` is where it stands, to say why it is fixed."""

    value: Any
    locked: bool
    file: str


@dataclass(frozen=True, slots=True)
class Policy:
    """All values by setting name, and what could not be used and why; one bad entry spoils no other."""

    values: Mapping[str, PolicyValue] = field(default_factory=dict)
    problems: tuple[Reason, ...] = ()


def read_policy(extra: Path | None = None, folder: Path = MACHINE_FOLDER) -> Policy:
    """The machine's files, then `extra` (`--policy FILE`, for tests and pilots), which never lifts a lock."""
    values: dict[str, PolicyValue] = {}
    problems: list[Reason] = []
    try:
        files = sorted(folder.glob("*.json"))
    except OSError as error:
        files = []
        problems.append(_problem("policy.unreadable", folder, detail=str(error)))
    for path in [*files, *([extra] if extra is not None else [])]:
        found = read_policy_file(path)
        problems += found.problems
        for name, value in found.values.items():
            earlier = values.get(name)
            if earlier is not None and earlier.locked:
                problems.append(_problem("policy.locked_already", path, setting=name, by=earlier.file))
            else:
                values[name] = value
    return Policy(values, tuple(problems))


def read_policy_file(path: Path) -> Policy:
    """One file by itself; also what `policy check FILE` reports."""
    try:
        plain = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return Policy({}, (_problem("policy.unreadable", path, detail=str(error)),))
    except (ValueError, RecursionError) as error:
        return Policy({}, (_problem("policy.not_json", path, detail=str(error)),))
    if not isinstance(plain, dict):
        return Policy({}, (_problem("policy.not_json", path, detail="{...}"),))
    values: dict[str, PolicyValue] = {}
    problems: list[Reason] = []
    for name, entry in plain.items():
        faults = _faults(name, entry, path)
        problems += faults
        if not faults:
            values[name] = PolicyValue(entry["value"], entry.get("locked", True), str(path))
    return Policy(values, tuple(problems))


def _faults(name: str, entry: object, path: Path) -> list[Reason]:
    setting = BY_NAME.get(name)
    if setting is None:
        return [_problem("policy.unknown_setting", path, setting=name)]
    if not isinstance(entry, dict) or "value" not in entry:
        return [_problem("policy.no_value", path, setting=name)]
    extra = sorted(set(entry) - {"value", "locked"})
    if extra:
        return [_problem("policy.unknown_key", path, setting=name, key=", ".join(extra))]
    if not isinstance(entry.get("locked", True), bool):
        return [_problem("policy.wrong_value", path, setting=name, expected="locked: true | false")]
    if (expected := setting.fault(entry["value"])) is not None:
        return [_problem("policy.wrong_value", path, setting=name, expected=expected)]
    if setting.type is SettingType.SOURCES:
        return [
            _problem("policy.wrong_source", path, source=which, expected=expected)
            for which, expected in source_faults(entry["value"])
        ]
    return []


def _problem(code: str, path: Path, **values: str) -> Reason:
    return Reason.of(code, file=str(path), **values)
