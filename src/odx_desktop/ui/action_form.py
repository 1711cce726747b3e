"""Asks what a source needs before an action can be sent: a comment, typed values, a person, line by line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from odx_desktop.domain.action import ActionKind, ActionOffer, ActionParam, CommentRule, ParamType
from odx_desktop.domain.work_item import Line, WorkItem
from odx_desktop.text import current_language, tr
from odx_desktop.text.formats import money
from odx_desktop.ui.controls import Button, PlainLabel, TextArea
from odx_desktop.ui.offer_words import button_words
from odx_desktop.ui.person_picker import PersonPicker
from odx_desktop.ui.theme import Theme


class ActionForm(QWidget):
    """`confirmed(comment, params, lines)` once everything required is there; `closed` when given up."""

    confirmed = Signal(str, dict, dict)
    closed = Signal()
    people_asked = Signal(object, str)  # PersonPicker, what was typed

    def __init__(
        self,
        theme: Theme,
        offer: ActionOffer,
        item: WorkItem,
        comment: str,
        lines: tuple[Line, ...] = (),
        line_offers: tuple[ActionOffer, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self.offer = theme, offer
        self._values: dict[str, Callable[[], str]] = {}
        self._lines: dict[str, QComboBox] = {}
        self._fields: list[QWidget] = []
        self._labels: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("s"))
        title = tr("Decide line by line") if line_offers else button_words(offer, item).rstrip("…")
        self._column.addWidget(PlainLabel(theme, title, role="section"))
        for param in offer.params:
            self._add_param(param)
        for line in lines if line_offers else ():
            self._add_line(line, line_offers)
        self._comment = self._comment_area(comment)
        self._trouble = PlainLabel(theme, ink="danger", wrap=True)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        self._add_buttons(title)

    def take_focus(self) -> None:
        (self._fields[0] if self._fields else self).setFocus()

    # -- fields --------------------------------------------------------------------------------------------

    def _add(self, label: str, required: bool, field: QWidget) -> None:
        words = label if required else tr("{label} (optional)", label=label)
        caption = PlainLabel(self._theme, words, role="row_sub", ink="text_2")
        caption.setBuddy(field)
        field.setAccessibleName(words)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        self._fields.append(field)

    def _comment_area(self, comment: str) -> TextArea | None:
        if self.offer.comment is CommentRule.NONE:
            return None
        area = TextArea(self._theme, least=2, most=6)
        area.edit.setPlainText(comment)
        required = self.offer.comment is CommentRule.REQUIRED
        label = tr("Reason") if self.offer.kind is ActionKind.DECLINE else tr("Comment")
        self._add(label, required, area)
        area.edit.setAccessibleName(label)
        return area

    def _add_param(self, param: ActionParam) -> None:
        language = current_language()
        label = param.label.in_(language)
        self._labels[param.name] = label
        match param.type:
            case ParamType.PERSON:
                picker = PersonPicker(self._theme, label)
                picker.asked.connect(lambda text: self.people_asked.emit(picker, text))
                self._values[param.name] = lambda: picker.chosen.id if picker.chosen else ""
                self._add(label, param.required, picker)
            case ParamType.DATE:
                day = QDateEdit(QDate.currentDate())
                day.setDisplayFormat("yyyy-MM-dd")
                day.setCalendarPopup(True)
                self._values[param.name] = lambda: day.date().toString("yyyy-MM-dd")
                self._add(label, param.required, day)
            case ParamType.CHOICE:
                box = QComboBox()
                if not param.required:
                    box.addItem(tr("No choice"), "")
                for choice in param.choices:
                    box.addItem(choice.label.in_(language), choice.value)
                self._values[param.name] = lambda: str(box.currentData() or "")
                self._add(label, param.required, box)
            case _:
                field = QLineEdit()
                self._values[param.name] = lambda: field.text().strip()
                self._add(label, param.required, field)

    def _add_line(self, line: Line, offers: tuple[ActionOffer, ...]) -> None:
        row = QHBoxLayout()
        row.setSpacing(self._theme.space("s"))
        amount = money(line.amount) if line.amount else ""
        row.addWidget(PlainLabel(self._theme, line.title, wrap=True), 1)
        row.addWidget(PlainLabel(self._theme, amount, ink="text_2"))
        box = QComboBox()
        box.setAccessibleName(tr("Decision for {line}", line=line.title))
        for offer in offers:
            box.addItem(offer.label.in_(current_language()), offer.id)
        row.addWidget(box)
        self._lines[line.id] = box
        self._fields.append(box)
        self._column.addLayout(row)

    def _add_buttons(self, title: str) -> None:
        negative = self.offer.kind in (ActionKind.DECLINE, ActionKind.SEND_BACK)
        confirm = Button(self._theme, title, kind="danger" if negative else "filled", hint=tr("Ctrl+Enter"))
        confirm.clicked.connect(self.confirm)
        close = Button(self._theme, tr("Back"), kind="quiet", hint=tr("Esc"))
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(self._theme.space("s"))
        row.addWidget(confirm)
        row.addWidget(close)
        row.addStretch(1)
        self._column.addLayout(row)

    # -- confirming ----------------------------------------------------------------------------------------

    @property
    def comment(self) -> str:
        return self._comment.text().strip() if self._comment is not None else ""

    def confirm(self) -> None:
        """Says what is missing, in place, instead of sending half of it."""
        params = {name: value for name, read in self._values.items() if (value := read())}
        missing = self._missing(params)
        self._trouble.setText(missing)
        self._trouble.setVisible(bool(missing))
        if missing:
            self.take_focus()
            return
        lines = {line: str(box.currentData()) for line, box in self._lines.items()}
        self.confirmed.emit(self.comment, params, lines)

    def _missing(self, params: dict[str, str]) -> str:
        for param in self.offer.params:
            label = self._labels[param.name]
            if param.required and not params.get(param.name):
                if param.type is ParamType.PERSON:
                    return tr("Choose a person from the list. Nothing was sent.")
                return tr("“{label}” is needed. Nothing was sent.", label=label)
            if param.type is ParamType.NUMBER and param.name in params and not _is_number(params[param.name]):
                return tr("“{label}” must be a number. Nothing was sent.", label=label)
        if self.offer.comment is CommentRule.REQUIRED and not self.comment:
            return tr("A few words are needed here. Nothing was sent.")
        return ""


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True
