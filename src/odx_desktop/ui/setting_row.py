"""One setting as a row: what it is called, what it does, its value, and why it cannot be changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from odx_desktop.settings.catalogue import BY_HAND, Setting, SettingType
from odx_desktop.settings.values import Origin, SettingValue
from odx_desktop.text import current_language, tr
from odx_desktop.text.setting_words import choice_label, setting_help, setting_label, setting_unit
from odx_desktop.ui.controls import Button, PlainLabel
from odx_desktop.ui.theme import Theme

_DEFAULT_HOLD_S = 10


class SettingRow(QWidget):
    """`changed(name, value)`; value None is "back to the default"."""

    changed = Signal(str, object)

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.setting = theme, setting
        self._name = PlainLabel(theme, role="body_strong", wrap=True)
        self._help = PlainLabel(theme, role="row_sub", ink="text_2", wrap=True)
        self._lock = QLabel()
        self._why = PlainLabel(theme, role="row_sub", ink="text_2", wrap=True)
        self._back = Button(theme, kind="link", icon="undo", small=True)
        self._back.clicked.connect(lambda: self.changed.emit(setting.name, None))
        self.choice, self.number, self.by_hand = QComboBox(), QSpinBox(), QCheckBox()
        self._build()
        self._connect()
        theme.changed.connect(self._dress)

    def _build(self) -> None:
        theme = self._theme
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._help)
        self._origin = QWidget()  # hidden whole: an emptied layout would squeeze its neighbours
        locked = QHBoxLayout(self._origin)
        locked.setContentsMargins(0, 0, 0, 0)
        locked.setSpacing(theme.space("xs"))
        locked.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        locked.addWidget(self._why, 1)
        words.addWidget(self._origin)
        words.addStretch(1)
        self._values = QWidget()
        value = QVBoxLayout(self._values)
        value.setContentsMargins(0, 0, 0, 0)
        value.setSpacing(theme.space("xs"))
        for control in (self.choice, self.number, self.by_hand, self._back):
            value.addWidget(control)
        value.setAlignment(self._back, Qt.AlignmentFlag.AlignRight)
        value.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space("s"), 0, theme.space("s"))
        row.setSpacing(theme.space("xl"))
        row.addLayout(words, 1)
        row.addWidget(self._values)
        kind = self.setting.type
        self.choice.setVisible(kind is SettingType.CHOICE)
        self.number.setVisible(kind in (SettingType.WHOLE, SettingType.HOLD))
        self.by_hand.setVisible(kind is SettingType.HOLD)
        self.number.setRange(self.setting.least, self.setting.most)
        self._name.setBuddy(self.choice if kind is SettingType.CHOICE else self.number)
        self._dress()

    def _connect(self) -> None:
        name = self.setting.name
        self.choice.activated.connect(lambda _i: self.changed.emit(name, self.choice.currentData()))
        self.number.setKeyboardTracking(False)  # a number half typed is not a choice yet
        self.number.valueChanged.connect(lambda value: self.changed.emit(name, value))
        self.by_hand.toggled.connect(self._by_hand_toggled)

    def _by_hand_toggled(self, on: bool) -> None:
        self.changed.emit(self.setting.name, BY_HAND if on else self.number.value() or _DEFAULT_HOLD_S)

    def show_value(self, value: SettingValue) -> None:
        """The value that holds, whose it is, and whether a person may change it."""
        with QSignalBlocker(self.choice), QSignalBlocker(self.number), QSignalBlocker(self.by_hand):
            self._show(value.value)
        name = setting_label(self.setting.name)
        self._name.setText(name)
        self._help.setText(self._help_words())
        unit = setting_unit(self.setting.name)
        self.number.setSuffix(f"\u00a0{unit}" if unit else "")
        for control in (self.choice, self.number):
            control.setAccessibleName(name)
            control.setAccessibleDescription(self._help.text())
            control.setEnabled(not value.locked)
        self.by_hand.setText(choice_label(self.setting.name, BY_HAND) if self._is_hold else "")
        self.by_hand.setEnabled(not value.locked)
        self.number.setEnabled(not value.locked and value.value != BY_HAND)
        self._lock.setVisible(value.locked)
        self._why.setText(_origin_words(value))
        self._origin.setVisible(bool(self._why.text()))
        self._back.set_label(tr("Back to the default"))
        self._back.setVisible(value.origin is Origin.USER)

    def _help_words(self) -> str:
        said = setting_help(self.setting.name)
        if self.setting.type is SettingType.CHOICE:
            return said
        limits = tr("From {least} to {most}.", least=self.setting.least, most=self.setting.most)
        return f"{said} {limits}"

    @property
    def _is_hold(self) -> bool:
        return self.setting.type is SettingType.HOLD

    def _show(self, value: Any) -> None:
        if self.setting.type is SettingType.CHOICE:
            self.choice.clear()
            for choice in self.setting.choices:
                self.choice.addItem(self._choice_words(choice, value), choice)
            self.choice.setCurrentIndex(self.choice.findData(value))
        elif value == BY_HAND:
            self.by_hand.setChecked(True)
        else:
            self.by_hand.setChecked(False)
            self.number.setValue(int(value))

    def _choice_words(self, choice: str, value: str) -> str:
        """What the system's setting comes to is known, and told, while it is the one that holds."""
        word = choice_label(self.setting.name, choice)
        if choice != "system" or value != "system":
            return word
        now = current_language().value if self.setting.name == "language" else self._theme.name
        return tr("{choice} ({now})", choice=word, now=choice_label(self.setting.name, now))

    def _dress(self) -> None:
        self._values.setFixedWidth(17 * self._theme.em)
        self.number.setMaximumWidth(10 * self._theme.em)
        self.number.setFixedHeight(self.choice.sizeHint().height())
        self._lock.setPixmap(self._theme.pixmap("lock", "text_2", 14, self.devicePixelRatioF()))


def _origin_words(value: SettingValue) -> str:
    if value.locked:
        return tr("Your organisation fixed this ({file}).", file=value.file)
    if value.origin is Origin.MACHINE:
        return tr("Suggested by your organisation.")
    return ""
