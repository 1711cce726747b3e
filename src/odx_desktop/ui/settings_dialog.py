"""Settings: each takes effect at once and can be taken back; what the organisation fixed shows as fixed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from odx_desktop.domain.errors import OdxError
from odx_desktop.settings.catalogue import SETTINGS
from odx_desktop.settings.current import CurrentSettings
from odx_desktop.text import tr
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.ui.controls import Banner, Button, Ground, Hairline, PlainLabel
from odx_desktop.ui.setting_row import SettingRow
from odx_desktop.ui.theme import Theme


class SettingsDialog(QDialog):
    """`changed(name)` after a value was written; the window then asks the settings what holds now."""

    changed = Signal(str)

    def __init__(self, theme: Theme, settings: CurrentSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._settings = theme, settings
        self.rows = {one.name: SettingRow(theme, one) for one in SETTINGS if one.shown}
        self._heading = PlainLabel(theme, role="detail_title")
        self._intro = PlainLabel(theme, ink="text_2", wrap=True)
        self.banner = Banner(theme)
        self._close = Button(theme, hint="Esc")
        self._close.clicked.connect(self.accept)
        for row in self.rows.values():
            row.changed.connect(self._change)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        side = theme.space("xxl")
        content = Ground(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(side, side, side, theme.space("l"))
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addSpacing(theme.space("s"))
        column.addWidget(self._intro)
        column.addSpacing(theme.space("m"))
        for row in self.rows.values():
            column.addWidget(Hairline(theme))
            column.addWidget(row)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = Ground(theme, "sunken", "top")
        foot = QVBoxLayout(bar)
        foot.setContentsMargins(side, theme.space("m"), side, theme.space("m"))
        foot.addWidget(self.banner)
        line = QHBoxLayout()
        line.addWidget(self._close)
        line.addStretch(1)
        foot.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(bar)
        self.resize(46 * theme.em, 52 * theme.em)

    def _change(self, name: str, value: object) -> None:
        try:
            self._settings.change(name, value)
        except OdxError as error:
            says = f"{sentence(error.reason)} {next_step(error.reason)}"
            self.banner.say(says, "danger")
        else:
            self.banner.hide()
            self.changed.emit(name)
        self._show_values()

    def _show_values(self) -> None:
        for name, row in self.rows.items():
            row.show_value(self._settings.values.get(name))

    def retranslate(self) -> None:
        """Say everything in the language of now; a change of language arrives here too."""
        self.setWindowTitle(tr("Settings"))
        self._heading.setText(tr("Settings"))
        self._intro.setText(tr("A change takes effect at once. Nothing here needs to be confirmed."))
        self._close.set_label(tr("Close"))
        self._show_values()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
