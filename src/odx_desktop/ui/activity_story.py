"""The story of one decision: how it stands in plain words, each step with its time, and the choices left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from odx_desktop.domain.action import Action, ActionState, ActivitySection
from odx_desktop.text import tr
from odx_desktop.text.formats import moment_words
from odx_desktop.text.reasons import reference
from odx_desktop.ui.activity_delegate import look_of
from odx_desktop.ui.activity_steps import ActivitySteps
from odx_desktop.ui.activity_words import (
    Choice,
    advice,
    choice_word,
    choices_of,
    headline,
    is_unverified,
    risk,
    titled,
    word_of,
    words_of,
)
from odx_desktop.ui.controls import (
    Banner,
    Button,
    Card,
    Chip,
    Ground,
    OverflowRow,
    PlainLabel,
    SectionLabel,
    TextArea,
)
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Theme

_ICONS = {
    Choice.UNDO: ("undo", "Z"),
    Choice.SEND_NOW: ("send", ""),
    Choice.CHECK_NOW: ("refresh", "R"),
    Choice.IT_IS_THERE: ("check", ""),
    Choice.SEND_AGAIN: ("send", ""),
    Choice.EDIT: ("edit", "E"),
    Choice.OPEN: ("arrow-right", "O"),
    Choice.DISCARD: ("trash", ""),
}
_USUAL = frozenset({Choice.CHECK_NOW, Choice.IT_IS_THERE, Choice.EDIT})


class ActivityStory(Ground):
    """`chosen(action, Choice)` is an order; `resend(action, comment)` one with another comment."""

    chosen = Signal(object, object)
    resend = Signal(object, str)

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "surface", parent=parent)
        self._theme, self._board, self._clock = theme, board, clock
        self._action: Action | None = None
        self._told: tuple[object, ...] = ()
        self._content = self._make_content()
        self._bar = self._make_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._content)
        column.addWidget(scroll, 1)
        column.addWidget(self._bar)

    @property
    def action(self) -> Action | None:
        return self._action

    def tell(self, action: Action | None) -> None:
        """Tell the story of `action`; the same one again only refreshes what changed."""
        another = (self._action.id if self._action else "") != (action.id if action else "")
        self._action = action
        if another:
            self._close_edit()
            self._confirm.hide()
        self._content.setVisible(action is not None)
        self._bar.setVisible(action is not None)
        if action is not None:
            self._tell(action)

    def open_edit(self) -> None:
        """Show the comment as it was, ready to be changed and sent as a new decision."""
        if self._action is not None:
            self._edit_box.show()
            self._edit.edit.setPlainText(self._action.comment)
            self._edit.edit.setFocus()

    def leave_layer(self) -> bool:
        """Close what is being asked or edited; answers whether there was something."""
        open_ = not (self._edit_box.isHidden() and self._confirm.isHidden())
        self._edit_box.hide()
        self._confirm.hide()
        return open_

    def retranslate(self) -> None:
        self._told = ()
        self.tell(self._action)

    # -- building ------------------------------------------------------------------------------------------

    def _make_content(self) -> QWidget:
        theme = self._theme
        content = Ground(theme, "surface")
        side = theme.space("pane_detail")
        column = QVBoxLayout(content)
        column.setContentsMargins(side, theme.space("xl"), side, theme.space("xl"))
        column.setSpacing(theme.space("m"))
        self._overline = PlainLabel(theme, role="row_sub", ink="text_3")
        self._title = PlainLabel(theme, role="detail_title", wrap=True)
        chips = QHBoxLayout()
        chips.setSpacing(theme.space("s"))
        self._chip = Chip(theme, theme.tokens.state["action"]["queued"], "")
        self._since = PlainLabel(theme, role="row_sub", ink="text_2")
        chips.addWidget(self._chip)
        chips.addWidget(self._since, 1)
        card = self._card = Card(theme)
        self._headline = PlainLabel(theme, role="body_strong", wrap=True)
        self._says = PlainLabel(theme, ink="text_2", wrap=True)
        self._next = PlainLabel(theme, ink="text_2", wrap=True)
        for label in (self._headline, self._says, self._next):
            card.body.addWidget(label)
        self._comment = PlainLabel(theme, wrap=True)
        self._steps_title, self._choices_title = SectionLabel(theme), SectionLabel(theme)
        self._steps = ActivitySteps(theme)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(theme.space("s"))
        column.addWidget(self._overline)
        column.addWidget(self._title)
        column.addLayout(chips)
        rest: tuple[QWidget, ...] = (card, self._comment, self._steps_title, self._steps, self._choices_title)
        for part in rest:
            column.addWidget(part)
        column.addLayout(self._choices)
        column.addStretch(1)
        return content

    def _make_bar(self) -> QWidget:
        theme = self._theme
        bar = Ground(theme, "sunken", "top")
        side = theme.space("pane_detail")
        column = QVBoxLayout(bar)
        column.setContentsMargins(side, theme.space("m"), side, theme.space("m"))
        column.setSpacing(theme.space("s"))
        self._edit_box = QWidget()
        box = QVBoxLayout(self._edit_box)
        box.setContentsMargins(0, 0, 0, 0)
        self._edit_label = PlainLabel(theme, role="body_strong")
        self._edit = TextArea(theme)
        self._edit_label.setBuddy(self._edit.edit)
        self._edit.edit.installEventFilter(self)
        self._send, self._leave = (
            Button(theme, kind="filled", icon="send"),
            Button(theme, kind="quiet", hint="Esc"),
        )
        self._send.clicked.connect(self._send_edited)
        self._leave.clicked.connect(self._close_edit)
        row = QHBoxLayout()
        row.addWidget(self._send)
        row.addWidget(self._leave)
        row.addStretch(1)
        box.addWidget(self._edit_label)
        box.addWidget(self._edit)
        box.addLayout(row)
        self._confirm = Banner(theme)
        self._confirm.pressed.connect(lambda: self._order(Choice.DISCARD))
        self._buttons = OverflowRow(theme, tr("More actions"))
        self._caption = PlainLabel(theme, role="caption", ink="text_3", wrap=True)
        for part in (self._edit_box, self._confirm, self._buttons, self._caption):
            column.addWidget(part)
        self._edit_box.hide()
        return bar

    # -- telling -------------------------------------------------------------------------------------------

    def _tell(self, action: Action) -> None:
        now, names = self._clock(), self._board.names()
        words = words_of(action, names, now)
        source = names.get(action.key.source, action.key.source)
        self._overline.setText(source)
        self._title.setText(titled(words))
        self._chip.show_state(look_of(self._theme, action), word_of(action))
        moment = action.history[-1].at if action.history else action.created
        self._since.setText(tr("since {time}", time=moment_words(moment, now)))
        self._headline.setText(headline(action))
        self._card.warn(action.state.section is ActivitySection.NOT_SETTLED)
        self._says.setText(words.says)
        self._next.setText(advice(action, now))
        self._next.setVisible(bool(self._next.text()))
        self._comment.setText(tr("Your comment: “{text}”", text=action.comment) if action.comment else "")
        self._comment.setVisible(bool(action.comment))
        same = (action, source)
        if same == self._told:
            return
        self._told = same
        self._steps_title.setText(tr("What happened"))
        self._steps.tell(action, now)
        self._offer(action, source)

    def _offer(self, action: Action, source: str) -> None:
        theme = self._theme
        choices = choices_of(action)
        while item := self._choices.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        explained = [(choice, risk(choice, action, source)) for choice in choices]
        explained = [(choice, why) for choice, why in explained if why]
        self._choices_title.setText(tr("Your choices"))
        self._choices_title.setVisible(bool(explained))
        for choice, why in explained:
            explained_choice = _Explained(theme, choice_word(choice, action), why)
            explained_choice.button.clicked.connect(lambda _on=False, c=choice: self._ask_first(c))
            self._choices.addWidget(explained_choice)
        buttons = [self._button(choice, action, first=index == 0) for index, choice in enumerate(choices)]
        self._buttons.set_buttons(buttons)
        self._buttons.setVisible(bool(buttons))
        self._buttons.more_button.set_label("", tr("More actions"))
        self._edit_label.setText(tr("Your comment"))
        self._edit.edit.setAccessibleName(tr("Your comment"))
        self._send.set_label(tr("Send again"))
        self._leave.set_label(tr("Leave it"))
        self._caption.setText(self._reference(action))

    def _button(self, choice: Choice, action: Action, *, first: bool) -> Button:
        icon, key = _ICONS[choice]
        if choice is Choice.SEND_NOW and action.state is ActionState.QUEUED:
            key = "R"
        usual = choice in _USUAL or action.state is ActionState.CONFLICT
        kind = "filled" if first and usual else "plain"
        button = Button(self._theme, choice_word(choice, action), kind=kind, icon=icon, hint=key)
        button.clicked.connect(lambda: self._ask_first(choice))
        return button

    def _reference(self, action: Action) -> str:
        if action.state is ActionState.SENDING:
            return tr("It is being sent, so it cannot be undone now.")
        if action.reason is None or (action.state is ActionState.CONFIRMED and not is_unverified(action)):
            return tr("Its number is {id}.", id=action.id)
        return tr("Reference {code}, to give to support.", code=reference(action.reason))

    # -- ordering ------------------------------------------------------------------------------------------

    def _ask_first(self, choice: Choice) -> None:
        action = self._action
        if action is None:
            return
        if choice is Choice.EDIT:
            self.open_edit()
        elif choice is Choice.DISCARD and action.state is ActionState.UNKNOWN:
            source = self._board.name_of(action.key.source)
            says = tr("{source} may already have it. Discarding does not take it back.", source=source)
            self._confirm.say(says, "warning", tr("Discard"))
        else:
            self._order(choice)

    def _order(self, choice: Choice) -> None:
        self._confirm.hide()
        if self._action is not None:
            self.chosen.emit(self._action, choice)

    def _send_edited(self) -> None:
        if self._action is not None:
            self.resend.emit(self._action, self._edit.text().strip())
            self._close_edit()

    def _close_edit(self) -> None:
        self._edit_box.hide()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close_edit()
                return True
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
                self._send_edited()
                return True
        return False


class _Explained(QWidget):
    """A choice and what it may cost."""

    def __init__(self, theme: Theme, word: str, why: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        self.button = Button(theme, word, kind="plain", small=True)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(PlainLabel(theme, why, ink="text_2", wrap=True))
