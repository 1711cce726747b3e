"""Small shapes that controls and row delegates draw alike: chip, key hint, tile, initials, ring."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from odx_desktop.ui.theme import Look, Theme
from odx_desktop.ui.theme.style_painting import box

__all__ = [
    "box",
    "chip_width",
    "draw_chip",
    "draw_icon",
    "draw_initials",
    "draw_key_hint",
    "draw_row_button",
    "draw_row_ring",
    "draw_tile",
    "initials",
    "key_hint_size",
    "row_button_width",
]

_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def draw_icon(painter: QPainter, theme: Theme, name: str, role: str, spot: QPoint, size: int = 16) -> None:
    """An icon with its top left at `spot`; `size` as in `Theme.icon`."""
    painter.drawPixmap(spot, theme.pixmap(name, role, size, painter.device().devicePixelRatio()))


def chip_width(theme: Theme, word: str) -> int:
    """What `draw_chip` will need across, in logical pixels."""
    pad = theme.space("s") + 2
    return (
        2 * pad
        + theme.size("icon_small")
        + theme.space("xs")
        + 2
        + theme.metrics("chip").horizontalAdvance(word)
    )


def draw_chip(painter: QPainter, theme: Theme, spot: QPoint, look: Look, word: str) -> QRect:
    """Icon and word on their tint, top left at `spot`; answers the rectangle it took."""
    rect = QRect(spot.x(), spot.y(), chip_width(theme, word), theme.size("chip"))
    edge = look.role if theme.high_contrast else None
    box(theme, painter, QRectF(rect), look.ground, edge, rect.height() / 2)
    pad = theme.space("s") + 2
    side = theme.size("icon_small")
    top = rect.top() + (rect.height() - side) // 2
    draw_icon(painter, theme, look.icon, look.role, QPoint(rect.left() + pad, top), 14)
    painter.setPen(theme.color(look.role))
    painter.setFont(theme.font("chip"))
    text = rect.adjusted(pad + side + theme.space("xs") + 2, 0, 0, 0)
    painter.drawText(text, _MIDDLE_LEFT, word)
    return rect


def key_hint_size(theme: Theme, keys: str) -> tuple[int, int]:
    """Width and height of a key's little box."""
    metrics = theme.metrics("key_hint")
    height = metrics.height() + 4
    return max(height, metrics.horizontalAdvance(keys) + 2 * theme.space("xs") + 3), height


def draw_key_hint(
    painter: QPainter, theme: Theme, rect: QRect, keys: str, ink: str = "text_2", edge: str = "border"
) -> None:
    """The key that does the same, in a thin box; its edge is decoration, its letter is not."""
    strong = "border_strong" if theme.high_contrast and edge == "border" else edge
    box(theme, painter, QRectF(rect), None, strong, theme.radius("key_hint"))
    painter.setPen(theme.color(ink))
    painter.setFont(theme.font("key_hint"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys)


def draw_tile(painter: QPainter, theme: Theme, rect: QRect, icon: str) -> None:
    """The quiet square that carries the icon of a kind."""
    edge = "border_strong" if theme.high_contrast else None
    box(theme, painter, QRectF(rect), "tile", edge, theme.radius("tile"))
    side = theme.size("icon_large")
    spot = QPoint(rect.left() + (rect.width() - side) // 2, rect.top() + (rect.height() - side) // 2)
    draw_icon(painter, theme, icon, "tile_icon", spot, 20)


def initials(name: str) -> str:
    """At most two letters of a person's name, first and last word."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()


def draw_initials(painter: QPainter, theme: Theme, rect: QRect, name: str, *, strong: bool = False) -> None:
    """A round with the initials, where a person heads a group or a comment."""
    ground, ink = ("accent_tint", "accent_text") if strong else ("tile", "text_2")
    edge = "border_strong" if theme.high_contrast else None
    box(theme, painter, QRectF(rect), ground, edge, rect.height() / 2)
    font = theme.font("place_title" if rect.height() > theme.px(44) else "chip")
    if rect.height() < theme.px(26):
        font.setPixelSize(max(9, round(rect.height() * 0.42)))
    painter.setPen(theme.color(ink))
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))


def row_button_width(theme: Theme, word: str, key: str) -> int:
    """What `draw_row_button` needs across."""
    text = theme.metrics("button").horizontalAdvance(word)
    parts = theme.size("icon") + text + key_hint_size(theme, key)[0]
    return parts + 2 * theme.space("s") + 2 * theme.space("m")


def draw_row_button(painter: QPainter, theme: Theme, rect: QRect, icon: str, word: str, key: str) -> None:
    """A button that is part of a row's picture; the row's owner listens for its press and its key."""
    box(theme, painter, QRectF(rect), "raised", "border_strong", theme.radius("button"))
    gap, side = theme.space("s"), theme.size("icon")
    x = rect.left() + theme.space("m")
    draw_icon(painter, theme, icon, "text", QPoint(x, rect.top() + (rect.height() - side) // 2))
    x += side + gap
    painter.setFont(theme.font("button"))
    painter.setPen(theme.color("text"))
    painter.drawText(QRect(x, rect.top(), rect.width(), rect.height()), _MIDDLE_LEFT, word)
    width, height = key_hint_size(theme, key)
    spot = QRect(rect.right() - theme.space("m") - width + 1, 0, width, height)
    spot.moveTop(rect.top() + (rect.height() - height) // 2)
    draw_key_hint(painter, theme, spot, key)


def draw_selection_bar(painter: QPainter, theme: Theme, rect: QRect, *, inside_ring: bool) -> None:
    """The bar of a selected row; with the focus ring around it, it starts inside the ring."""
    width = theme.size("selection_bar") * (2 if theme.high_contrast else 1)
    inset = theme.ring_width if inside_ring else 0
    corner = theme.radius("row") if inside_ring else 0
    height = rect.height() - 2 * corner
    painter.fillRect(rect.left() + inset, rect.top() + corner, width, height, theme.color("accent"))


def draw_row_ring(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """The focus ring of a row, inside it, so that its neighbours do not move."""
    width = theme.ring_width
    inset = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus"), width))
    radius = theme.radius("row")
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()
