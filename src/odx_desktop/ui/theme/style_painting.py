"""How each of Qt's own controls is drawn from the tokens; called by the proxy style, decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QWidget,
)

if TYPE_CHECKING:
    from odx_desktop.ui.theme.theme import Theme

_State = QStyle.StateFlag
_Sub = QStyle.SubControl
_LEAST_HANDLE = 36


def box(
    theme: Theme,
    painter: QPainter,
    rect: QRectF,
    ground: str | None,
    edge: str | None,
    radius: float,
    width: float = 1,
) -> None:
    """A rounded box whose edge lies inside `rect`, sharp at any pixel ratio."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge else 0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def nothing(_theme: Theme, _option: QStyleOption, _painter: QPainter, _widget: QWidget | None) -> None:
    """Fusion's own mark, which we replace elsewhere."""


def _bare(widget: QWidget | None) -> bool:
    """Whether somebody else draws the edge: a compound control, or a widget that says so."""
    if widget is None:
        return False
    return bool(widget.property("bare")) or isinstance(widget.parent(), QAbstractSpinBox | QComboBox)


def field(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    if _bare(widget):
        return
    enabled = bool(option.state & _State.State_Enabled)
    edge = "border_strong" if enabled else "border"
    box(theme, painter, QRectF(option.rect), "field" if enabled else "sunken", edge, theme.radius("field"))


def field_edge(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    if _bare(widget):
        return
    box(theme, painter, QRectF(option.rect), None, "border_strong", theme.radius("field"))


def push_button(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    ground = "raised"
    if option.state & _State.State_Sunken:
        ground = "accent_tint"
    elif option.state & _State.State_MouseOver and option.state & _State.State_Enabled:
        ground = "hover"
    edge = "border_strong" if option.state & _State.State_Enabled else "border"
    box(theme, painter, QRectF(option.rect), ground, edge, theme.radius("button"))


def tool_button(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    if option.state & (_State.State_On | _State.State_Sunken):
        box(theme, painter, QRectF(option.rect), "accent_tint", None, theme.radius("button"))
    elif option.state & _State.State_MouseOver and option.state & _State.State_Enabled:
        edge = "border_strong" if theme.high_contrast else None
        box(theme, painter, QRectF(option.rect), "tile", edge, theme.radius("button"))


def check_box(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    on = bool(option.state & (_State.State_On | _State.State_NoChange))
    rect = QRectF(option.rect)
    ground, edge = ("accent", "accent") if on else ("field", "border_strong")
    box(theme, painter, rect, ground, edge, theme.radius("check"))
    if not on:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("on_accent"), max(1.8, rect.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 18, rect.height() / 18)
    if option.state & _State.State_On:
        painter.drawLine(5, 9, 8, 12)
        painter.drawLine(8, 12, 13, 6)
    else:
        painter.drawLine(5, 9, 13, 9)
    painter.restore()


def radio_button(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    on = bool(option.state & _State.State_On)
    rect = QRectF(option.rect)
    round_ = rect.height() / 2
    box(theme, painter, rect, "accent" if on else "field", "accent" if on else "border_strong", round_)
    if on:
        inner = rect.height() * 0.3
        box(theme, painter, rect.adjusted(inner, inner, -inner, -inner), "on_accent", None, round_)


def popup(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect, theme.color("raised"))
    box(theme, painter, QRectF(option.rect), "raised", "border_strong", 0)


def popup_edge(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    box(theme, painter, QRectF(option.rect), None, "border_strong", 0)


def header(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect, theme.color("surface"))
    rect = option.rect
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))


def combo_box(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    if not isinstance(option, QStyleOptionComboBox) or option.frame:
        field(theme, option, painter, widget)
    size = theme.size("icon")
    rect = option.rect
    left = rect.left() + 8 if option.direction == Qt.LayoutDirection.RightToLeft else rect.right() - size - 8
    chevron = theme.pixmap("chevron-down", "text_2", 16, painter.device().devicePixelRatio())
    painter.drawPixmap(left, rect.center().y() - size // 2 + 1, chevron)


def spin_box(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A field with two small chevrons; the calendar of a date field opens from the same place."""
    if not isinstance(option, QStyleOptionSpinBox) or widget is None:
        return
    field(theme, option, painter, widget)
    ratio = painter.device().devicePixelRatio()
    parts = ((_Sub.SC_SpinBoxUp, "chevron-up"), (_Sub.SC_SpinBoxDown, "chevron-down"))
    for part, name in parts:
        spot = widget.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, part, widget)
        icon = theme.pixmap(name, "text_2", 14, ratio)
        size = theme.size("icon_small")
        painter.drawPixmap(spot.center().x() - size // 2, spot.center().y() - size // 2, icon)


SPIN_PARTS = (_Sub.SC_SpinBoxUp, _Sub.SC_SpinBoxDown, _Sub.SC_SpinBoxEditField)


def spin_box_part(theme: Theme, rect: QRect, sub: QStyle.SubControl) -> QRect:
    """The chevrons grow with the text, so their column must; Fusion keeps it as narrow as it was."""
    column = theme.size("icon_small") + 12
    if sub == _Sub.SC_SpinBoxEditField:
        return rect.adjusted(3, 3, -column - 3, -3)
    half = rect.height() // 2
    top = rect.top() + 2 if sub == _Sub.SC_SpinBoxUp else rect.top() + half
    return QRect(rect.right() - column, top, column, half - 2)


def scroll_bar_part(option: QStyleOptionSlider, sub: QStyle.SubControl) -> QRect:
    """Geometry of a scroll bar without arrows: groove, handle and the two pages."""
    rect = option.rect
    upright = option.orientation == Qt.Orientation.Vertical
    length = rect.height() if upright else rect.width()
    span = option.maximum - option.minimum
    handle = length if span <= 0 else max(_LEAST_HANDLE, length * option.pageStep // (span + option.pageStep))
    handle = min(handle, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
    )
    spans = {
        _Sub.SC_ScrollBarGroove: (0, length),
        _Sub.SC_ScrollBarSlider: (start, handle),
        _Sub.SC_ScrollBarSubPage: (0, start),
        _Sub.SC_ScrollBarAddPage: (start + handle, length - start - handle),
    }
    offset, extent = spans.get(sub, (0, 0))
    if upright:
        return QRect(rect.left(), rect.top() + offset, rect.width(), extent)
    return QRect(rect.left() + offset, rect.top(), extent, rect.height())


def scroll_bar(theme: Theme, option: QStyleOptionSlider, handle: QRect, painter: QPainter) -> None:
    """A thin handle on the ground of what it scrolls; wider contrast comes from its colour, not its size."""
    painter.fillRect(option.rect, theme.color("surface"))
    if option.maximum <= option.minimum:
        return
    edge = 3
    thin = QRectF(handle).adjusted(edge, edge, -edge, -edge)
    active = option.state & _State.State_MouseOver or option.state & _State.State_Sunken
    rounding = min(thin.width(), thin.height()) / 2
    box(theme, painter, thin, "text_3" if active else "border_strong", None, rounding)
