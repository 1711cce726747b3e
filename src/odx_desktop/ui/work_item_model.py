"""The list as Qt sees it: ordered ids, windows of rows, and never a reset."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Order, Row, Section, SectionKind
from odx_desktop.ui.controls.plain_tip import plain_tip
from odx_desktop.ui.list_plan import Insert, Remove, Reorder, Step, is_header
from odx_desktop.ui.row_sentence import Moment, RowParts, row_parts, section_spoken, spoken

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
PARTS_ROLE = Qt.ItemDataRole.UserRole + 2
SECTION_ROLE = Qt.ItemDataRole.UserRole + 3
WINDOW = 40
KEPT_ROWS = 2000

Index = QModelIndex | QPersistentModelIndex


class WorkItemModel(QAbstractListModel):
    """Entries are row ids, and negative codes for the headers of sections, which nobody can select.

    Rows that are asked for and not here are announced by `rows_wanted`; `put_rows` brings them.
    """

    rows_wanted = Signal(object)  # tuple of row ids

    def __init__(self, moment: Callable[[], Moment], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self.entries: array[int] = array("q")
        self._codes: dict[tuple[SectionKind, str], int] = {}
        self._sections: dict[int, Section] = {}
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._parts: dict[int, RowParts] = {}
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self._ask_for_rows)

    # -- Qt's questions ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or is_header(self.entries[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if is_header(entry):
            return self._header_data(entry, role)
        if role == ROW_ROLE:
            return self.row_of(entry)
        if role == PARTS_ROLE:
            return self.parts_of(entry)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = self.parts_of(entry)
            said = self._lead(index.row()) + spoken(parts) if parts else ""
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.DisplayRole:
            parts = self.parts_of(entry)
            return parts.title if parts else None
        return None

    def _header_data(self, entry: int, role: int) -> Any:
        section = self._sections[entry]
        if role == SECTION_ROLE:
            return section
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return section_spoken(section)
        return None

    def _lead(self, row: int) -> str:
        """The first row of a section speaks its name first, because arrow keys pass the header over."""
        before = self.entries[row - 1] if row else 0
        return f"{section_spoken(self._sections[before])}. " if is_header(before) else ""

    # -- rows ----------------------------------------------------------------------------------------------

    def row_of(self, entry: int) -> Row | None:
        row = self._rows.get(entry)
        if row is None and not is_header(entry):
            self._missing.add(entry)
            self._ask.start()
        return row

    def parts_of(self, entry: int) -> RowParts | None:
        parts = self._parts.get(entry)
        if parts is None:
            row = self.row_of(entry)
            if row is None:
                return None
            parts = self._parts[entry] = row_parts(row, self._moment())
        return parts

    def _ask_for_rows(self) -> None:
        """A window around what is missing, so that scrolling on finds rows already here."""
        wanted = self._missing - self._asked
        self._missing.clear()
        if not wanted:
            return
        places = self._places(wanted)
        if not places:
            return
        near = self.entries[max(0, min(places) - WINDOW) : max(places) + WINDOW]
        asked = tuple(entry for entry in near if not is_header(entry) and entry not in self._rows)
        self._asked.update(asked)
        self.rows_wanted.emit(asked)

    def put_rows(self, rows: Iterable[Row], asked: Iterable[int] = ()) -> None:
        """Rows that were asked for, or are news; those on screen are painted again."""
        self._asked.difference_update(asked)
        came = set()
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._parts.pop(row.id, None)
            came.add(row.id)
        while len(self._rows) > KEPT_ROWS:
            gone, _ = self._rows.popitem(last=False)
            self._parts.pop(gone, None)
        self._tell_changed(came)

    def ids_of(self, keys: frozenset[WorkItemKey]) -> tuple[int, ...]:
        """The ids of those of `keys` whose rows are here."""
        return tuple(entry for entry, row in self._rows.items() if row.item.key in keys)

    def say_again(self, only_marked: bool = False) -> None:
        """The clock, the language or a source's name moved: the same rows in new words."""
        if only_marked:
            marked = {entry for entry, parts in self._parts.items() if parts.mark is not None}
            for entry in marked:
                del self._parts[entry]
            self._tell_changed(marked)
        else:
            self._parts.clear()
            if self.entries:
                self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def _tell_changed(self, ids: set[int]) -> None:
        places = self._places(ids)
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))

    def _places(self, ids: set[int]) -> list[int]:
        """Where these ids stand. Rows that are asked for stand together, so one search finds many."""
        left, places, entries = set(ids), [], self.entries
        while left:
            try:
                place = entries.index(left.pop())
            except ValueError:
                continue
            places.append(place)
            first = max(0, place - WINDOW)
            for index, entry in enumerate(entries[first : place + WINDOW], first):
                if entry in left:
                    left.discard(entry)
                    places.append(index)
        return places

    def header_places(self) -> list[int]:
        """Ascending indexes of the headers; found by their codes, because they are few among many."""
        found = []
        for code in self._sections:
            with suppress(ValueError):
                found.append(self.entries.index(code))
        return sorted(found)

    # -- order ---------------------------------------------------------------------------------------------

    def entries_of(self, order: Order) -> array[int]:
        """The order with its sections' headers in it; the headers keep their codes from order to order."""
        entries = array("q")
        for section in order.sections:
            named = (section.kind, section.person)
            entries.append(self._codes.setdefault(named, -1 - len(self._codes)))
            entries.extend(order.ids[section.start : section.start + section.count])
        return entries if order.sections else array("q", order.ids)

    def take_sections(self, order: Order) -> None:
        """Counts and sums of the headers; to be called before the entries they belong to are shown."""
        for section in order.sections:
            self._sections[self._codes[section.kind, section.person]] = section

    def apply(self, steps: Iterable[Step]) -> None:
        for step in steps:
            match step:
                case Remove(first, last):
                    self.beginRemoveRows(QModelIndex(), first, last)
                    del self.entries[first : last + 1]
                    self.endRemoveRows()
                case Insert(first, entries):
                    self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
                    self.entries[first:first] = entries
                    self.endInsertRows()
                case Reorder(entries):
                    self._reorder(entries)

    def _reorder(self, entries: array[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [entries.index(self.entries[index.row()]) for index in before]
        self.entries = entries
        self.changePersistentIndexList(before, [self.index(place) for place in places])
        self.layoutChanged.emit()

    def place_of(self, key: WorkItemKey) -> int | None:
        """The index of the entry with `key`, when its row is here."""
        for entry, row in self._rows.items():
            if row.item.key == key:
                return self.entries.index(entry) if entry in self.entries else None
        return None
