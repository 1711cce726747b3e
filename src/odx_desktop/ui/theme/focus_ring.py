"""The one focus ring of the application: it follows the focus, whoever moved it, and is never clipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QMenu, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from odx_desktop.ui.theme.theme import Theme

OWN_RING = "ownRing"  # a widget with this property draws its focus itself


def wants_ring(widget: QWidget | None) -> bool:
    """Whether the ring belongs around `widget`: rows, menus and whole windows show focus themselves."""
    if widget is None or widget.isWindow() or isinstance(widget, QAbstractItemView | QMenu):
        return False
    return not widget.property(OWN_RING)


class _Frame(QFocusFrame):
    """The painted ring, outside the control with one pixel of ground between."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

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


class FocusRing(QObject):
    """Moves the frame to whatever has the focus; a frame that died with its window is replaced."""

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__(app)
        self._theme = theme
        self._frame = _Frame(theme)
        app.focusChanged.connect(self._follow)

    @property
    def frame(self) -> QFocusFrame:
        """The ring as a widget; a child of the window that has the focus."""
        if not isValid(self._frame):
            self._frame = _Frame(self._theme)
        return self._frame

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.frame.setWidget(now if wants_ring(now) else None)  # type: ignore[arg-type]  # the stub forgets None
