"""One line on top of a pane that says what is wrong and, in the same breath, what can be done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from odx_desktop.ui.controls.button import Button
from odx_desktop.ui.controls.labels import PlainLabel
from odx_desktop.ui.controls.painting import box
from odx_desktop.ui.theme import Theme

_TONES = {
    "quiet": ("info", "text_2", "sunken"),
    "accent": ("info", "accent_text", "accent_tint"),
    "warning": ("triangle", "warning", "warning_tint"),
    "danger": ("circle-slash", "danger", "danger_tint"),
    "success": ("check-circle", "success", "success_tint"),
}


class Banner(QWidget):
    """Icon, sentence and at most one button; `pressed` fires for the button. Hidden until `say` is called."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone, self._icon_name = theme, "quiet", ""
        self._icon = QLabel()
        self._sentence = PlainLabel(theme, wrap=True)
        self._button = Button(theme, small=True)
        self._button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("s"), theme.space("s"))
        row.setSpacing(theme.space("s"))
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._button)
        self.hide()
        theme.changed.connect(self._dress)

    def say(self, sentence: str, tone: str = "quiet", button: str = "", icon: str = "") -> None:
        """Show `sentence`; `tone` is quiet, accent, warning, danger or success."""
        self._tone, self._icon_name = tone, icon
        self._sentence.setText(sentence)
        self._button.set_label(button)
        self._button.setVisible(bool(button))
        self._dress()
        self.show()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        _icon, role, ground = _TONES[self._tone]
        painter = QPainter(self)
        edge = role if self._theme.high_contrast else None
        box(self._theme, painter, QRectF(self.rect()), ground, edge, self._theme.radius("button"))
        painter.end()

    def _dress(self) -> None:
        icon, role, _ground = _TONES[self._tone]
        pixmap = self._theme.pixmap(self._icon_name or icon, role, 16, self.devicePixelRatioF())
        self._icon.setPixmap(pixmap)
        self.update()
