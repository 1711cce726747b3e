"""Finds a person among those the source can name, as one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from odx_desktop.domain.work_item import Person
from odx_desktop.text import ntr, tr
from odx_desktop.ui.controls import PlainLabel, SearchField
from odx_desktop.ui.theme import Theme

WAIT_MS = 150
_SHOWN = 5


class PersonPicker(QWidget):
    """`asked(text)` wants `show_people`; `chosen` is the person picked, None until one is."""

    asked = Signal(str)
    picked = Signal()

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chosen: Person | None = None
        self._people: tuple[Person, ...] = ()
        self.field = SearchField(theme)
        self.field.set_words(tr("Type a name"), label, tr("Clear"))
        self._list = QListWidget()
        self._list.setAccessibleName(tr("People found"))
        self._list.hide()
        self._note = PlainLabel(theme, role="caption", ink="text_2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        for widget in (self.field, self._list, self._note):
            column.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.field.text().strip()))
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self._list.itemClicked.connect(self._take)
        self._list.itemActivated.connect(self._take)
        self._note.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        self.field.setFocus(event.reason())

    def _typed(self, _text: str) -> None:
        self.chosen = None
        self._pause.start()

    def show_people(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self._list.clear()
        for person in people[: 4 * _SHOWN]:
            words = f"{person.name}  {person.email}" if person.email else person.name
            found = QListWidgetItem(words)
            found.setSizeHint(QSize(0, self._theme.size("target")))
            self._list.addItem(found)
        rows = min(_SHOWN, self._list.count())
        self._list.setVisible(rows > 0)
        if rows:
            self._list.setFixedHeight(rows * self._theme.size("target") + 2 * self._list.frameWidth())
            self._list.setCurrentRow(0)
        told = ntr("{n} person found", "{n} people found", len(people)) if people else tr("Nobody found")
        self.say(told)

    def say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _take(self, _item: QListWidgetItem | None = None) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._people):
            self.chosen = self._people[row]
            self.field.setText(self.chosen.name)
            self._list.hide()
            self._note.hide()
            self.field.setFocus()
            self.picked.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list and Enter takes from it, while the cursor stays in the field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._list.isHidden():
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return True
        return False
