"""The tokens keep the promises the design makes: contrast, complete roles, an icon for every state."""

from __future__ import annotations

import re
from itertools import product

import pytest

from odx_desktop.domain.resources import resource_folder
from odx_desktop.ui.theme.token_values import TOKENS
from odx_desktop.ui.theme.tokens import THEMES

GROUNDS = ("window", "surface", "sunken", "raised", "hover", "accent_tint", "row_multi")
TEXT = ("text", "text_2", "text_3", "accent_text", "danger", "warning", "success")
MARKS = ("focus", "border_strong", "unread", "accent")


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (-6, -4, len(color) - 2)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_role_is_readable_on_every_ground(theme: str) -> None:
    colors = TOKENS.color[theme]
    weak = {
        (role, ground): round(contrast(colors[role], colors[ground]), 2)
        for role, ground in product(TEXT, GROUNDS)
        if contrast(colors[role], colors[ground]) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("theme", THEMES)
def test_every_mark_is_seen_on_every_ground(theme: str) -> None:
    colors = TOKENS.color[theme]
    assert not [
        (role, ground)
        for role, ground in product(MARKS, GROUNDS)
        if contrast(colors[role], colors[ground]) < 3.0
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_a_state_is_readable_on_its_own_tint(theme: str) -> None:
    colors = TOKENS.color[theme]
    for group in TOKENS.state.values():
        for name, look in group.items():
            assert contrast(colors[look.role], colors[look.ground]) >= 4.5, name


def test_the_themes_have_the_same_roles() -> None:
    assert {frozenset(TOKENS.color[theme]) for theme in THEMES} == {frozenset(TOKENS.color["light"])}


def test_every_state_has_an_icon_that_exists() -> None:
    folder = resource_folder() / "icons"
    for group in TOKENS.state.values():
        for look in group.values():
            assert (folder / f"{look.icon}.svg").is_file(), look.icon


def test_icons_take_their_colour_from_the_role() -> None:
    for path in (resource_folder() / "icons").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        if path.stem != "app":
            assert 'viewBox="0 0 20 20"' in text, path.name
            assert not re.search(r"#[0-9A-Fa-f]{3,8}", text), path.name
