"""Files and comments of an item: what people attached, and what they said."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odx_desktop.domain.work_item import Attachment, BodyFormat, Comment
from odx_desktop.text import tr
from odx_desktop.text.formats import moment_words, size_words
from odx_desktop.ui.controls import Button, PlainLabel, WrapRow
from odx_desktop.ui.controls.painting import draw_initials
from odx_desktop.ui.theme import Theme


class Files(QWidget):
    """One button a file; pressing it fetches the file, within the size cap."""

    wanted = Signal(object)  # Attachment

    def __init__(self, theme: Theme, files: tuple[Attachment, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = WrapRow(theme)
        for file in files:
            size = size_words(file.size) if file.size is not None else ""
            button = Button(theme, f"{file.name}  {size}".rstrip(), icon="paperclip", small=True)
            button.setAccessibleName(tr("Save the file {name}, {size}", name=file.name, size=size))
            button.clicked.connect(lambda _on=False, chosen=file: self.wanted.emit(chosen))
            row.add(button)
        column.addWidget(row)


class Initials(QWidget):
    """A person's initials; decoration, the name stands beside it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        side = theme.size("target")
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_initials(painter, self._theme, QRect(0, 0, self.width(), self.height()), self._name)
        painter.end()


class Comments(QWidget):
    """Who said what and when, oldest first, always as plain text."""

    def __init__(
        self, theme: Theme, comments: tuple[Comment, ...], now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        for comment in comments:
            column.addLayout(self._one(theme, comment, now))

    @staticmethod
    def _one(theme: Theme, comment: Comment, now: datetime) -> QHBoxLayout:
        name = comment.author.name if comment.author else tr("Somebody")
        when = moment_words(comment.at, now) if comment.at else ""
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        head.addWidget(PlainLabel(theme, name, role="body_strong"))
        head.addWidget(PlainLabel(theme, when, role="row_sub", ink="text_3"), 1)
        texts.addLayout(head)
        said = PlainLabel(theme, plain_text(comment), ink="text_2", wrap=True)
        said.set_selectable()
        texts.addWidget(said)
        column = QVBoxLayout()
        column.addWidget(Initials(theme, name))
        column.addStretch(1)
        row.addLayout(column)
        row.addLayout(texts, 1)
        return row


def plain_text(comment: Comment) -> str:
    """A comment needs no markup to be understood; tags are taken out."""
    if comment.format is not BodyFormat.HTML:
        return comment.text
    from PySide6.QtGui import QTextDocumentFragment

    from odx_desktop.ui.detail.body_view import clean_html

    return QTextDocumentFragment.fromHtml(clean_html(comment.text)).toPlainText().strip()
