"""The decisions as rows in three sections; a change moves rows, it never resets the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from odx_desktop.domain.action import Action, ActionState, ActivitySection
from odx_desktop.ui.activity_words import section_word, words_of
from odx_desktop.ui.source_board import SourceBoard

Clock = Callable[[], datetime]
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """The label of a section; arrow keys pass over it."""

    section: ActivitySection
    count: int


def arranged(actions: Iterable[Action]) -> list[Heading | Action]:
    """Not settled, on the way, confirmed; in each the newest first. Discarded ones are in no section."""
    found: dict[ActivitySection, list[Action]] = {section: [] for section in ActivitySection}
    for action in actions:
        if action.state.section is not None:
            found[action.state.section].append(action)
    entries: list[Heading | Action] = []
    for section, members in found.items():
        if members:
            entries.append(Heading(section, len(members)))
            members.sort(key=lambda action: action.created, reverse=True)
            entries.extend(members)
    return entries


def _identity(entry: Heading | Action) -> str:
    return f"section {entry.section}" if isinstance(entry, Heading) else entry.id


class ActivityModel(QAbstractListModel):
    """`ENTRY_ROLE` gives a Heading or an Action; the display text is the whole row as one sentence."""

    def __init__(self, board: SourceBoard, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board, self._clock = board, clock
        self.entries: list[Heading | Action] = []
        board.changed.connect(self.say_again)

    def take(self, actions: Iterable[Action]) -> None:
        """Show these actions; rows that stay keep their place, their selection and their scroll."""
        wanted = arranged(actions)
        names = [_identity(entry) for entry in self.entries]
        steps = SequenceMatcher(None, names, [_identity(entry) for entry in wanted], autojunk=False)
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
        self.entries = wanted
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def say_again(self) -> None:
        """The clock, the language or a source's name is another: every row says itself anew."""
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def tick(self) -> None:
        """A second passed: rows that count down say how much is left."""
        for row, entry in enumerate(self.entries):
            if isinstance(entry, Action) and entry.state is ActionState.HELD:
                self.dataChanged.emit(self.index(row), self.index(row))

    def place_of(self, action_id: str) -> int | None:
        """The row of an action, or None when it is not shown."""
        return next(
            (r for r, e in enumerate(self.entries) if isinstance(e, Action) and e.id == action_id), None
        )

    def action_at(self, row: int) -> Action | None:
        entry = self.entries[row] if 0 <= row < len(self.entries) else None
        return entry if isinstance(entry, Action) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(entry, Heading):
            return f"{section_word(entry.section)} {entry.count}"
        return words_of(entry, self._board.names(), self._clock()).spoken
