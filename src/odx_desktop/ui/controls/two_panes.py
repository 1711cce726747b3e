"""A list and what is opened from it: side by side where there is room, else one at a time with a way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from odx_desktop.ui.controls.button import Button
from odx_desktop.ui.controls.card import Ground
from odx_desktop.ui.theme import Theme

_TWO_FROM_EM = 58
_LIST_AT_MOST_EM = 66  # beyond this a row is mostly the distance between its two ends


class TwoPanes(QSplitter):
    """`back_pressed` when the person leaves the second pane; its owner gives the focus back to the list."""

    back_pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        first: QWidget,
        second: QWidget,
        shares: tuple[int, int] = (3, 2),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._first = theme, first
        self._one = False
        self._useful = True
        self._shares, self._moved = shares, False
        self.splitterMoved.connect(self._keep_shares)
        self._back = Button(theme, icon="chevron-left", kind="quiet", hint="Esc", small=True)
        self._back.clicked.connect(self.back_pressed)
        self._second = Ground(theme, "surface")
        self._over = QWidget()
        over = QVBoxLayout(self._over)
        margin = theme.space("s")
        over.setContentsMargins(margin, margin, margin, 0)
        over.addWidget(self._back)
        column = QVBoxLayout(self._second)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._over)
        column.addWidget(second, 1)
        self._over.hide()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for index, (pane, share) in enumerate(zip((first, self._second), shares, strict=True)):
            self.addWidget(pane)
            self.setStretchFactor(index, share)

    @property
    def one(self) -> bool:
        """Whether only one pane has room."""
        return self._one

    def name_back(self, words: str) -> None:
        self._back.set_label(words)

    def set_useful(self, useful: bool) -> None:
        """Without anything to open the list has the whole room."""
        if useful != self._useful:
            self._useful = useful
            self._arrange(opened=False)

    def show_second(self) -> None:
        self._arrange(opened=True)

    def show_first(self) -> None:
        self._arrange(opened=False)

    def _share(self) -> None:
        whole = sum(self._shares)
        first = min(self.width() * self._shares[0] // whole, _LIST_AT_MOST_EM * self._theme.em)
        self.setSizes([first, self.width() - first])

    def _keep_shares(self, *_where: int) -> None:
        """The person drew the line; from now on it is theirs."""
        self._moved = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            self._share()
        one = self.width() < _TWO_FROM_EM * self._theme.em
        if one != self._one:
            self._one = one
            self._over.setVisible(one)
            self._arrange(opened=False)

    def _arrange(self, opened: bool) -> None:
        self._first.setVisible(not (self._one and opened))
        self._second.setVisible(self._useful and (opened or not self._one))
        if not self._moved and not self._second.isHidden():
            self._share()  # a pane that was hidden had no share
