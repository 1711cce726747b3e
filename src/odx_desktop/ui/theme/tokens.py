"""The design tokens as frozen values, so that a misspelt role fails at start and not on someone's screen."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class TypeRole:
    """One style of text: `factor` of the system font's size, weights 1 to 1000, `line` a factor too."""

    factor: float
    weight: int
    strong: int
    line: float


@dataclass(frozen=True, slots=True)
class RowSize:
    """What a row is high: its `lines` (type roles), the `gap` between them, the `padding` above and below."""

    lines: tuple[str, ...]
    gap: int
    padding: int


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: always an icon beside a word, in `role` on `ground`."""

    icon: str
    role: str
    ground: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything the file says; colours are `#RRGGBB` or `#AARRGGBB`, sizes pixels at a 10 pt font."""

    color: Mapping[str, Mapping[str, str]]
    space: Mapping[str, int]
    type: Mapping[str, TypeRole]
    floor_pt: float
    radius: Mapping[str, int]
    row: Mapping[str, RowSize]
    size: Mapping[str, int]
    focus: Mapping[str, int]
    motion: Mapping[str, int]
    layout: Mapping[str, float]
    state: Mapping[str, Mapping[str, Look]]


def read_tokens(path: Path) -> Tokens:
    """Read the tokens; raises OSError, TOMLDecodeError, KeyError or TypeError when the file is damaged."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = dict(raw["type"])
    floor = float(kinds.pop("floor_pt"))
    return Tokens(
        color={name: raw["color"][name] for name in THEMES},
        space=raw["space"],
        type={name: TypeRole(**role) for name, role in kinds.items()},
        floor_pt=floor,
        radius=raw["radius"],
        row={name: RowSize(tuple(r["lines"]), r["gap"], r["padding"]) for name, r in raw["row"].items()},
        size=raw["size"],
        focus=raw["focus"],
        motion=raw["motion"],
        layout=raw["layout"],
        state={group: {k: Look(**v) for k, v in looks.items()} for group, looks in raw["state"].items()},
    )
