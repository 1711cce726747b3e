"""The shapes of the design tokens, so that a misspelt name fails in a test and not on someone's screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

THEMES = ("light", "dark", "contrast")


class TypeRole(NamedTuple):
    """One style of text: `factor` of the system font's size, weights 1 to 1000, `line` a factor too."""

    factor: float
    weight: int
    strong: int
    line: float


class RowSize(NamedTuple):
    """What a row is high: its `lines` (type roles), the `gap` between them, the `padding` above and below."""

    lines: tuple[str, ...]
    gap: int
    padding: int


class Look(NamedTuple):
    """How a state is shown: always an icon beside a word, in `role` on `ground`."""

    icon: str
    role: str
    ground: str


class Tokens(NamedTuple):
    """All of them; colours are `#RRGGBB` or `#AARRGGBB`, sizes pixels at a 10 pt font."""

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
