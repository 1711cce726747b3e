"""The one object every widget asks for colours, fonts, icons and sizes, and whose signal says: ask again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from odx_desktop.domain.resources import resource_folder
from odx_desktop.ui.theme.focus_ring import FocusRing
from odx_desktop.ui.theme.fonts import make_font
from odx_desktop.ui.theme.icons import Icons
from odx_desktop.ui.theme.palette import make_palette
from odx_desktop.ui.theme.style import ThemeStyle
from odx_desktop.ui.theme.token_values import TOKENS
from odx_desktop.ui.theme.tokens import Tokens

CHOICES = ("system", "light", "dark", "contrast")
_EM_AT_10_PT = 40 / 3  # pixel size of a 10 pt font at 96 dpi, where the sizes of the tokens hold
_THIN = 10  # hairlines, bars and dots keep their pixels


class Theme(QObject):
    """Light, dark or contrast, at the text size of the person; `changed` fires when either is another."""

    changed = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        root = folder or resource_folder()
        self.tokens: Tokens = TOKENS
        self.name = "light"
        self.choice = "light"
        self._icons = Icons(root / "icons")
        self._system_font = QFont(QGuiApplication.font())
        self._app: QApplication | None = None
        self.focus_ring: FocusRing | None = None
        self._colors: dict[str, QColor] = {}
        self._use_font(self._system_font)

    def apply(self, app: QApplication, choice: str = "system", text_factor: float = 1.0) -> None:
        """Dress the application; `choice` is one of CHOICES, `text_factor` multiplies the text size."""
        if choice not in CHOICES:
            raise ValueError(f"unknown theme {choice!r}")
        self.choice = choice
        if self._app is None:
            self._app = app
            app.setStyle(ThemeStyle(self))
            self.focus_ring = FocusRing(self, app)
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self._follow_system)
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        font = QFont(self._system_font)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * text_factor)
        else:
            font.setPixelSize(round(font.pixelSize() * text_factor))
        self._use_font(font)
        app.setFont(font)
        self._dress(self._resolve())

    def color(self, role: str) -> QColor:
        """The colour of a role in this theme; raises KeyError for a role that the tokens do not have."""
        found = self._colors.get(role)
        if found is None:
            found = self._colors[role] = QColor(self.tokens.color[self.name][role])
        return found

    def font(self, role: str, *, strong: bool = False) -> QFont:
        """The font of a type role; `strong` is its unread, person or total weight."""
        found = self._fonts.get((role, strong))
        if found is None:
            found = self._fonts[role, strong] = make_font(self.tokens, role, self._font, strong=strong)
        return found

    def metrics(self, role: str, *, strong: bool = False) -> QFontMetrics:
        """The measures of `font(role, strong)`, kept, because rows are measured thousands of times."""
        found = self._metrics.get((role, strong))
        if found is None:
            found = self._metrics[role, strong] = QFontMetrics(self.font(role, strong=strong))
        return found

    def icon(self, name: str, role: str = "text_2", size: int = 16) -> QIcon:
        """An icon in the colour of `role`; `size` is 14, 16 or 20 at a 10 pt font and grows with the text."""
        return self._icons.icon(name, self.color(role), self.px(size))

    def pixmap(self, name: str, role: str = "text_2", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """As `icon`, for a painter whose device has the pixel ratio `ratio`."""
        return self._icons.pixmap(name, self.color(role), self.px(size), ratio)

    @property
    def em(self) -> int:
        """The pixel size of the person's font; widths of panes are counted in it."""
        return self._em

    @property
    def scale(self) -> float:
        """How much larger than at 10 pt everything is that belongs to text; never under 1."""
        return max(1.0, self._em / _EM_AT_10_PT)

    @property
    def high_contrast(self) -> bool:
        return self.name == "contrast"

    def px(self, size: float) -> int:
        """Logical pixels at 10 pt to logical pixels now: icons, targets, tiles."""
        return round(size * self.scale)

    def size(self, name: str) -> int:
        """A named size of the tokens, grown with the text; lines and bars stay as thin as they are."""
        size = self.tokens.size[name]
        return size if size < _THIN else self.px(size)

    def space(self, name: str) -> int:
        """A named space; it grows half as fast as the text, so that large text keeps its room."""
        return round(self.tokens.space[name] * (1 + (self.scale - 1) / 2))

    def radius(self, name: str) -> int:
        return self.tokens.radius[name]

    def row_height(self, density: str) -> int:
        """Pixels of a row (comfortable, medium, compact, activity, ...), measured from the real fonts."""
        row = self.tokens.row[density]
        lines = sum(self.metrics(role).height() for role in row.lines)
        spread = round(row.padding * (1 + (self.scale - 1) / 2))
        return max(self.size("target"), lines + row.gap + 2 * spread)

    @property
    def ring_width(self) -> int:
        return self.tokens.focus["width_contrast" if self.high_contrast else "width"]

    def _resolve(self) -> str:
        if self.choice != "system":
            return self.choice
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _follow_system(self) -> None:
        if self.choice == "system" and self._resolve() != self.name:
            self._dress(self._resolve())

    def _use_font(self, font: QFont) -> None:
        self._font = font
        self._em = QFontInfo(font).pixelSize()
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}

    def _dress(self, name: str) -> None:
        self.name = name
        self._colors = {}
        if self._app is not None:
            self._app.setPalette(make_palette(self.tokens.color[name]))
        self.changed.emit()
