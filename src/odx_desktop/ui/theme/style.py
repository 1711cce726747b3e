"""Qt's own widgets in our tokens: one proxy on Fusion, whose own focus and contrast fail by measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from odx_desktop.ui.theme import style_painting as paint

if TYPE_CHECKING:
    from odx_desktop.ui.theme.theme import Theme

_PE = QStyle.PrimitiveElement
_PM = QStyle.PixelMetric
_SH = QStyle.StyleHint
_CT = QStyle.ContentsType

_PRIMITIVES = {
    _PE.PE_FrameFocusRect: paint.nothing,
    _PE.PE_PanelLineEdit: paint.field,
    _PE.PE_FrameLineEdit: paint.field_edge,
    _PE.PE_PanelButtonCommand: paint.push_button,
    _PE.PE_FrameDefaultButton: paint.nothing,
    _PE.PE_PanelButtonTool: paint.tool_button,
    _PE.PE_IndicatorCheckBox: paint.check_box,
    _PE.PE_IndicatorItemViewItemCheck: paint.check_box,
    _PE.PE_IndicatorRadioButton: paint.radio_button,
    _PE.PE_Frame: paint.field_edge,
    _PE.PE_FrameMenu: paint.popup_edge,
    _PE.PE_PanelMenu: paint.popup,
    _PE.PE_PanelTipLabel: paint.popup,
}
_HINTS = {
    _SH.SH_FocusFrame_AboveWidget: 1,
    _SH.SH_FocusFrame_Mask: 0,
    _SH.SH_EtchDisabledText: 0,
    _SH.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    _SH.SH_ComboBox_Popup: 0,
    _SH.SH_Menu_MouseTracking: 1,
    _SH.SH_Widget_Animation_Duration: 0,
    _SH.SH_ScrollBar_Transient: 0,
}
_SCROLL_BAR = 12
_FIELD_PADDING = 6


class ThemeStyle(QProxyStyle):
    """Fields, buttons, check boxes, menus and scroll bars as the tokens say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme
        focus = theme.tokens.focus
        self._lengths = {
            _PM.PM_SplitterWidth: 1,
            _PM.PM_ScrollBarExtent: _SCROLL_BAR,
            _PM.PM_ScrollView_ScrollBarSpacing: 0,
            _PM.PM_ScrollView_ScrollBarOverlap: 0,
            _PM.PM_FocusFrameHMargin: focus["gap"] + focus["width"],
            _PM.PM_FocusFrameVMargin: focus["gap"] + focus["width"],
            _PM.PM_ButtonShiftHorizontal: 0,
            _PM.PM_ButtonShiftVertical: 0,
            _PM.PM_ToolTipLabelFrameWidth: 6,
            _PM.PM_MenuPanelWidth: 5,
        }
        self._scaled = {
            _PM.PM_IndicatorWidth: "check_box",
            _PM.PM_IndicatorHeight: "check_box",
            _PM.PM_ExclusiveIndicatorWidth: "check_box",
            _PM.PM_ExclusiveIndicatorHeight: "check_box",
            _PM.PM_SmallIconSize: "icon",
            _PM.PM_ButtonIconSize: "icon",
        }
        self._least = {
            _CT.CT_LineEdit: "button",
            _CT.CT_ComboBox: "button",
            _CT.CT_SpinBox: "button",
            _CT.CT_PushButton: "button",
            _CT.CT_ToolButton: "icon_button",
            _CT.CT_CheckBox: "target",
            _CT.CT_RadioButton: "target",
            _CT.CT_MenuItem: "target",
            _CT.CT_HeaderSection: "target",
        }

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _PRIMITIVES.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            draw(self._theme, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.ControlElement.CE_Splitter:
            painter.fillRect(option.rect, self._theme.color("border"))
        elif element in (QStyle.ControlElement.CE_HeaderSection, QStyle.ControlElement.CE_HeaderEmptyArea):
            paint.header(self._theme, option, painter, widget)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            handle = self.subControlRect(control, option, QStyle.SubControl.SC_ScrollBarSlider, widget)
            paint.scroll_bar(self._theme, option, handle, painter)
        elif control == QStyle.ComplexControl.CC_SpinBox:
            paint.spin_box(self._theme, option, painter, widget)
        elif control == QStyle.ComplexControl.CC_ComboBox:
            paint.combo_box(self._theme, option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        sub: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return paint.scroll_bar_part(option, sub)
        if control == QStyle.ComplexControl.CC_SpinBox and sub in paint.SPIN_PARTS:
            return paint.spin_box_part(self._theme, option.rect, sub)
        rect = super().subControlRect(control, option, sub, widget)  # type: ignore[arg-type]
        if sub == QStyle.SubControl.SC_ComboBoxEditField and control == QStyle.ComplexControl.CC_ComboBox:
            return rect.adjusted(_FIELD_PADDING - 2, 0, 0, 0)
        return rect

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        rect = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if element == QStyle.SubElement.SE_LineEditContents:
            return rect.adjusted(_FIELD_PADDING, 0, -_FIELD_PADDING, 0)
        return rect

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        length = self._lengths.get(metric)
        if length is not None:
            return length
        name = self._scaled.get(metric)
        return self._theme.size(name) if name else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        value = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returned) if value is None else value

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        fitted = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        name = self._least.get(kind)
        if name:
            fitted.setHeight(max(fitted.height(), self._theme.size(name)))
        if kind == _CT.CT_ComboBox:
            fitted.setWidth(fitted.width() + 2 * _FIELD_PADDING)
        return fitted
