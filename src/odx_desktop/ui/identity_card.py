"""Who the sources take the person for: one name where they agree, all of them where they do not."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odx_desktop.domain.source import SourceStatus
from odx_desktop.text import current_language, tr
from odx_desktop.ui.controls import Card, PlainLabel
from odx_desktop.ui.controls.painting import draw_initials
from odx_desktop.ui.source_words import summary
from odx_desktop.ui.theme import Theme


class _Initials(QWidget):
    """A round with the initials; decoration, so it has no name of its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self.name = theme, ""
        theme.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_initials(painter, self._theme, self.rect(), self.name, strong=True)
        painter.end()

    def _dress(self) -> None:
        self.setFixedSize(QSize(self._theme.px(48), self._theme.px(48)))
        self.update()


def names_of(sources: tuple[SourceStatus, ...]) -> list[str]:
    """The names under which the sources know the person, the most usual first."""
    told = Counter(status.as_whom for status in sources if status.as_whom)
    return [name for name, _times in told.most_common()]


def _elsewhere(sources: tuple[SourceStatus, ...], usual: str) -> list[str]:
    """Under which other name the person is known, and by which source."""
    return [
        tr("{who} in {source}", who=one.as_whom, source=one.source.name.in_(current_language()))
        for one in sources
        if one.as_whom and one.as_whom != usual
    ]


class IdentityCard(Card):
    """Initials, name, and how many of the sources are ready."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._initials = _Initials(theme)
        self._name = PlainLabel(theme, role="section", wrap=True)
        self._others = PlainLabel(theme, role="row_sub", ink="text_2", wrap=True)
        self._summary = PlainLabel(theme, ink="text_2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._name, self._others, self._summary):
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(self._initials)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def tell(self, sources: tuple[SourceStatus, ...]) -> None:
        """Show who one is to these sources."""
        names = names_of(sources)
        name = names[0] if names else tr("No source knows you yet")
        self._initials.name = names[0] if names else ""
        self._initials.setVisible(bool(names))
        self._initials.update()
        self._name.setText(name)
        others = tr("Also known as {names}.", names=", ".join(_elsewhere(sources, name)))
        self._others.setText(others if len(names) > 1 else "")
        self._others.setVisible(len(names) > 1)
        self._summary.setText(summary(sources) if sources else tr("There are no sources yet."))
