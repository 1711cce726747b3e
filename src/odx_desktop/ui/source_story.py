"""One source in full: how it fares and why, as whom, since when, and what can be ordered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.inbox.views import WaitingChoice
from odx_desktop.text import ntr, tr
from odx_desktop.text.formats import moment_words
from odx_desktop.text.reasons import reference
from odx_desktop.ui.controls import (
    Button,
    Card,
    Chip,
    FactGrid,
    Ground,
    OverflowRow,
    PlainLabel,
    WrapRow,
)
from odx_desktop.ui.source_words import (
    Order,
    cause_words,
    look_key,
    next_words,
    order_word,
    orders_of,
    waiting_words,
    words_of_source,
)
from odx_desktop.ui.theme import Theme, health_look

_ICONS = {
    Order.SIGN_IN: ("key", "S"),
    Order.CHECK: ("refresh", "R"),
    Order.EDIT: ("edit", "E"),
    Order.SIGN_OUT: ("sign-out", ""),
    Order.OPEN: ("open", "O"),
    Order.REMOVE: ("trash", ""),
}


class SourceStory(Ground):
    """`ordered(status, Order, WaitingChoice | None)` is what the person wants, asked back where needed."""

    ordered = Signal(object, object, object)

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", parent=parent)
        self._theme, self._clock = theme, clock
        self._status: SourceStatus | None = None
        self._told: tuple[object, ...] = ()
        content = self._make_content()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._scroll, self._bar = scroll, self._make_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self._bar)

    def _make_content(self) -> QWidget:
        theme = self._theme
        content = Ground(theme, "surface")
        side = theme.space("pane_detail")
        column = QVBoxLayout(content)
        column.setContentsMargins(side, theme.space("xl"), side, theme.space("xl"))
        column.setSpacing(theme.space("m"))
        self._title = PlainLabel(theme, role="detail_title", wrap=True)
        self._chip = Chip(theme, health_look(theme, "ok"), "")
        self._card = Card(theme)
        self._why = PlainLabel(theme, role="body_strong", wrap=True)
        self._next = PlainLabel(theme, ink="text_2", wrap=True)
        self._waits = PlainLabel(theme, wrap=True)
        self._caption = PlainLabel(theme, role="caption", ink="text_3", wrap=True)
        self._caption.set_selectable()
        for line in (self._why, self._waits, self._next, self._caption):
            self._card.body.addWidget(line)
        self._facts = FactGrid(theme, columns=1)
        self._locked = PlainLabel(theme, ink="text_2", wrap=True)
        for part in (self._title, self._chip, self._card, self._facts, self._locked):
            column.addWidget(part)
        column.addStretch(1)
        return content

    def _make_bar(self) -> QWidget:
        theme = self._theme
        bar = Ground(theme, "sunken", "top")
        side = theme.space("pane_detail")
        column = QVBoxLayout(bar)
        column.setContentsMargins(side, theme.space("m"), side, theme.space("m"))
        column.setSpacing(theme.space("s"))
        self._question = PlainLabel(theme, role="body_strong", wrap=True)
        self._answers = WrapRow(theme)
        self._buttons = OverflowRow(theme, tr("More actions"))
        for part in (self._question, self._answers, self._buttons):
            column.addWidget(part)
        self._ask_nothing()
        return bar

    @property
    def status(self) -> SourceStatus | None:
        return self._status

    @property
    def question(self) -> str:
        """What is being asked back right now; "" for nothing."""
        return "" if self._question.isHidden() else self._question.text()

    def tell(self, status: SourceStatus | None) -> None:
        another = (self._status.source.slug if self._status else "") != (status.source.slug if status else "")
        self._status = status
        if another:
            self._ask_nothing()
        self._scroll.setVisible(status is not None)
        self._bar.setVisible(status is not None)
        if status is not None:
            self._tell(status)

    def retranslate(self) -> None:
        self._told = ()
        self._ask_nothing()
        self.tell(self._status)

    def _tell(self, status: SourceStatus) -> None:
        now = self._clock()
        words = words_of_source(status, now)
        told = (status, words, now.replace(second=0, microsecond=0))
        if told == self._told:
            return
        self._told = told
        self._title.setText(words.name)
        self._chip.show_state(health_look(self._theme, look_key(status)), words.word)
        self._why.setText(cause_words(status, now))
        self._why.setVisible(bool(self._why.text()))
        self._waits.setText(waiting_words(status))
        self._waits.setVisible(bool(self._waits.text()))
        self._card.warn(status.health not in (Health.OK, None))
        self._next.setText(next_words(status, now))
        self._next.setVisible(bool(self._next.text()))
        fine = status.health is Health.OK and not status.waiting_actions
        self._card.setVisible(bool(words.why) and not fine)
        self._facts.set_facts(self._facts_of(status, now))
        locked = tr("Your organisation set this source up. You can give it your own user name and secret.")
        self._locked.setText(locked if status.source.locked else "")
        self._locked.setVisible(status.source.locked)
        orders = orders_of(status)
        self._buttons.set_buttons([self._button(order, status, n == 0) for n, order in enumerate(orders)])
        self._buttons.more_button.set_label("", tr("More actions"))
        code = reference(status.reason) if status.reason and status.health is not Health.OK else ""
        self._caption.setText(tr("Reference {code}, to give to support.", code=code) if code else "")
        self._caption.setVisible(bool(code))

    def _facts_of(self, status: SourceStatus, now: datetime) -> list[tuple[str, str]]:
        def when(moment: datetime | None) -> str:
            return moment_words(moment, now) if moment else tr("never")

        facts = [
            (tr("Signed in as"), status.as_whom or _unknown(status)),
            (tr("Last complete answer"), when(status.as_of)),
            (tr("Last asked"), when(status.last_attempt)),
            (tr("Waits to be sent"), str(status.waiting_actions)),
            (tr("Address"), _address_words(status.source.url)),
        ]
        if status.source.user:
            facts.insert(1, (tr("User name"), status.source.user))
        return facts

    def _button(self, order: Order, status: SourceStatus, first: bool) -> Button:
        icon, key = _ICONS[order]
        kind = "filled" if order is Order.SIGN_IN else "danger" if order is Order.REMOVE else "plain"
        if first and status.health is not Health.OK:
            kind = "filled"
        button = Button(self._theme, order_word(order, status), kind=kind, icon=icon, hint=key)
        button.setEnabled(not (order is Order.CHECK and status.checking))
        button.clicked.connect(lambda: self.order(order))
        return button

    def order(self, order: Order) -> None:
        """Carry an order on, or ask first what becomes of decisions that wait."""
        status = self._status
        if status is None:
            return
        if order in (Order.SIGN_OUT, Order.REMOVE) and (status.waiting_actions or order is Order.REMOVE):
            self._ask_back(order, status)
        else:
            self.ordered.emit(status, order, None)

    def _ask_back(self, order: Order, status: SourceStatus) -> None:
        name = words_of_source(status, self._clock()).name
        if status.waiting_actions:
            n = status.waiting_actions
            wait = ntr("{n} decision waits for {name}.", "{n} decisions wait for {name}.", n, name=name)
            self._question.setText(f"{wait} {tr('What becomes of them?')}")
            answers = [(WaitingChoice.SEND, tr("Send first")), (WaitingChoice.DISCARD, tr("Discard them"))]
            if order is Order.SIGN_OUT:
                answers.append((WaitingChoice.KEEP, tr("Keep for my return")))
        else:
            says = tr("Remove {name}? Its items leave this computer; the source stays as it is.", name=name)
            self._question.setText(says)
            answers = [(WaitingChoice.KEEP, tr("Remove"))]
        self._answers.clear()
        for choice, word in answers:
            kind = "danger" if choice is WaitingChoice.DISCARD or order is Order.REMOVE else "plain"
            button = Button(self._theme, word, kind=kind)
            waiting = choice if status.waiting_actions else None
            button.clicked.connect(lambda _on=False, w=waiting: self._answer(order, w))
            self._answers.add(button)
        leave = Button(self._theme, tr("Do nothing"), kind="quiet", hint="Esc")
        leave.clicked.connect(self._ask_nothing)
        self._answers.add(leave)
        self._question.show()
        self._answers.show()
        leave.setFocus()

    def _answer(self, order: Order, waiting: WaitingChoice | None) -> None:
        status = self._status
        self._ask_nothing()
        if status is not None:
            self.ordered.emit(status, order, waiting)

    def _ask_nothing(self) -> None:
        self._question.hide()
        self._answers.hide()

    def leave_question(self) -> bool:
        """Esc closes the question that is open; answers whether there was one."""
        open_ = not self._question.isHidden()
        self._ask_nothing()
        return open_


def _address_words(address: str) -> str:
    """An address that is read on the way is said to be so, under a page that promises encryption."""
    url = QUrl(address)
    if url.scheme() != "http":
        return address
    if url.host() in ("127.0.0.1", "::1", "localhost"):
        return tr("{address} (this computer only)", address=address)
    return tr("{address} (the connection is not encrypted)", address=address)


def _unknown(status: SourceStatus) -> str:
    """Not to be heard is not to be signed out."""
    return tr("nobody") if status.health is Health.SIGN_IN_NEEDED else tr("not known now")
