"""Paints a decision: its state as chip, what it was, how it stands, when; and the one thing to do at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from odx_desktop.domain.action import Action, ActionState, ActivitySection
from odx_desktop.text import tr
from odx_desktop.ui.activity_model import ActivityModel, Heading
from odx_desktop.ui.activity_words import (
    Choice,
    choice_word,
    is_unverified,
    section_note,
    section_word,
    word_of,
    words_of,
)
from odx_desktop.ui.controls.painting import (
    chip_width,
    draw_chip,
    draw_icon,
    draw_row_button,
    draw_row_ring,
    draw_selection_bar,
    row_button_width,
)
from odx_desktop.ui.keyed_rows import ENTRY_ROLE
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Look, Theme, action_look

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
_NARROW_EM = 40
_AT_ONCE = {
    ActionState.HELD: (Choice.UNDO, "undo", "Z"),
    ActionState.UNKNOWN: (Choice.CHECK_NOW, "refresh", "R"),
}


def look_of(theme: Theme, action: Action) -> Look:
    """The state's look; without a reading back there is no green."""
    look = action_look(theme, action.state)
    return Look(look.icon, "text_2", "tile") if is_unverified(action) else look


class ActivityDelegate(QStyledItemDelegate):
    """Two lines beside the chip; where it is narrow the chip stands on a line of its own."""

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._board, self._clock = theme, board, clock
        self._chips = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = self._theme
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if isinstance(index.data(ENTRY_ROLE), Heading):
            return QSize(0, theme.row_height("group_header"))
        chip = theme.size("chip") + theme.space("xs") if self._narrow(width) else 0
        return QSize(0, theme.row_height("activity") + chip)  # the view gives the width

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        painter.save()
        if isinstance(entry, Heading):
            self._paint_heading(painter, option.rect, entry)
        else:
            self._paint_ground(painter, option)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            model = index.model()
            if isinstance(model, ActivityModel):
                self._chips = self._chip_column(model)
            self._paint_action(painter, option.rect, entry, chosen)
            if option.state & QStyle.StateFlag.State_HasFocus:
                draw_row_ring(painter, self._theme, option.rect)
        painter.restore()

    def pressed_choice(self, rect: QRect, action: Action, spot: QPoint) -> Choice | None:
        """What a press at `spot` in the row `rect` orders, if it meets the button."""
        button = self._button_rect(rect, action)
        return _AT_ONCE[action.state][0] if button is not None and button.contains(spot) else None

    def _narrow(self, width: int) -> bool:
        return width < _NARROW_EM * self._theme.em

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.color("sunken"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        inset = theme.space("pane_list")
        x, role = rect.left() + inset, "text"
        if heading.section is ActivitySection.NOT_SETTLED:
            side, role = theme.size("icon"), "warning"
            draw_icon(painter, theme, "triangle", role, QPoint(x, rect.center().y() - side // 2))
            x += side + theme.space("s")
        painter.setFont(theme.font("group_header"))
        painter.setPen(theme.color(role))
        word = section_word(heading.section)
        painter.drawText(rect.adjusted(x - rect.left(), 0, 0, 0), _LEFT, word)
        x += theme.metrics("group_header").horizontalAdvance(word) + theme.space("s")
        painter.setFont(theme.font("row_sub"))
        painter.setPen(theme.color("text_3"))
        count = str(heading.count)
        painter.drawText(rect.adjusted(x - rect.left(), 0, 0, 0), _LEFT, count)
        x += theme.metrics("row_sub").horizontalAdvance(count) + theme.space("l")
        note = section_note(heading.section)
        if theme.metrics("row_sub").horizontalAdvance(note) < rect.right() - inset - x:
            painter.drawText(rect.adjusted(0, 0, -inset, 0), _RIGHT, note)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, rect = self._theme, option.rect
        selected = option.state & QStyle.StateFlag.State_Selected
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        role = "accent_tint" if selected else "hover" if hovered else "surface"
        painter.fillRect(rect, theme.color(role))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if selected:
            ring = bool(option.state & QStyle.StateFlag.State_HasFocus)
            draw_selection_bar(painter, theme, rect, inside_ring=ring)

    def _paint_action(self, painter: QPainter, rect: QRect, action: Action, chosen: bool) -> None:
        theme = self._theme
        words = words_of(action, self._board.names(), self._clock())
        inset, narrow = theme.space("pane_list"), self._narrow(rect.width())
        text = rect.adjusted(inset, 0, -inset, -1)
        chip_top = rect.top() + (rect.height() - theme.size("chip")) // 2
        if narrow:
            chip_top = rect.top() + theme.space("s")
            text.setTop(chip_top + theme.size("chip"))
        else:
            text.setLeft(text.left() + self._chips)
        look = look_of(theme, action)
        if chosen and look.ground == "accent_tint":
            look = look._replace(ground="surface")  # a tint on its own tint would vanish
        draw_chip(painter, theme, QPoint(rect.left() + inset, chip_top), look, word_of(action))
        self._paint_hold(painter, rect, action)
        painter.setFont(theme.font("row_sub"))
        painter.setPen(theme.color("text_3"))
        when = QRect(text.left(), chip_top, text.width(), theme.size("chip")) if narrow else text
        painter.drawText(when, _RIGHT, words.when)
        button = self._button_rect(rect, action)
        if button is not None:
            choice, icon, key = _AT_ONCE[action.state]
            draw_row_button(painter, theme, button, icon, choice_word(choice, action), key)
            text.setRight(button.left() - theme.space("l"))
        elif not narrow:
            text.setRight(text.right() - self._when_column() - theme.space("l"))
        self._paint_lines(painter, text, words.lead, words.title, words.says)

    def _paint_hold(self, painter: QPainter, rect: QRect, action: Action) -> None:
        """What is left of the hold as a bar that steps with the words; the words alone say it too."""
        if action.state is not ActionState.HELD or action.not_before is None:
            return
        whole = (action.not_before - action.created).total_seconds()
        left = (action.not_before - self._clock()).total_seconds()
        if whole > 0 and left > 0:
            height = self._theme.size("held_bar")
            width = round(rect.width() * min(1.0, left / whole))
            top = rect.bottom() - height + 1
            painter.fillRect(rect.left(), top, rect.width(), height, self._theme.color("border"))
            painter.fillRect(rect.left(), top, width, height, self._theme.color("accent"))

    def _paint_lines(self, painter: QPainter, text: QRect, lead: str, title: str, says: str) -> None:
        theme = self._theme
        strong, plain, sub = theme.metrics("body_strong"), theme.metrics("body"), theme.metrics("row_sub")
        gap = theme.tokens.row["activity"].gap
        top = text.top() + (text.height() - plain.height() - gap - sub.height()) // 2
        first = QRect(text.left(), top, text.width(), plain.height())
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("body_strong"))
        lead = tr("{verb}:", verb=lead)
        lead = strong.elidedText(lead, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, _LEFT, lead)
        first.setLeft(first.left() + strong.horizontalAdvance(lead + " "))
        painter.setFont(theme.font("body"))
        painter.drawText(first, _LEFT, plain.elidedText(title, Qt.TextElideMode.ElideRight, first.width()))
        second = QRect(text.left(), top + plain.height() + gap, text.width(), sub.height())
        painter.setPen(theme.color("text_2"))
        painter.setFont(theme.font("row_sub"))
        painter.drawText(second, _LEFT, sub.elidedText(says, Qt.TextElideMode.ElideRight, second.width()))

    def _chip_column(self, model: ActivityModel) -> int:
        """As wide as the widest chip that is shown: room that no chip needs belongs to the words."""
        words = {word_of(entry) for entry in model.entries if isinstance(entry, Action)}
        return max((chip_width(self._theme, word) for word in words), default=0) + self._theme.space("l")

    def _when_column(self) -> int:
        return self._theme.metrics("row_sub").horizontalAdvance("00:00 p.m.")

    def _button_rect(self, rect: QRect, action: Action) -> QRect | None:
        if action.state not in _AT_ONCE:
            return None
        theme = self._theme
        choice, _icon, key = _AT_ONCE[action.state]
        width = row_button_width(theme, choice_word(choice, action), key)
        height = theme.size("button_small")
        right = rect.right() - theme.space("pane_list")
        if self._narrow(rect.width()):
            return QRect(right - width, rect.bottom() - height - theme.space("s"), width, height)
        right -= self._when_column() + theme.space("l")
        return QRect(right - width, rect.top() + (rect.height() - height) // 2, width, height)
