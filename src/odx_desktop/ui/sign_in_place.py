"""Sign-in: each source, whether it takes us, as whom, since when, why not, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import SourceStatus
from odx_desktop.inbox.views import WaitingChoice
from odx_desktop.text import tr
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.controls import Banner, Button, Ground, PlainLabel, TwoPanes
from odx_desktop.ui.identity_card import IdentityCard
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.source_dialog import SourceDialog
from odx_desktop.ui.source_rows import SourceDelegate, SourceRows
from odx_desktop.ui.source_story import SourceStory
from odx_desktop.ui.source_words import Order, by_need, orders_of, words_of_source
from odx_desktop.ui.story_list import StoryList
from odx_desktop.ui.theme import Theme

_KEYS = {
    Qt.Key.Key_S: Order.SIGN_IN,
    Qt.Key.Key_R: Order.CHECK,
    Qt.Key.Key_E: Order.EDIT,
    Qt.Key.Key_O: Order.OPEN,
}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SourceView(StoryList):
    """The list; single letters act on the current source only while it has the focus."""

    def __init__(self, model: SourceRows, delegate: SourceDelegate, parent: QWidget | None = None) -> None:
        super().__init__(model, delegate, parent)
        self._rows, self._painter = model, delegate

    def current_status(self) -> SourceStatus | None:
        return self._rows.status_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        status = self.current_status()
        if order is not None and status is not None and order in orders_of(status):
            self.ordered.emit(status, order)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        status = self._rows.status_at(index.row()) if index.isValid() else None
        if status is not None:
            order = self._painter.pressed_order(self.visualRect(index), status, spot)
            if order is not None:
                self.ordered.emit(status, order)
            else:
                self.pressed_row.emit()


class SignInPlace(QWidget):
    """List on the left, the current source in full on the right."""

    said = Signal(str)  # for the one voice of the window

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Callable[[], datetime] = _utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._board, self._clock = theme, board, clock
        self._bridge: Bridge | None = None
        self._order_shown: list[str] = []
        self._model = SourceRows(clock, self)
        self.view = SourceView(self._model, SourceDelegate(theme, clock, self))
        self.story = SourceStory(theme, clock)
        self.dialog: SourceDialog | None = None
        self.view.ordered.connect(lambda status, order: self.story.order(order))
        self.view.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.story.ordered.connect(self.order)
        self.view.activated.connect(lambda _index: self._open_story())
        self.view.pressed_row.connect(lambda: self._open_story() if self._panes.one else None)
        board.changed.connect(self.take)
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._model.say_again)
        self._build()
        self.retranslate()
        self.take()

    def _build(self) -> None:
        theme = self._theme
        self._title = PlainLabel(theme, role="place_title")
        self._identity = IdentityCard(theme)
        self._check_all = Button(theme, icon="refresh", small=True)
        self._check_all.clicked.connect(self.check_all)
        self._add = Button(theme, icon="plus", small=True)
        self._add.clicked.connect(self.add_source)
        self._banner = Banner(theme)
        self._how = PlainLabel(theme, role="caption", ink="text_3", wrap=True)
        side = theme.space("pane_list")
        head = QVBoxLayout()
        head.setContentsMargins(side, theme.space("l"), side, theme.space("m"))
        head.setSpacing(theme.space("m"))
        line = QHBoxLayout()
        line.setSpacing(theme.space("s"))
        line.addWidget(self._title, 1)
        line.addWidget(self._check_all)
        line.addWidget(self._add)
        head.addLayout(line)
        for part in (self._identity, self._how, self._banner):
            head.addWidget(part)
        left = Ground(theme, "surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self._panes = TwoPanes(theme, left, self.story)
        self._panes.back_pressed.connect(self.back_to_list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._panes)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        self.view.setFocus(event.reason())

    def attach(self, bridge: Bridge) -> None:
        """From now on there is somebody to ask."""
        self._bridge = bridge
        self._minute.start()

    def take(self) -> None:
        """Show the board's sources. Nothing moves while it is looked at; the order is made on arrival."""
        sources = {status.source.slug: status for status in self._board.sources}
        kept = [slug for slug in self._order_shown if slug in sources] if self.isVisible() else []
        new = [s.source.slug for s in by_need(self._board.sources) if s.source.slug not in kept]
        self._order_shown = kept + new
        current = self.view.current_status()
        self._model.show([sources[slug] for slug in self._order_shown])
        row = self._model.row_of(current.source.slug) if current else None
        if row is None and self._model.entries:
            row = 0
        if row is not None and self.view.currentIndex().row() != row:
            self.view.choose(row)
        self._identity.tell(self._board.sources)
        self._tell()

    def show_source(self, slug: str) -> None:
        """Bring one source before the person, e.g. from the freshness strip."""
        row = self._model.row_of(slug)
        if row is not None:
            self.view.choose(row)

    def _open_story(self) -> None:
        self._panes.show_second()
        self.story.setFocus()

    def back_to_list(self) -> None:
        self._panes.show_first()
        self.view.setFocus()

    # -- orders --------------------------------------------------------------------------------------------

    def order(self, status: SourceStatus, order: Order, waiting: WaitingChoice | None = None) -> None:
        slug = status.source.slug
        match order:
            case Order.SIGN_IN | Order.EDIT:
                self._open_dialog(status)
            case Order.OPEN if QUrl(status.source.url).scheme() in ("https", "http"):
                QDesktopServices.openUrl(QUrl(status.source.url))
            case Order.CHECK if self._bridge is not None:
                self._bridge.run(
                    self._bridge.inbox.refresh(slug), lambda _rounds: self._heard(), self._failed
                )
            case Order.SIGN_OUT if self._bridge is not None:
                leaving = self._bridge.inbox.sign_out_source(slug, waiting)
                self._bridge.run(leaving, lambda _none: self._signed_out(status), self._failed)
            case Order.REMOVE if self._bridge is not None:
                leaving = self._bridge.inbox.remove_source(slug, waiting)
                self._bridge.run(leaving, lambda _none: self._heard(), self._failed)

    def check_all(self) -> None:
        if self._bridge is not None:
            self._bridge.run(self._bridge.inbox.refresh(), lambda _rounds: self._heard(), self._failed)

    def add_source(self) -> None:
        self._open_dialog(None)

    def _open_dialog(self, status: SourceStatus | None) -> None:
        if self._bridge is None:
            return
        self.dialog = SourceDialog(self._theme, self._bridge, status, parent=self.window())
        self.dialog.saved.connect(self._after_saved)
        self.dialog.open()

    def _after_saved(self, status: SourceStatus) -> None:
        self._heard()
        name = words_of_source(status, self._clock()).name
        self.said.emit(tr("{name} answers and is saved.", name=name))

    def _heard(self) -> None:
        self._banner.hide()
        self._board.ask()

    def _signed_out(self, status: SourceStatus) -> None:
        name = words_of_source(status, self._clock()).name
        self.said.emit(tr("Signed out of {name}. Its items were removed from this computer.", name=name))
        self._heard()

    def _failed(self, reason: Reason) -> None:
        now = self._clock()
        self._banner.say(f"{sentence(reason, now)} {next_step(reason, now)}", "warning")
        self._board.ask()

    # -- showing -------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._title.setText(tr("Sign-in"))
        self._check_all.set_label(tr("Check all"))
        self._add.set_label(tr("Add a source…"))
        self._how.setText(
            tr("Each source has its own sign-in here. Passwords and keys are stored encrypted.")
        )
        self.view.setAccessibleName(tr("Sources"))
        self._model.say_again()
        self.story.retranslate()
        self._panes.name_back(tr("Back to the list"))
        self._identity.tell(self._board.sources)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_shown = []
        self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.story.leave_question():
                self._panes.show_first()
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.story.tell(self.view.current_status())
