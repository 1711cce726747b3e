"""Label and value pairs in two columns, in one where the pane is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from odx_desktop.ui.controls.labels import PlainLabel
from odx_desktop.ui.theme import Theme

_TWO_COLUMNS_FROM_EM = 33


class FactGrid(QWidget):
    """What an item says about itself; values can be marked and copied, and wrap rather than clip."""

    def __init__(self, theme: Theme, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pairs: list[tuple[PlainLabel, PlainLabel]] = []
        self._columns, self._most = 0, columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("l"))
        self._grid.setVerticalSpacing(theme.space("s"))
        theme.changed.connect(self._arrange)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """(label, value) in reading order."""
        for pair in self._pairs:
            for label in pair:
                self._grid.removeWidget(label)
                label.hide()
                label.deleteLater()
        self._pairs = [self._pair(name, value) for name, value in facts]
        self._columns = 0
        self._arrange()

    def _pair(self, name: str, value: str) -> tuple[PlainLabel, PlainLabel]:
        label = PlainLabel(self._theme, name, ink="text_3", wrap=True, parent=self)
        text = PlainLabel(self._theme, value, wrap=True, parent=self)
        label.setBuddy(text)
        for part in (label, text):
            part.set_selectable()
            part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # not a stop for Tab: there may be forty
        text.setAccessibleName(f"{name}: {value}")
        return label, text

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = self._most if self.width() >= _TWO_COLUMNS_FROM_EM * self._theme.em else 1
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._pairs) // columns)
        top = Qt.AlignmentFlag.AlignTop
        for index, (label, text) in enumerate(self._pairs):
            column, row = divmod(index, rows)
            self._grid.addWidget(label, row, column * 2, top)
            self._grid.addWidget(text, row, column * 2 + 1, top)
        for column in (0, 2):
            shown = column == 0 or columns == 2
            self._grid.setColumnStretch(column, 2 if shown else 0)
            self._grid.setColumnStretch(column + 1, 3 if shown else 0)
