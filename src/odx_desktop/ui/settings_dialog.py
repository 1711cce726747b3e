"""Settings: each takes effect at once and can be taken back; what the organisation fixed shows as fixed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from odx_desktop.domain.errors import OdxError
from odx_desktop.settings.catalogue import SETTINGS
from odx_desktop.settings.current import CurrentSettings
from odx_desktop.text import msgid, tr
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.text.setting_words import setting_label
from odx_desktop.ui.controls import Banner, Button, Ground, Hairline, PlainLabel, SectionLabel
from odx_desktop.ui.setting_row import SettingRow
from odx_desktop.ui.theme import Theme

# The first setting of each part, and what the part is called.
_PARTS = {
    "language": msgid("Appearance"),
    "undo_hold_s": msgid("Decisions"),
    "poll_interval_s": msgid("Sources, files and history"),
}


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
        self._close = Button(theme)
        self._saved = PlainLabel(theme, ink="text_2")
        self._parts = {name: SectionLabel(theme) for name in _PARTS if name in self.rows}
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
        column.setContentsMargins(side, 0, side, theme.space("l"))
        column.setSpacing(0)
        for name, row in self.rows.items():
            if name in self._parts:
                column.addSpacing(theme.space("m"))
                column.addWidget(self._parts[name])
            column.addWidget(row)
            column.addWidget(Hairline(theme))
        column.addStretch(1)
        head = Ground(theme, "surface", "bottom")
        top = QVBoxLayout(head)
        top.setContentsMargins(side, theme.space("xl"), side, theme.space("m"))
        top.addWidget(self._heading)
        top.addWidget(self._intro)
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
        line.addWidget(self._saved, 1)
        line.addWidget(self._close)
        foot.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(scroll, 1)
        outer.addWidget(bar)
        self.resize(54 * theme.em, 54 * theme.em)

    def _change(self, name: str, value: object) -> None:
        try:
            self._settings.change(name, value)
        except OdxError as error:
            says = f"{sentence(error.reason)} {next_step(error.reason)}"
            self._saved.setText("")
            self.banner.say(says, "danger")
        else:
            self._saved.setText(tr("Saved: {setting}", setting=setting_label(name)))
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
        self._intro.setText(tr("Changes are saved automatically."))
        self._close.set_label(tr("Close"))
        self._close.set_hint(tr("Esc"))
        for name, label in self._parts.items():
            label.setText(tr(_PARTS[name]))
        self._show_values()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
