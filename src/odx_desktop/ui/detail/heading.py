"""The top of an opened item: what it is, how much, who asked, how late."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from odx_desktop.domain.work_item import WorkItem
from odx_desktop.text import current_language, tr
from odx_desktop.text.formats import day_and_month, due_words, money
from odx_desktop.ui.controls import Button, Chip, ElidedLabel, PlainLabel
from odx_desktop.ui.controls.plain_tip import plain_tip
from odx_desktop.ui.kind_icons import kind_icon
from odx_desktop.ui.row_sentence import urgency_of
from odx_desktop.ui.theme import Theme, due_look


def safe_link(item: WorkItem) -> QUrl | None:
    """The item's page at its source; only https and http ever leave this program."""
    url = QUrl(item.link or "", QUrl.ParsingMode.StrictMode)
    return url if url.isValid() and url.scheme() in ("https", "http") and url.host() else None


_LONGEST_NUMBER = 24


def spoken_number(item: WorkItem) -> str:
    """The number people use; an id that only machines can read is left out."""
    if item.case_keys:
        return item.case_keys[0].value
    native = item.key.native[-1]
    return native if len(native) <= _LONGEST_NUMBER else ""


class Heading(QWidget):
    """Overline with the way into the source, title and amount, then the person and the due date."""

    link_pressed = Signal(QUrl)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._link: QUrl | None = None
        self._source = ""
        self._icon = QLabel()
        self._overline = ElidedLabel(theme, role="row_sub", ink="text_2")
        self._open = Button(theme, kind="link", icon="open", small=True)
        self._open.clicked.connect(self.open_link)
        self._title = PlainLabel(theme, role="detail_title", wrap=True)
        self._title.set_selectable()
        self._title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._amount = PlainLabel(theme, role="detail_title")
        self._person = PlainLabel(theme, wrap=True)
        self._due = Chip(theme, due_look(theme, "later"), "")
        self._last = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space("s"))
        top = Qt.AlignmentFlag.AlignTop
        for row, parts in (
            (QHBoxLayout(), ((self._icon, 0), (self._overline, 1), (self._open, 0))),
            (QHBoxLayout(), ((self._title, 1), (self._amount, 0))),
            (self._last, ((self._person, 1), (self._due, 0))),
        ):
            row.setSpacing(self._theme.space("s"))
            for widget, stretch in parts:
                alone = widget in (self._title, self._amount)
                row.addWidget(widget, stretch, top if alone else Qt.AlignmentFlag(0))
            column.addLayout(row)

    def show_item(self, item: WorkItem, source: str, now: datetime) -> None:
        theme = self._theme
        self._icon.setPixmap(theme.pixmap(kind_icon(item.kind), "text_2", 16, self.devicePixelRatioF()))
        number = spoken_number(item)
        self._overline.setText(
            "  ·  ".join(part for part in (item.kind_in(current_language()), number, source) if part)
        )
        self._link = safe_link(item)
        self._open.setVisible(self._link is not None)
        if self._link is not None:
            host = urlsplit(self._link.toString()).netloc
            self._source = source
            self._open.setToolTip(plain_tip(host))
            self._open.setAccessibleDescription(host)
        self._title.setText(item.title)
        self._amount.setText(money(item.amount) if item.amount else "")
        self._person.setText(self._asked(item, now))
        self._due.setVisible(item.due is not None)
        if item.due is not None:
            self._due.show_state(due_look(theme, urgency_of(item.due, now)), self._due_text(item, now))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No number, source or date is cut: the way out gets shorter, the due date goes under the person."""
        gap = self._theme.space("s")
        if self._link is not None:
            whole = tr("Open in {source}", source=self._source)
            self._open.set_label(whole, name=whole)
            room = self.width() - self._open.sizeHint().width() - self._theme.size("icon") - 2 * gap
            if self._overline.sizeHint().width() > room:
                self._open.set_label(tr("Open"), name=whole)
        words = self._person.fontMetrics().horizontalAdvance(self._person.text())
        beside = words + gap + self._due.sizeHint().width() <= self.width()
        box = QBoxLayout.Direction
        self._last.setDirection(box.LeftToRight if beside else box.TopToBottom)

    @staticmethod
    def _asked(item: WorkItem, now: datetime) -> str:
        name = item.requester.name if item.requester else ""
        day = day_and_month(item.created.astimezone().date(), now.astimezone().date()) if item.created else ""
        if name and day:
            return tr("Requested by {person}, {day}", person=name, day=day)
        return name or (tr("Requested {day}", day=day) if day else "")

    @staticmethod
    def _due_text(item: WorkItem, now: datetime) -> str:
        assert item.due is not None
        words = due_words(item.due, now)
        if urgency_of(item.due, now) != "overdue":
            return words
        due = item.due.astimezone().date() if isinstance(item.due, datetime) else item.due
        return tr("{overdue}, since {day}", overdue=words, day=day_and_month(due, now.astimezone().date()))

    def open_link(self) -> None:
        if self._link is not None:
            self.link_pressed.emit(self._link)
