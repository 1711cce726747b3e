"""The one focus ring of the application: it follows the focus, whoever moved it, and is never clipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QMenu, QWidget

if TYPE_CHECKING:
    from odx_desktop.ui.theme.theme import Theme

OWN_RING = "ownRing"  # a widget with this property draws its focus itself


def wants_ring(widget: QWidget | None) -> bool:
    """Whether the ring belongs around `widget`: rows, menus and whole windows show focus themselves."""
    if widget is None or widget.isWindow() or isinstance(widget, QAbstractItemView | QMenu):
        return False
    return not widget.property(OWN_RING)


class FocusRing(QFocusFrame):
    """A frame outside the focused control with one pixel of ground between."""

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.setWidget(now if wants_ring(now) else None)  # type: ignore[arg-type]  # the stub forgets None

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        width = theme.ring_width
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), width))
        radius = theme.radius("button") + theme.tokens.focus["gap"] + width / 2
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()
