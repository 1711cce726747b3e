"""The foot of the detail: a comment, the source's own actions with their keys, and what happens next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from odx_desktop.domain.action import ActionKind, ActionOffer, CommentRule
from odx_desktop.domain.work_item import Line, WorkItem
from odx_desktop.text import tr
from odx_desktop.text.formats import duration_words
from odx_desktop.ui.action_form import ActionForm
from odx_desktop.ui.controls import Button, Ground, OverflowRow, PlainLabel, SearchField
from odx_desktop.ui.offer_words import ICONS, KEYS, button_words, in_order, is_usual, of_kind
from odx_desktop.ui.theme import Theme

_AT_HAND = 3
_DRAFT_MS = 800


class CommentField(SearchField):
    """A one-line comment that goes along with the next action."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, hint="M", icon="speech")


class FormHolder(QScrollArea):
    """As high as its form where there is room; with large text in a low window the form scrolls."""

    def __init__(self, form: ActionForm) -> None:
        super().__init__()
        self.form = form
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        form.setAutoFillBackground(False)
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return self.form.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(160, self.form.sizeHint().height()))


class ActionBar(Ground):
    """`submitted(offer, comment, params, lines)`; never more than one filled button."""

    submitted = Signal(object, str, dict, dict)
    undo_pressed = Signal()
    send_pressed = Signal()
    draft_changed = Signal(str)
    people_asked = Signal(object, str)
    form_opened = Signal()
    offered = Signal(object)  # the offers that can be pressed now
    left = Signal()  # Esc: back to the list

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sunken", "top", parent)
        self._look = theme
        self._item: WorkItem | None = None
        self._lines: tuple[Line, ...] = ()
        self.offers: tuple[ActionOffer, ...] = ()
        self._by_id: dict[str, Button] = {}
        self._holder: FormHolder | None = None
        self._row: OverflowRow | None = None
        self.comment = CommentField(theme)
        self._pause = QTimer(self, singleShot=True, interval=_DRAFT_MS)
        self._pause.timeout.connect(lambda: self.draft_changed.emit(self.comment.text()))
        self.comment.returnPressed.connect(lambda: self.press_kind(ActionKind.COMMENT))
        self.comment.textEdited.connect(lambda _text: self._pause.start())
        self._caption = PlainLabel(theme, role="row_sub", ink="text_2", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.comment)
        self._column.addWidget(self._caption)
        send = QShortcut(QKeySequence("Ctrl+Return"), self, self._confirm)
        send.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        side = self._look.space("pane_detail")
        self._column.setContentsMargins(side, self._look.space("m"), side, self._look.space("m"))
        self._column.setSpacing(self._look.space("s"))

    @property
    def form(self) -> ActionForm | None:
        """What is asked for just now."""
        return self._holder.form if self._holder is not None else None

    @property
    def caption(self) -> str:
        """What happens next, or why nothing can."""
        return self._caption.text()

    # -- what is shown -------------------------------------------------------------------------------------

    def show_offers(
        self, item: WorkItem, offers: tuple[ActionOffer, ...], lines: tuple[Line, ...], caption: str
    ) -> None:
        """The actions of `item`; an open form for the same item and offer stays, with what it holds."""
        same = self._item is not None and self._item.key == item.key
        if same and self.form is not None and self.form.offer in offers:
            self.offers, self._item, self._lines = offers, item, lines
            return
        self.close_form()
        self._item, self.offers, self._lines = item, offers, lines
        takes = any(offer.comment is not CommentRule.NONE for offer in offers)
        self.comment.setVisible(takes)
        self.comment.set_words(tr("Add a comment"), tr("Comment for the next action"), tr("Clear"))
        self._fill(in_order(offers), item)
        self._caption.setText(caption)
        self.offered.emit(offers)

    def show_nothing(self, caption: str, *, undo: bool = False, send: bool = False) -> None:
        """No action is possible now, and why; `undo` offers to take the last one back, `send` to let go of
        what is held until then."""
        self.close_form()
        self.offers = ()
        self.comment.hide()
        self._fill([], None)
        self._caption.setText(caption)
        self.offered.emit(())
        buttons = []
        if send:
            buttons.append(Button(self._look, tr("Send now"), kind="filled", icon="send"))
            buttons[-1].clicked.connect(self.send_pressed)
        if undo:
            buttons.append(Button(self._look, tr("Undo"), icon="undo", hint="Z"))
            buttons[-1].clicked.connect(self.undo_pressed)
        self._place_row(buttons, [])

    def say(self, caption: str) -> None:
        if caption != self._caption.text():
            self._caption.setText(caption)

    def _fill(self, offers: list[ActionOffer], item: WorkItem | None) -> None:
        self._by_id = {}
        buttons: list[Button] = []
        seen: set[str] = set()
        for offer in offers:
            if item is None:
                continue
            key = KEYS[offer.kind] if KEYS[offer.kind] not in seen else ""
            seen.add(key)
            kind = "filled" if not buttons and is_usual(offer) else "plain"
            icon = ICONS.get(offer.kind, "") if kind == "filled" else ""
            button = Button(self._look, button_words(offer, item), kind=kind, icon=icon, hint=key)
            button.clicked.connect(lambda _on=False, chosen=offer: self.press(chosen))
            buttons.append(button)
            self._by_id[offer.id] = button
        by_line = self._by_line_button(offers)
        self._place_row(buttons[:_AT_HAND], buttons[_AT_HAND:] + by_line)

    def _by_line_button(self, offers: list[ActionOffer]) -> list[Button]:
        deciding = tuple(offer for offer in offers if offer.per_line)
        if not deciding or not self._lines:
            return []
        button = Button(self._look, tr("Decide line by line…"))
        button.clicked.connect(lambda: self._open_form(deciding[0], deciding))
        return [button]

    def _place_row(self, buttons: list[Button], menu: list[Button]) -> None:
        if self._row is not None:
            self._row.hide()
            self._row.deleteLater()
            self._row = None
        if buttons:
            self._row = OverflowRow(self._look, tr("More actions"))
            self._row.set_buttons(buttons, menu)
            self._column.insertWidget(1, self._row)

    # -- pressing ------------------------------------------------------------------------------------------

    def press_kind(self, *kinds: ActionKind) -> bool:
        """As if the button of the first of `kinds` was pressed; False when the source offers none."""
        offer = of_kind(self.offers, *kinds)
        if offer is not None:
            self.press(offer)
        return offer is not None

    def press(self, offer: ActionOffer) -> None:
        comment = self.comment.text().strip()
        enough = offer.comment is not CommentRule.REQUIRED or comment
        if offer.params or not enough:
            self._open_form(offer)
            return
        if comment and offer.comment is CommentRule.NONE:
            self._caption.setText(
                tr("This action carries no comment. Clear the comment, or choose another action.")
            )
            return
        self.submitted.emit(offer, comment, {}, {})

    def _open_form(self, offer: ActionOffer, line_offers: tuple[ActionOffer, ...] = ()) -> None:
        assert self._item is not None
        self.close_form()
        comment = self.comment.text()
        lines = self._lines if line_offers else ()
        form = ActionForm(self._look, offer, self._item, comment, lines, line_offers)
        form.confirmed.connect(
            lambda said, params, decided: self.submitted.emit(offer, said, params, decided)
        )
        form.closed.connect(self.close_form)
        form.people_asked.connect(self.people_asked)
        self._holder = FormHolder(form)
        self.comment.hide()
        if self._row is not None:
            self._row.hide()
        self._column.insertWidget(0, self._holder, 1)
        self.form_opened.emit()
        form.take_focus()

    def close_form(self) -> None:
        """What was typed as its comment goes back to the comment field; nothing typed is lost."""
        if self._holder is None:
            return
        form = self._holder.form
        if form.comment:
            self.comment.setText(form.comment)
        had_focus = form.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._drop_form()
        takes = any(offer.comment is not CommentRule.NONE for offer in self.offers)
        self.comment.setVisible(takes)
        if self._row is not None:
            self._row.show()
        if had_focus:
            self.left.emit()

    def flush_draft(self) -> None:
        """Another item is about to be shown: what was typed for this one is kept first."""
        if self.form is not None:
            self.close_form()
            self._pause.start()
        if self._pause.isActive():
            self._pause.stop()
            self.draft_changed.emit(self.comment.text())

    def forget_comment(self) -> None:
        """It went along with an action that was accepted."""
        self._pause.stop()
        self._drop_form()
        self.comment.clear()

    def _drop_form(self) -> None:
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
            self._holder = None

    def _confirm(self) -> None:
        if self.form is not None:
            self.form.confirm()


def hold_words(seconds: float | None, source: str) -> str:
    """What happens after a press; None holds until the person sends it."""
    if seconds is None:
        return tr("Held until you send it. Done only once {source} has confirmed it.", source=source)
    return tr(
        "You have {wait} to undo. Done only once {source} has confirmed it.",
        wait=duration_words(seconds),
        source=source,
    )
