"""Text on screen that can never become markup, in a type role and a colour role of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from odx_desktop.text.escape import many_lines
from odx_desktop.ui.controls.plain_tip import plain_tip
from odx_desktop.ui.theme import Theme


class PlainLabel(QLabel):
    """A label that shows `<b>` as five characters; back ends' text is only ever shown through it."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: str = "body",
        ink: str = "text",
        strong: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._ink, self._strong = theme, role, ink, strong
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        self._dress()
        theme.changed.connect(self._dress)

    def setText(self, text: str) -> None:
        """Controls and marks that hide or reorder text are made visible: titles come from anybody."""
        super().setText(many_lines(text))

    def set_ink(self, ink: str) -> None:
        """Another colour role."""
        if ink != self._ink:
            self._ink = ink
            self._dress()

    def set_selectable(self) -> None:
        """Let the text be marked and copied, with the mouse and the keyboard."""
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)

    def _dress(self) -> None:
        self.setFont(self._theme.font(self._role, strong=self._strong))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(self._ink))
        self.setPalette(palette)


class SectionLabel(PlainLabel):
    """The heading of a part of a pane."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, text, role="section", parent=parent)


class ElidedLabel(PlainLabel):
    """One line that gives way at its end, and keeps the whole of it for the tooltip and the screen reader."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: str = "body",
        ink: str = "text",
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, role=role, ink=ink, strong=strong, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        # Only this part of a label is painted again when its text is another.
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(place, self.alignment() | Qt.TextFlag.TextSingleLine, shown)
        painter.end()
