"""The person's own settings: one JSON file in the profile, never secret, replaced whole or not at all."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from odx_desktop.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class UserFile:
    """The values by name as they stand in the file; `problem` when it could not be understood."""

    values: Mapping[str, Any] = field(default_factory=dict)
    problem: Reason | None = None


def read_user_file(path: Path) -> UserFile:
    """A missing file is an empty one; a damaged one is empty with its problem told."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return UserFile()
    except (OSError, UnicodeDecodeError) as error:
        return UserFile({}, Reason.of("setting.unreadable", file=str(path), detail=str(error)))
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        return UserFile({}, Reason.of("setting.unreadable", file=str(path), detail=str(error)))
    if not isinstance(plain, dict):
        return UserFile({}, Reason.of("setting.unreadable", file=str(path), detail="not an object"))
    return UserFile(plain)


def write_user_values(path: Path, changes: Mapping[str, Any]) -> None:
    """Set these values (None forgets one) and keep the others, unknown ones of a later release included.

    A damaged file is kept beside the new one as `settings.json.damaged`. Raises OSError.
    """
    kept = read_user_file(path)
    if kept.problem is not None and path.exists():
        path.replace(path.with_name(path.name + ".damaged"))
    values = {name: value for name, value in {**kept.values, **changes}.items() if value is not None}
    part = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with part.open("w", encoding="utf-8") as opened:
        json.dump(values, opened, ensure_ascii=False, indent=1, sort_keys=True)
        opened.flush()
        os.fsync(opened.fileno())
    part.replace(path)
