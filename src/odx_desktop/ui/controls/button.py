"""The buttons of the product: what they do in words, an icon where it helps, and the key for it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from odx_desktop.ui.controls.painting import box, draw_icon, draw_key_hint, key_hint_size
from odx_desktop.ui.controls.plain_tip import plain_tip
from odx_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class _Dress:
    ground: str | None
    edge: str | None
    ink: str
    icon: str
    hover: str
    pressed: str
    strong: bool = False


_KINDS = {
    "filled": _Dress("accent", None, "on_accent", "on_accent", "accent_hover", "accent_pressed", True),
    "plain": _Dress("raised", "border_strong", "text", "text", "hover", "accent_tint"),
    "quiet": _Dress(None, None, "text_2", "text_2", "tile", "accent_tint"),
    "link": _Dress(None, None, "accent_text", "accent_text", "accent_tint", "accent_tint"),
    "danger": _Dress("raised", "border_strong", "danger", "danger", "danger_tint", "danger_tint"),
}
_DISABLED = _Dress("sunken", "border", "text_3", "text_3", "sunken", "sunken")
_DISABLED_BARE = _Dress(None, None, "text_3", "text_3", "sunken", "sunken")


class Button(QPushButton):
    """`kind` is filled (one a pane), plain, quiet, link or danger; `name` alone makes an icon button."""

    def __init__(
        self,
        theme: Theme,
        label: str = "",
        *,
        kind: str = "plain",
        icon: str = "",
        hint: str = "",
        small: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._kind, self._icon_name, self._hint, self._small = theme, kind, icon, hint, small
        self._label = label
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name(label, name)
        theme.changed.connect(self._dress)

    @property
    def label(self) -> str:
        return self._label

    def set_label(self, label: str, name: str = "") -> None:
        """The words on the button; `name` is what is spoken when it must say more."""
        self._label = label
        self._name(label, name)
        self._dress()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self._dress()

    def set_icon(self, icon: str) -> None:
        self._icon_name = icon
        self._dress()

    def set_hint(self, hint: str) -> None:
        """The key shown at the end; it only tells, the shortcut itself belongs to an action."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self._dress()

    def sizeHint(self) -> QSize:
        theme = self._theme
        height = theme.size("button_small" if self._small else "button")
        if not self._label and not self._hint:
            side = theme.size("button_small" if self._small else "icon_button")
            return QSize(max(side, height if not self._small else side), height)
        return QSize(self._content_width() + 2 * self._padding(), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, dress = self._theme, self._current()
        painter = QPainter(self)
        ground = dress.ground
        if self.isEnabled() and (self.isDown() or self.isChecked()):
            ground = dress.pressed
        elif self.isEnabled() and self.underMouse():
            ground = dress.hover
        edge = "border_strong" if theme.high_contrast and ground and not dress.edge else dress.edge
        if ground or edge:
            box(theme, painter, QRectF(self.rect()), ground, edge, theme.radius("button"))
        self._paint_content(painter, dress)
        painter.end()

    def _paint_content(self, painter: QPainter, dress: _Dress) -> None:
        theme, rect = self._theme, self.rect()
        gap = theme.space("s")
        x = rect.left() + max(0, (rect.width() - self._content_width()) // 2)
        if self._icon_name:
            side = theme.size("icon")
            top = rect.top() + (rect.height() - side) // 2
            draw_icon(painter, theme, self._icon_name, dress.icon, QPoint(x, top))
            x += side + (gap if self._label or self._hint else 0)
        if self._label:
            metrics = theme.metrics("button", strong=dress.strong)
            width = metrics.horizontalAdvance(self._label)
            painter.setFont(theme.font("button", strong=dress.strong))
            painter.setPen(theme.color(dress.ink))
            text = QRect(x, rect.top(), width + 2, rect.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._label)
            x += width + gap
        if self._hint:
            width, height = key_hint_size(theme, self._hint)
            spot = QRect(x, rect.top() + (rect.height() - height) // 2, width, height)
            edge = "on_accent" if self._kind == "filled" and self.isEnabled() else "border"
            ink = dress.ink if edge == "on_accent" else "text_2"
            draw_key_hint(painter, theme, spot, self._hint, ink, edge)

    def _content_width(self) -> int:
        theme, gap = self._theme, self._theme.space("s")
        parts = []
        if self._icon_name:
            parts.append(theme.size("icon"))
        if self._label:
            strong = self._current().strong
            parts.append(theme.metrics("button", strong=strong).horizontalAdvance(self._label))
        if self._hint:
            parts.append(key_hint_size(theme, self._hint)[0])
        return sum(parts) + gap * max(0, len(parts) - 1)

    def _padding(self) -> int:
        if self._kind in ("link", "quiet"):
            return self._theme.space("s")
        return self._theme.space("m") if self._small else self._theme.space("l")

    def _current(self) -> _Dress:
        if self.isEnabled():
            return _KINDS[self._kind]
        return _DISABLED_BARE if self._kind in ("link", "quiet") else _DISABLED

    def _name(self, label: str, name: str) -> None:
        spoken = name or label
        super().setText(label.replace("&", "&&"))  # no mnemonic by accident: "R&D" is a word
        self.setAccessibleName(spoken)
        if not label:
            self.setToolTip(plain_tip(spoken))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
