"""Rows that never clip: one wraps what it holds, the other moves what does not fit behind "…"."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QMenu, QSizePolicy, QWidget

from odx_desktop.ui.controls.button import Button
from odx_desktop.ui.theme import Theme


class WrapLayout(QLayout):
    """Widgets from the leading edge, wrapped to the next line where they do not fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._centred = gap, centred
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._line_heights(width)) + self._gap * max(0, len(self._lines(width)) - 1)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(widest, max((item.minimumSize().height() for item in self._shown()), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        y = rect.top()
        for line, height in zip(self._lines(rect.width()), self._line_heights(rect.width()), strict=True):
            width = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
            x = rect.left() + ((rect.width() - width) // 2 if self._centred else 0)
            for item in line:
                size = item.sizeHint().boundedTo(QSize(rect.width(), height))
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            y += height + self._gap

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            need = item.sizeHint().width()
            if not lines or used + self._gap + need > width:
                lines.append([item])
                used = need
            else:
                lines[-1].append(item)
                used += self._gap + need
        return lines

    def _line_heights(self, width: int) -> list[int]:
        return [max(item.sizeHint().height() for item in line) for line in self._lines(width)]


class WrapRow(QWidget):
    """A widget around a `WrapLayout`."""

    def __init__(self, theme: Theme, *, centred: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = WrapLayout(self, theme.space("s"), centred=centred)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """Qt's boxes squeeze what has a height for its width; a wrapped line must not be lost to that."""
        self.setMinimumHeight(self._layout.heightForWidth(max(1, self.width())))

    def clear(self) -> None:
        while item := self._layout.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class OverflowRow(QWidget):
    """Buttons on one line; those at the end that do not fit wait in a menu behind "…", never the first."""

    def __init__(self, theme: Theme, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[Button] = []
        self._menu_only: list[Button] = []
        self._more = Button(theme, icon="more", name=more, parent=self)
        self._more.clicked.connect(self._open_menu)
        self._hidden: list[Button] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._arrange)

    @property
    def more_button(self) -> Button:
        return self._more

    @property
    def waiting(self) -> tuple[Button, ...]:
        """The buttons that are in the menu now."""
        return tuple(self._hidden)

    def set_buttons(self, buttons: list[Button], menu_only: list[Button] | None = None) -> None:
        """The row's buttons, the most usual first; `menu_only` are always behind "…"."""
        for old in self._buttons:
            if old not in buttons:
                old.hide()
                old.deleteLater()
        self._buttons = buttons
        self._menu_only = menu_only or []
        for button in [*buttons, *self._menu_only]:
            button.setParent(self)
        for before, after in zip(buttons, [*buttons[1:], self._more], strict=True):
            QWidget.setTabOrder(before, after)
        self._arrange()

    def sizeHint(self) -> QSize:
        gap = self._theme.space("s")
        width = sum(button.sizeHint().width() + gap for button in self._buttons)
        return QSize(width + (self._more.sizeHint().width() if self._menu_only else -gap), self._height())

    def minimumSizeHint(self) -> QSize:
        first = self._buttons[0].sizeHint().width() if self._buttons else 0
        needs_menu = len(self._buttons) > 1 or self._menu_only
        more = self._more.sizeHint().width() + self._theme.space("s") if needs_menu else 0
        return QSize(first + more, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _height(self) -> int:
        return max(
            (button.sizeHint().height() for button in self._buttons), default=self._theme.size("button")
        )

    def _arrange(self) -> None:
        gap, width = self._theme.space("s"), self.width()
        needs = [button.sizeHint().width() for button in self._buttons]
        more = self._more.sizeHint().width()
        fits = len(needs)
        while fits > 1:
            tail = gap + more if fits < len(needs) or self._menu_only else 0
            if sum(needs[:fits]) + gap * (fits - 1) + tail <= width:
                break
            fits -= 1
        self._hidden = [*self._buttons[fits:], *self._menu_only]
        x = 0
        for index, button in enumerate(self._buttons):
            button.setVisible(index < fits)
            if index < fits:
                button.setGeometry(x, 0, needs[index], self._height())
                x += needs[index] + gap
        for button in self._menu_only:
            button.hide()
        self._more.setVisible(bool(self._hidden))
        self._more.setGeometry(max(x, width - more), 0, more, self._height())

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._hidden:
            entry = menu.addAction(button.label.replace("&", "&&"))
            entry.setEnabled(button.isEnabled())
            entry.triggered.connect(button.click)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
