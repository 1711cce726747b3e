"""Where each part of a row lies: pure arithmetic, tested without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from odx_desktop.ui.row_sentence import RowParts

NARROW_EM = 34
"""Under this width a row takes a third line, so that nothing important is cut."""


class Ruler(Protocol):
    """Measures text in the fonts of the theme, in pixels."""

    def width(self, role: str, text: str, strong: bool) -> int: ...

    def elide(self, role: str, text: str, strong: bool, width: int) -> str: ...


@dataclass(frozen=True, slots=True)
class RowMetrics:
    """Pixels, all derived from the theme: fonts' heights and the spaces between."""

    em: int
    title: int
    sub: int
    gap: int
    padding: int
    inset: int
    tile: int
    tile_gap: int
    column_gap: int
    icon: int
    icon_gap: int
    compact: bool = False

    def row_height(self, width: int) -> int:
        if self.compact:
            return max(self.title + 2 * self.padding, self.tile) + 1
        lines = self.title + self.gap + self.sub
        if self.is_narrow(width):
            lines += self.gap + self.sub
        return max(lines, self.tile) + 2 * self.padding + 1

    def is_narrow(self, width: int) -> bool:
        return width < NARROW_EM * self.em


@dataclass(frozen=True, slots=True)
class Rect:
    x: int
    y: int
    w: int
    h: int

    def contains(self, x: int, y: int) -> bool:
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in a font role and a colour role; its icon, if any, stands before it inside `rect`."""

    rect: Rect
    text: str
    font: str
    color: str
    strong: bool = False
    icon: str = ""
    framed: bool = False


@dataclass(frozen=True, slots=True)
class RowPlan:
    tile: Rect
    pieces: tuple[Piece, ...]
    undo: Rect | None = None


@dataclass(frozen=True, slots=True)
class UndoWords:
    """Undo and its key; the look of the mark comes from the tokens."""

    label: str
    key: str
    icon: str
    color: str


def plan_row(parts: RowParts, width: int, m: RowMetrics, ruler: Ruler, undo: UndoWords) -> RowPlan:
    """Amount and due never give way; the source goes first, whole, then why, then title, then person."""
    pen = _Pen(m, ruler, m.inset + m.tile + m.tile_gap, width - m.inset)
    tile_y = max(0, (m.row_height(width) - 1 - m.tile) // 2)
    tile = Rect(m.inset, tile_y, m.tile, m.tile)
    if m.compact:
        undo_rect = pen.one_line(parts, undo)
        return RowPlan(tile, tuple(pen.pieces), undo_rect)
    top = m.padding
    second = top + m.title + m.gap
    third = second + m.sub + m.gap
    narrow = m.is_narrow(width)
    last = third if narrow else second
    quiet = "text_2" if parts.mark and parts.mark.faded else "text"
    title_right = pen.right
    if parts.amount:
        amount = pen.amount(parts, third if narrow else top, quiet, at_left=narrow)
        title_right = pen.right if narrow else amount.rect.x - m.column_gap
    pen.title(parts, top, title_right, quiet)
    undo_rect = pen.undo(undo, last) if parts.mark and parts.mark.undo else None
    taken = undo_rect or (pen.due(parts, last).rect if parts.due else None)
    right = taken.x - m.column_gap if taken and not narrow else pen.right
    if parts.mark is not None:
        pen.line([(parts.mark.words, undo.color, False)], second, right, icon=undo.icon)
    else:
        pen.sentence(parts, second, right)
    return RowPlan(tile, tuple(pen.pieces), undo_rect)


_DUE_COLORS = {"overdue": "danger", "today": "warning", "later": "text_2", "": "text_3"}
_DUE_ICONS = {"overdue": "triangle", "today": "clock", "later": "clock", "": ""}


class _Pen:
    """Lays pieces between `left` and `right`, measuring as it goes."""

    def __init__(self, metrics: RowMetrics, ruler: Ruler, left: int, right: int) -> None:
        self.m = metrics
        self.ruler = ruler
        self.left = left
        self.right = right
        self.pieces: list[Piece] = []

    def _put(self, piece: Piece) -> Piece:
        self.pieces.append(piece)
        return piece

    def amount(self, parts: RowParts, y: int, color: str, at_left: bool) -> Piece:
        strong = parts.unread and parts.mark is None
        width = self.ruler.width("row_amount", parts.amount, strong)
        x = self.left if at_left else self.right - width
        height = self.m.sub if at_left else self.m.title
        return self._put(Piece(Rect(x, y, width, height), parts.amount, "row_amount", color, strong))

    def title(self, parts: RowParts, y: int, right: int, color: str) -> None:
        strong = parts.unread and parts.mark is None
        text = self.ruler.elide("row_title", parts.title, strong, right - self.left)
        rect = Rect(self.left, y, right - self.left, self.m.title)
        self._put(Piece(rect, text, "row_title", color, strong))

    def due(self, parts: RowParts, y: int) -> Piece:
        strong = parts.urgency in ("overdue", "today")
        icon = _DUE_ICONS[parts.urgency]
        width = self.ruler.width("row_sub", parts.due, strong) + self._icon_room(icon)
        rect = Rect(self.right - width, y, width, self.m.sub)
        return self._put(Piece(rect, parts.due, "row_sub", _DUE_COLORS[parts.urgency], strong, icon))

    def undo(self, words: UndoWords, y: int) -> Rect:
        pad = self.m.icon_gap
        key_width = self.ruler.width("key_hint", words.key, False) + 2 * pad
        label_width = self.ruler.width("row_sub", words.label, True) + self._icon_room("undo")
        key = Rect(self.right - key_width, y, key_width, self.m.sub)
        label = Rect(key.x - pad - label_width, y, label_width, self.m.sub)
        self._put(Piece(label, words.label, "row_sub", "accent_text", True, "undo"))
        self._put(Piece(key, words.key, "key_hint", "text_2", framed=True))
        return Rect(label.x, y, self.right - label.x, self.m.sub)

    def one_line(self, parts: RowParts, undo: UndoWords) -> Rect | None:
        """Compact: title and person share the line with due and amount; why and source are spoken."""
        y, m, quiet = self.m.padding, self.m, "text_2" if parts.mark and parts.mark.faded else "text"
        small = y + (m.title - m.sub) // 2
        if parts.amount:
            self.right = self.amount(parts, y, quiet, at_left=False).rect.x - m.column_gap
        undo_rect = self.undo(undo, small) if parts.mark and parts.mark.undo else None
        due = self.due(parts, small).rect if parts.due and undo_rect is None else undo_rect
        right = due.x - m.column_gap if due else self.right
        words = parts.mark.words if parts.mark else parts.person
        room = (right - self.left) // 3 if words else 0
        strong = parts.unread and parts.mark is None
        needed = self.ruler.width("row_title", parts.title, strong)
        end = min(self.left + needed, right - min(room, self.ruler.width("row_sub", words, False)))
        self.title(parts, y, end, quiet)
        if words:
            start, self.left = self.left, end + m.column_gap
            color = undo.color if parts.mark else "text_2"
            self.line([(words, color, False)], small, right, icon=undo.icon if parts.mark else "")
            self.left = start
        return undo_rect

    def sentence(self, parts: RowParts, y: int, right: int) -> None:
        """Person, why, source; each brings its own dot, which goes when it goes."""
        words = [(parts.person, "text", True), (parts.why, "text_2", False), (parts.source, "text_3", False)]
        present = [part for part in words if part[0]]
        if parts.source and len(present) > 1 and self._line_width(present) > right - self.left:
            present.pop()
        self.line(present, y, right)

    def line(self, parts: list[tuple[str, str, bool]], y: int, right: int, icon: str = "") -> None:
        """Parts after one another; the last that does not fit is elided, what follows it is dropped."""
        x = self.left
        for index, (text, color, strong) in enumerate(parts):
            if index:
                x = self._dot(x, y)
            lead = self._icon_room(icon) if not index else 0
            room = right - x - lead
            if index and room < 4 * self.m.em:
                self.pieces.pop()
                return
            said = self.ruler.elide("row_sub", text, strong, room)
            width = min(room, self.ruler.width("row_sub", said, strong)) + lead
            rect = Rect(x, y, width, self.m.sub)
            self._put(Piece(rect, said, "row_sub", color, strong, icon if not index else ""))
            x += width

    def _dot(self, x: int, y: int) -> int:
        gap = self.m.em // 2
        width = self.ruler.width("row_sub", "·", False)
        self._put(Piece(Rect(x + gap, y, width, self.m.sub), "·", "row_sub", "text_3"))
        return x + gap + width + gap

    def _line_width(self, parts: list[tuple[str, str, bool]]) -> int:
        between = (len(parts) - 1) * (2 * (self.m.em // 2) + self.ruler.width("row_sub", "·", False))
        return between + sum(self.ruler.width("row_sub", text, strong) for text, _, strong in parts)

    def _icon_room(self, icon: str) -> int:
        return self.m.icon + self.m.icon_gap if icon else 0
