"""The inbox's list with its head: what is open, the search, the order, and what waits to be shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odx_desktop.domain.query import Order, SectionKind, View
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.text import ntr, tr
from odx_desktop.ui.controls import Button, ElidedLabel, EmptyState, Ground, Hairline, PlainLabel, SearchField
from odx_desktop.ui.empty_words import Emptiness, emptiness
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.source_trouble import trouble_words
from odx_desktop.ui.theme import Theme
from odx_desktop.ui.work_item_list import WorkItemList

SEARCH_MS = 80


class ListPane(Ground):
    """`wanted(what)` for the buttons of an empty list: clear, team, check, sign_in, add."""

    wanted = Signal(str)
    said = Signal(str)
    emptied = Signal(bool)  # whether there is nothing to open

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "surface", "", parent)
        self._look, self._board, self._clock = theme, board, clock
        self._order: Order | None = None
        self._without_search = 0
        self._waiting = 0
        self._nothing = False
        self.items = WorkItemList(theme, board, clock, View.INBOX)
        self.search = SearchField(theme, "/")
        self._title = PlainLabel(theme, role="place_title")
        self._counts = PlainLabel(theme, ink="text_2")
        self._explained = PlainLabel(theme, role="row_sub", ink="text_2", wrap=True)
        self._trouble = ElidedLabel(theme, role="row_sub", ink="warning", strong=True)
        self._retry = Button(theme, kind="link", icon="refresh", small=True)
        self.check = Button(theme, kind="quiet", icon="refresh", small=True)
        self.arrivals = Button(theme, kind="link", icon="arrow-down", hint="R", small=True)
        self._empty = EmptyState(theme)
        self._stack = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        theme, side = self._look, self._look.space("pane_list")
        head = QVBoxLayout()
        head.setContentsMargins(side, theme.space("l"), side, theme.space("s"))
        head.setSpacing(theme.space("s"))
        line = QHBoxLayout()
        line.setSpacing(theme.space("m"))
        line.addWidget(self._title)
        line.addWidget(self._counts, 1, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self.check)
        head.addLayout(line)
        head.addWidget(self.search)
        below = QHBoxLayout()
        below.addWidget(self._explained, 1)
        below.addWidget(self._trouble, 1)
        below.addWidget(self._retry)
        below.addWidget(self.arrivals)
        head.addLayout(below)
        self._explained.setMinimumHeight(theme.size("button_small"))
        self._stack.addWidget(self.items)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline(theme))
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(lambda: self.items.search(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.items.ordered.connect(self._take_order)
        self.items.arrivals_waiting.connect(self._tell_arrivals)
        self.arrivals.clicked.connect(lambda: self.items.ask(calm=False))
        self.check.clicked.connect(lambda: self.wanted.emit("check"))
        self._board.changed.connect(self._show_emptiness)
        self._retry.clicked.connect(lambda: self.wanted.emit("sign_in" if self._is_locked_out() else "check"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        self.items.view.setFocus(event.reason())

    # -- words ---------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._title.setText(tr("Inbox"))
        self.search.set_words(
            tr("Search titles, people, numbers"), tr("Search the inbox"), tr("Clear the search")
        )
        self._explained.setText(tr("In this order: overdue, then due date, then priority, then amount."))
        self.check.set_label("", name=tr("Check all sources now (F5)"))
        self.items.view.setAccessibleName(tr("Items that wait for you"))
        self._tell_arrivals(self._waiting, False)
        self._say_counts()
        self._show_emptiness()
        self.items.model.say_again()

    def _say_trouble(self) -> None:
        """What may be old or missing here, in the place of the order's explanation, so that no row moves."""
        troubled = self._board.in_trouble()
        names = self._board.names()
        now = self._clock()
        said = [f"{names[one.source.slug]} {trouble_words(one, now)}" for one in troubled]
        if troubled:
            self._trouble.setText("; ".join(said))
            self._trouble.setAccessibleDescription(tr("Not all that is shown here is current."))
            self._retry.set_label(tr("Open Sign-in") if self._is_locked_out() else tr("Try now"))
        self._explained.setVisible(not troubled and not self._nothing)
        for part in (self._trouble, self._retry):  # an empty list says it in full itself
            part.setVisible(bool(troubled) and not self._nothing)

    def _is_locked_out(self) -> bool:
        """Whether asking again is of no use before the person signs in."""
        return all(one.health is Health.SIGN_IN_NEEDED for one in self._board.in_trouble())

    def _take_order(self, order: Order) -> None:
        self._order = order
        if order.counted and not self.items.query().text:
            self._without_search = order.total
        self._say_counts()
        self._show_emptiness()

    def _say_counts(self) -> None:
        order = self._order
        if order is None or not order.counted:
            self._counts.setText("")
            return
        if self.items.query().text:
            self._counts.setText(ntr("{n} found", "{n} found", order.total))
            return
        late = sum(part.count for part in order.sections if part.kind is SectionKind.OVERDUE)
        if late:
            opened = ntr("{n} to do", "{n} to do", order.total)
            self._counts.setText(tr("{open}, {late} overdue", open=opened, late=late))
        else:
            self._counts.setText(ntr("{n} to do", "{n} to do", order.total))

    def _tell_arrivals(self, count: int, reordered: bool) -> None:
        new = count > self._waiting
        self._waiting = count
        words = ntr("{n} new", "{n} new", count) if count else tr("The order has changed")
        self.arrivals.set_label(words, name=tr("{what}. Press R to show.", what=words))
        self.arrivals.setVisible(bool(count) or reordered)
        if new:
            self.said.emit(self.arrivals.accessibleName())

    @property
    def waits(self) -> bool:
        """Whether R has something to show."""
        return not self.arrivals.isHidden()

    @property
    def emptiness(self) -> str:
        """What the empty list says."""
        return self._empty.accessibleName()

    def say_cannot_open(self, reason: Reason) -> None:
        """The person's files cannot be opened: why, and what next, instead of an empty list."""
        from odx_desktop.text.reasons import next_step, sentence

        said = f"{sentence(reason)} {next_step(reason)}"
        self._show(Emptiness("no_access", tr("Your inbox cannot be opened"), said), [])
        self._stack.setCurrentIndex(1)

    # -- emptiness -----------------------------------------------------------------------------------------

    def _show_emptiness(self) -> None:
        empty = self._order is None or not self._order.total
        if empty and not self.items.model.entries:
            text = self.items.query().text
            known = self._board.known and self._order is not None
            found = emptiness(self._board.sources, known, text, self._without_search, self._clock())
            buttons = [self._button(name) for name in found.offers]
            self._show(found, buttons)
        bare = empty and not self.items.model.entries
        self._stack.setCurrentIndex(1 if bare else 0)
        nothing = bare and not self.items.query().text
        self._nothing = nothing
        self._say_trouble()
        self.check.setVisible(not nothing)
        self.emptied.emit(nothing)

    def _show(self, found: Emptiness, buttons: list[Button]) -> None:
        self._empty.show_state(found.kind, found.title, found.sentence, buttons)

    def _button(self, name: str) -> Button:
        words, icon, hint = {
            "clear": (tr("Clear the search"), "cross", tr("Esc")),
            "team": (tr("See what waits for your team"), "people", tr("G then T")),
            "check": (tr("Check again"), "refresh", "F5"),
            "sign_in": (tr("Open Sign-in"), "key", tr("G then S")),
            "add": (tr("Add a source"), "plus", ""),
        }[name]
        kind = "filled" if name == "add" else "plain"
        button = Button(self._look, words, kind=kind, icon=icon, hint=hint)
        button.clicked.connect(lambda: self.wanted.emit(name))
        return button
