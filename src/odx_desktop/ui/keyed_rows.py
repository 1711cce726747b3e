"""A small list model that turns "the list is now this" into removes and inserts, never into a reset."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Entry = TypeVar("Entry")
Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1


class KeyedRows(QAbstractListModel, Generic[Entry]):
    """For hundreds of rows at most. `ENTRY_ROLE` gives the entry, the display text is what is spoken."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def key_of(self, entry: Entry) -> str:
        """What makes an entry the same one as before."""
        raise NotImplementedError

    def spoken(self, entry: Entry) -> str:
        """The row as one sentence."""
        raise NotImplementedError

    def is_stop(self, entry: Entry) -> bool:
        """Whether arrow keys stop there; headings are passed over."""
        return True

    def show(self, wanted: Sequence[Entry]) -> None:
        """Rows that stay keep their place in the selection and under the eyes."""
        names = [self.key_of(entry) for entry in self.entries]
        steps = SequenceMatcher(None, names, [self.key_of(entry) for entry in wanted], autojunk=False)
        for tag, old_from, old_to, new_from, new_to in reversed(steps.get_opcodes()):
            if tag in ("delete", "replace"):
                self.beginRemoveRows(QModelIndex(), old_from, old_to - 1)
                del self.entries[old_from:old_to]
                self.endRemoveRows()
            if tag in ("insert", "replace"):
                self.beginInsertRows(QModelIndex(), old_from, old_from + new_to - new_from - 1)
                self.entries[old_from:old_from] = wanted[new_from:new_to]
                self.endInsertRows()
        changed = [row for row, entry in enumerate(wanted) if self.entries[row] != entry]
        self.entries = list(wanted)
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def say_again(self) -> None:
        """The clock, the language or a name is another: every row says itself anew."""
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def row_of(self, key: str) -> int | None:
        """The row of a key, or None when it is not shown."""
        return next((row for row, entry in enumerate(self.entries) if self.key_of(entry) == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.is_stop(self.entries[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(entry)
        return None
