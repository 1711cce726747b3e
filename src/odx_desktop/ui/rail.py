"""The rail: the places of the window, what waits in each, the language and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from odx_desktop.domain.language import Language
from odx_desktop.text import current_language, ntr, tr
from odx_desktop.ui.controls import Button, ElidedLabel, Ground
from odx_desktop.ui.controls.painting import draw_icon
from odx_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from odx_desktop.inbox.views import Counts

PLACES = ("inbox", "team", "activity", "sign-in")
_ICONS = {"inbox": "inbox", "team": "people", "activity": "activity", "sign-in": "key"}


class PlaceButton(QPushButton):
    """One place: icon, word, count; a warning count brings its triangle."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon_name = theme, icon
        self._count, self._warns, self.narrow = "", False, False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, word: str, count: int, name: str, warns: bool = False) -> None:
        self._count, self._warns = (str(count) if count else ""), warns and bool(count)
        self.setText(word.replace("&", "&&"))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        word = theme.metrics("body_strong").horizontalAdvance(self.text())
        count = theme.metrics("body").horizontalAdvance("888") + theme.size("icon_small")
        width = 2 * theme.space("m") + theme.size("icon_large") + 2 * theme.space("m") + word + count
        return QSize(0 if self.narrow else width, theme.size("place"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.size("place"), self._theme.size("place")) if self.narrow else self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "accent_tint" if chosen else "tile" if self.underMouse() else None
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(QRectF(self.rect()), theme.radius("row"), theme.radius("row"))
        if chosen:
            bar = theme.size("selection_bar")
            painter.fillRect(QRect(0, 4, bar, self.height() - 8), theme.color("accent"))
        side, pad = theme.size("icon_large"), theme.space("m")
        x = (self.width() - side) // 2 if self.narrow else pad
        ink = "accent_text" if chosen else "text_2"
        draw_icon(painter, theme, self._icon_name, ink, QPoint(x, (self.height() - side) // 2), 20)
        if self.narrow:
            self._paint_dot(painter, QPoint(x + side - 2, (self.height() - side) // 2))
        else:
            self._paint_words(painter, QRect(pad, 0, self.width() - 2 * pad, self.height()), side + pad)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRect, indent: int) -> None:
        theme = self._theme
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("warning" if self._warns else "text_2"))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, self._count)
        if self._warns:
            width = theme.metrics("body").horizontalAdvance(self._count)
            side = theme.size("icon_small")
            spot = QPoint(box.right() - width - side - theme.space("xs"), (box.height() - side) // 2)
            draw_icon(painter, theme, "triangle", "warning", spot, 14)
        painter.setFont(theme.font("body_strong" if self.isChecked() else "body", strong=False))
        painter.setPen(theme.color("text"))
        painter.drawText(box.adjusted(indent, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, self.text())

    def _paint_dot(self, painter: QPainter, spot: QPoint) -> None:
        if not self._count:
            return
        dot = self._theme.size("unread_dot")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("warning" if self._warns else "unread"))
        painter.drawEllipse(spot, dot // 2, dot // 2)


class Rail(Ground):
    """`place_chosen(name)`; `language_chosen` and `settings_wanted` from its foot."""

    place_chosen = Signal(str)
    language_chosen = Signal(object)  # Language
    settings_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "window", "right", parent)
        self._look = theme
        self._counts: Counts | None = None
        self._narrow = False
        self.buttons = {name: PlaceButton(theme, _ICONS[name]) for name in PLACES}
        self._mark = QLabel()
        self._name = ElidedLabel(theme, "ODX Desktop", role="body_strong")
        self._person = ElidedLabel(theme, role="row_sub", ink="text_2")
        self._language = Button(theme, kind="quiet", icon="globe", small=True)
        self._settings = Button(theme, kind="quiet", icon="settings", small=True)
        self._build()
        self._language.clicked.connect(lambda: self.language_chosen.emit(self._other()))
        self._settings.clicked.connect(self.settings_wanted)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, chosen=name: self.place_chosen.emit(chosen))
        theme.changed.connect(self._fit)
        self.retranslate()

    def _build(self) -> None:
        theme = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("m"), theme.space("l"), theme.space("m"), theme.space("m"))
        column.setSpacing(theme.space("xs") // 2)
        head = QHBoxLayout()
        head.setContentsMargins(theme.space("s"), 0, 0, theme.space("m"))
        head.setSpacing(theme.space("s"))
        head.addWidget(self._mark)
        head.addWidget(self._name, 1)
        column.addLayout(head)
        for button in self.buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(0)
        self._foot.addWidget(self._language)
        self._foot.addStretch(1)
        self._foot.addWidget(self._settings)
        column.addWidget(self._person)
        column.addLayout(self._foot)
        self._person.setContentsMargins(theme.space("s"), 0, 0, theme.space("s"))

    def choose(self, name: str) -> None:
        self.buttons[name].setChecked(True)

    def show_person(self, name: str) -> None:
        self._person.setText(name)

    def show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self.retranslate()

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone; the words stay as names and tooltips."""
        self._narrow = narrow
        self._name.setVisible(not narrow)
        self._person.setVisible(not narrow)
        self._foot.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._say_language()
        for button in self.buttons.values():
            button.narrow = narrow
        self._fit()

    def _fit(self) -> None:
        """As wide as the tokens say, or as its longest word needs."""
        self._mark.setPixmap(self._look.pixmap("app", "accent", 20, self.devicePixelRatioF()))
        layout = self._look.tokens.layout
        if self._narrow:
            self.setFixedWidth(round(layout["icon_rail_em"] * self._look.em))
            return
        longest = max(button.sizeHint().width() for button in self.buttons.values())
        wanted = round(layout["rail_em"] * self._look.em)
        self.setFixedWidth(max(wanted, longest + 2 * self._look.space("m")))

    @staticmethod
    def _other() -> Language:
        return Language.EN if current_language() is Language.FR else Language.FR

    def _say_language(self) -> None:
        """Each language names itself in its own tongue, so that whoever needs it can read it."""
        name = "English" if self._other() is Language.EN else "Français"
        self._language.set_label("" if self._narrow else name, name=name)

    def retranslate(self) -> None:
        counts = self._counts
        inbox, team, unsettled, needing = (
            (counts.inbox, counts.team, counts.not_settled, counts.sources_in_need) if counts else (0,) * 4
        )
        words = {
            "inbox": (tr("Inbox"), inbox, ntr("{n} to do", "{n} to do", inbox), False),
            "team": (tr("Team"), team, ntr("{n} to do", "{n} to do", team), False),
            "activity": (
                tr("Activity"),
                unsettled,
                ntr("{n} not settled", "{n} not settled", unsettled),
                True,
            ),
            "sign-in": (
                tr("Sign-in"),
                needing,
                ntr("{n} source needs you", "{n} sources need you", needing),
                True,
            ),
        }
        for name, (word, count, said, warns) in words.items():
            spoken = tr("{place}: {count}", place=word, count=said) if count else word
            self.buttons[name].say(word, count, spoken, warns)
        self._say_language()
        self._settings.set_label("", name=tr("Settings"))
        self.setAccessibleName(tr("Places"))
        self._fit()
