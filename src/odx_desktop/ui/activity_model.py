"""The decisions as rows in three sections: not settled, on the way, confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject

from odx_desktop.domain.action import Action, ActionState, ActivitySection
from odx_desktop.ui.activity_words import section_word, words_of
from odx_desktop.ui.keyed_rows import KeyedRows
from odx_desktop.ui.source_board import SourceBoard

Clock = Callable[[], datetime]


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


class ActivityModel(KeyedRows[Heading | Action]):
    """Each row a Heading or an Action."""

    def __init__(self, board: SourceBoard, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board, self._clock = board, clock
        board.changed.connect(self.say_again)

    def key_of(self, entry: Heading | Action) -> str:
        return f"section {entry.section}" if isinstance(entry, Heading) else entry.id

    def spoken(self, entry: Heading | Action) -> str:
        if isinstance(entry, Heading):
            return f"{section_word(entry.section)} {entry.count}"
        return words_of(entry, self._board.names(), self._clock()).spoken

    def is_stop(self, entry: Heading | Action) -> bool:
        return isinstance(entry, Action)

    def take(self, actions: Iterable[Action]) -> None:
        """Show these actions."""
        self.show(arranged(actions))

    def tick(self) -> None:
        """A second passed: rows that count down say how much is left."""
        for row, entry in enumerate(self.entries):
            if isinstance(entry, Action) and entry.state is ActionState.HELD:
                self.dataChanged.emit(self.index(row), self.index(row))

    def action_at(self, row: int) -> Action | None:
        entry = self.entries[row] if 0 <= row < len(self.entries) else None
        return entry if isinstance(entry, Action) else None
