"""The one window: the rail, a place, the strip; and the keys that work wherever one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odx_desktop.domain.changes import Changes
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import View
from odx_desktop.text import tr
from odx_desktop.ui.controls import Ground, LiveRegion
from odx_desktop.ui.inbox_place import InboxPlace
from odx_desktop.ui.notice_line import NoticeLine
from odx_desktop.ui.places import Place, make_place, open_dialog, show_source
from odx_desktop.ui.query_now import query_at
from odx_desktop.ui.rail import PLACES, Rail
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from odx_desktop.settings.current import CurrentSettings

if TYPE_CHECKING:
    from odx_desktop.inbox.views import Counts
    from odx_desktop.ui.bridge import Bridge
    from odx_desktop.ui.freshness_strip import FreshnessStrip

Clock = Callable[[], datetime]
_LETTERS = {"inbox": "I", "team": "T", "activity": "A", "sign-in": "S"}
_SIZE = QSize(1440, 900)
_LEAST = QSize(480, 360)
_FRAME = QSize(8, 40)  # about what a window's own frame takes of the screen


class MainWindow(QWidget):
    """`closing` asks its owner to end things in order; the owner calls `let_go` when that is done."""

    strip: FreshnessStrip
    closing = Signal()
    language_chosen = Signal(object)
    setting_changed = Signal(str)

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self.theme, self._clock = theme, clock
        self._bridge: Bridge | None = None
        self.settings: CurrentSettings | None = None
        self._may_close = True
        self.board = SourceBoard(self)
        self.live = LiveRegion(self)
        self.rail = Rail(theme)
        self.notice = NoticeLine(theme, self.live, clock)
        self.inbox = InboxPlace(theme, self.board, clock)
        self.places: dict[str, QWidget] = {"inbox": self.inbox}
        self._foot = Ground(theme, "window", "top")
        self._foot.setFixedHeight(theme.size("strip") + 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.inbox)
        self._minute = QTimer(self, interval=60_000)
        self._build()
        self.rail.choose("inbox")
        self.setWindowTitle("ODX Desktop")

    def complete(self) -> None:
        """What the first paint can do without: the opened item, the strip, the keys."""
        from odx_desktop.ui.freshness_strip import FreshnessStrip

        self.inbox.complete()
        self.strip = FreshnessStrip(self.theme, self.board, self._clock)
        column = self.layout()
        assert column is not None
        column.replaceWidget(self._foot, self.strip)
        self._foot.deleteLater()
        self._connect()
        self._bind_keys()

    def _build(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notice)
        middle.addWidget(self._stack, 1)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.rail)
        top.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top, 1)
        column.addWidget(self._foot)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))

    def _connect(self) -> None:
        self.rail.place_chosen.connect(self.go_to)
        self.rail.language_chosen.connect(self.language_chosen)
        self.rail.settings_wanted.connect(lambda: self.go_to("settings"))
        self.inbox.place_wanted.connect(self.go_to)
        self.inbox.said.connect(self.live.announce)
        self.strip.source_wanted.connect(partial(show_source, self))
        self.board.changed.connect(self._show_person)
        self.strip.activity_wanted.connect(lambda: self.go_to("activity"))
        self.strip.check_wanted.connect(self._check)
        self._minute.timeout.connect(self.strip.say_again)
        self.theme.changed.connect(self._fit)

    def _bind_keys(self) -> None:
        from odx_desktop.ui.item_actions import bind

        for number, name in enumerate(PLACES, 1):
            letter = _LETTERS[name]
            bind(self, f"G, {letter}|Ctrl+{number}", partial(self.go_to, name))
        bind(self, "F5", self.inbox.check_all)
        bind(self, "F6", partial(self._next_pane, 1))
        bind(self, "Shift+F6", partial(self._next_pane, -1))
        bind(self, "Ctrl+,", lambda: self.go_to("settings"))
        bind(self, "Ctrl+Q", self.close)

    def attach(self, bridge: Bridge) -> None:
        """Somebody answers now: every part may ask."""
        self._bridge = bridge
        bridge.changed.connect(self._on_changes)
        bridge.failed.connect(self.notice.tell)
        self.board.attach(bridge)
        for place in self.places.values():
            if isinstance(place, Place):
                place.attach(bridge)
        self._minute.start()
        self._on_changes(Changes())

    # -- places --------------------------------------------------------------------------------------------

    def go_to(self, name: str) -> None:
        """Show a place; it is built when it is first asked for. `settings` and `add-source` are dialogs."""
        if name not in PLACES:
            open_dialog(name, self, self._bridge)
            return
        if name not in self.places:
            place = make_place(name, self.theme, self.board, self._clock, self)
            self.places[name] = place
            self._stack.addWidget(place)
            if self._bridge is not None and isinstance(place, Place):
                place.attach(self._bridge)
        self.rail.choose(name)
        self._stack.setCurrentWidget(self.places[name])
        self.places[name].setFocus()

    def show_item(self, key: WorkItemKey) -> None:
        """From another place to the inbox, at this item."""
        self.go_to("inbox")
        self.inbox.show_item(key)

    def _next_pane(self, by: int) -> None:
        shown = self._stack.currentWidget()
        name = next(name for name, place in self.places.items() if place is shown)
        panes: list[QWidget] = [self.rail.buttons[name], self.places[name]]
        if name == "inbox" and not self.inbox.detail.isHidden():
            panes[1:] = [self.inbox.list.items.view, self.inbox.detail]
        panes.append(self.strip)
        focus = self.focusWidget()
        at = next((place for place, pane in enumerate(panes) if _holds(pane, focus)), -by)
        target = panes[(at + by) % len(panes)]
        if target is self.strip:
            self.strip.take_focus()
        else:
            target.setFocus()

    # -- news ----------------------------------------------------------------------------------------------

    def _on_changes(self, _changes: Changes) -> None:
        if self._bridge is not None:
            query = query_at(self._clock(), View.INBOX)
            self._bridge.run(self._bridge.inbox.counts(query), self._take_counts)

    def _take_counts(self, counts: Counts) -> None:
        self.rail.show_counts(counts)
        self.strip.show_on_the_way(counts.on_the_way)

    def _show_person(self) -> None:
        """Who most sources take us for; the sign-on will tell it better."""
        names = [status.as_whom for status in self.board.sources if status.as_whom]
        self.rail.show_person(max(names, key=names.count) if names else "")

    def _check(self, slug: str) -> None:
        if self._bridge is not None:
            self.live.announce(tr("Checking {source}", source=self.board.name_of(slug)))
            self._bridge.run(self._bridge.inbox.refresh(slug))

    # -- shape ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Widths in em decide the shape, so that large text gives the same product with fewer panes."""
        layout, em = self.theme.tokens.layout, self.theme.em
        self.rail.set_narrow(self.width() < layout["icons_only_below_em"] * em)
        self.inbox.set_one_pane(self.width() < layout["two_panes_from_em"] * em)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.rail.retranslate()
            self.strip.say_again()

    def guard_close(self) -> None:
        """From now on closing asks first for an end in order."""
        self._may_close = False

    def shown_dialog(self) -> QWidget | None:
        """The dialog that is open over the window, if one is."""
        return next((child for child in self.findChildren(QDialog) if child.isVisible()), None)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.setEnabled(False)
        self.closing.emit()

    def let_go(self) -> None:
        self._may_close = True
        self.close()


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))
