"""Type roles to fonts that follow the size of the person's own system font."""

from __future__ import annotations

from PySide6.QtGui import QFont

from odx_desktop.ui.theme.tokens import Tokens, TypeRole

_NAMED = sorted(QFont.Weight, key=lambda weight: weight.value)


def _named_weight(weight: int) -> QFont.Weight:
    """The nearest weight Qt has a name for; between two, the lighter, so that text stays open."""
    return min(_NAMED, key=lambda named: (abs(named.value - weight), named.value))


def make_font(tokens: Tokens, role: str, system: QFont, *, strong: bool = False) -> QFont:
    """`role` scaled from `system`, never under the floor; figures of one width so that amounts align."""
    kind: TypeRole = tokens.type[role]
    font = QFont(system)
    if system.pointSizeF() > 0:
        font.setPointSizeF(max(tokens.floor_pt, system.pointSizeF() * kind.factor))
    else:
        font.setPixelSize(max(12, round(system.pixelSize() * kind.factor)))
    font.setWeight(_named_weight(kind.strong if strong else kind.weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
