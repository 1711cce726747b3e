"""Each step a decision went through, oldest first, as a line with an icon, words and the exact time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from odx_desktop.domain.action import Action, ActionState, ActionStep
from odx_desktop.domain.language import Language
from odx_desktop.text import current_language, ntr, tr
from odx_desktop.text.actions import verb
from odx_desktop.text.formats import day_and_month, moment_words
from odx_desktop.text.reasons import sentence
from odx_desktop.ui.controls import PlainLabel
from odx_desktop.ui.theme import Theme, action_look


def step_words(step: ActionStep, action: Action, first: bool) -> str:
    """What happened at that moment."""
    if first:
        return tr("You chose: {what}", what=verb(action.kind))
    if step.state is ActionState.SENDING and action.state is ActionState.CONFLICT:
        return tr("Looked at the item before sending")
    return {
        ActionState.HELD: tr("Held so that you can undo"),
        ActionState.QUEUED: tr("Waits to be sent"),
        ActionState.SENDING: tr("Started to send"),
        ActionState.CONFIRMED: tr("Read back: it is there"),
        ActionState.REFUSED: tr("Refused by the source"),
        ActionState.CONFLICT: tr("The item had changed; nothing was sent"),
        ActionState.UNKNOWN: tr("No certain answer"),
        ActionState.NEEDS_YOU: tr("Waits for you"),
        ActionState.DISCARDED: tr("Discarded"),
    }[step.state]


def gathered(steps: Sequence[ActionStep]) -> list[tuple[ActionStep, int]]:
    """The steps with how often each happened: tries that failed alike, one after the other, become one,
    told by the last, so that a night without the network does not fill the page."""
    told: list[tuple[ActionStep, int]] = []
    for step in steps:
        failed_again = (
            step.state is ActionState.QUEUED
            and step.reason is not None
            and len(told) > 1
            and told[-1][0].state is ActionState.SENDING
            and (told[-2][0].state, told[-2][0].reason) == (step.state, step.reason)
        )
        if failed_again:
            told.pop()
            _earlier, tries = told.pop()
            told.append((step, tries + 1))
        else:
            told.append((step, 1))
    return told


def seconds_tell(steps: Sequence[ActionStep]) -> bool:
    """Whether two steps of one minute are told apart by their seconds."""
    minutes = {step.at.replace(second=0, microsecond=0) for step in steps}
    return len({step.at.replace(microsecond=0) for step in steps}) > len(minutes)


def step_time(moment: datetime, now: datetime) -> str:
    """To the second, because the order of events is what is asked; with the day when it is not today."""
    local = moment.astimezone()
    if current_language() is Language.FR:
        parts = (f"{local.hour}\u00a0h", f"{local.minute:02}\u00a0min", f"{local.second:02}\u00a0s")
        clock = "\u00a0".join(parts)
    else:
        half = "a.m." if local.hour < 12 else "p.m."
        clock = f"{local.hour % 12 or 12}:{local.minute:02}:{local.second:02}\u202f{half}"
    return clock if local.date() == now.astimezone().date() else f"{day_and_month(local.date())}, {clock}"


class ActivitySteps(QWidget):
    """The steps, joined by a thin line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("m"))
        self._icons: list[QLabel] = []

    def tell(self, action: Action, now: datetime) -> None:
        while item := self._column.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._icons = []
        steps = action.history or (ActionStep(action.created, action.state, action.reason),)
        for index, (step, tries) in enumerate(gathered(steps)):
            self._column.addWidget(self._row(step, action, now, tries, first=index == 0))

    def _row(self, step: ActionStep, action: Action, now: datetime, tries: int, *, first: bool) -> QWidget:
        theme = self._theme
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space("m"))
        icon = QLabel()
        look = action_look(theme, step.state)
        name, role = ("person", "text_2") if first else (look.icon, look.role)
        icon.setPixmap(theme.pixmap(name, role, 16, self.devicePixelRatioF()))
        self._icons.append(icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        said = step_words(step, action, first)
        if tries > 1:
            said = ntr("Tried {n} time; waits to be sent", "Tried {n} times; waits to be sent", tries)
        words.addWidget(PlainLabel(theme, said, role="body_strong", wrap=True))
        why = sentence(step.reason, now) if step.reason else ""
        if why:
            words.addWidget(PlainLabel(theme, why, role="row_sub", ink="text_2", wrap=True))
        exact = seconds_tell(action.history)
        told = step_time(step.at, now) if exact else moment_words(step.at, now)
        time = PlainLabel(theme, told, role="row_sub", ink="text_3")
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = self._theme.color("border_strong")
        tops = [icon.mapTo(self, icon.rect().topLeft()) for icon in self._icons]
        side = self._theme.size("icon")
        for before, after in pairwise(tops):
            top = before.y() + side + 2
            painter.fillRect(before.x() + side // 2, top, 1, after.y() - 2 - top, line)
        painter.end()
