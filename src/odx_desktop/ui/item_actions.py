"""The keyboard grammar of a list: a letter while the list has focus, and a twin for anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from odx_desktop.domain.action import ActionKind, ActionOffer
from odx_desktop.text.actions import verb
from odx_desktop.ui.offer_words import KEYS, of_kind

# One key for two kinds: to hand over is to reassign, and where that is not offered, to delegate. The key of a
# comment goes to the comment field, which belongs to whoever owns the field.
_DECIDING = {kind: key for kind, key in KEYS.items() if key and kind is not ActionKind.COMMENT}
_BY_KEY = {key: tuple(kind for kind, its in _DECIDING.items() if its == key) for key in _DECIDING.values()}


class ItemActions(QObject):
    """QActions of the decisions, enabled only while the source offers them on the current item."""

    def __init__(self, letters: QWidget, anywhere: QWidget, press: Callable[..., bool]) -> None:
        super().__init__(anywhere)
        self._letters, self._anywhere = letters, anywhere
        self._decisions: dict[tuple[ActionKind, ...], tuple[QAction, QAction]] = {}
        for key, kinds in _BY_KEY.items():
            do = partial(press, *kinds)
            twin = bind(anywhere, f"Ctrl+Shift+{key}", do)
            self._decisions[kinds] = (bind(letters, key, do, alone=True), twin)
        self.set_offers(())
        self.retranslate()

    def set_offers(self, offers: tuple[ActionOffer, ...]) -> None:
        for kinds, pair in self._decisions.items():
            offered = of_kind(offers, *kinds) is not None
            for action in pair:
                action.setEnabled(offered)

    def decision(self, kind: ActionKind) -> QAction:
        """The one-letter action of `kind`."""
        return next(pair[0] for kinds, pair in self._decisions.items() if kind in kinds)

    def retranslate(self) -> None:
        for kinds, pair in self._decisions.items():
            for action in pair:
                action.setText(verb(kinds[0]))


def bind(widget: QWidget, keys: str, do: Callable[[], object], *, alone: bool = False) -> QAction:
    """An action of `widget`; `alone` limits its keys to the focus in that very widget (WCAG 2.1.4)."""
    action = QAction(widget)
    action.setShortcuts([QKeySequence(part) for part in keys.split("|")])
    context = Qt.ShortcutContext
    action.setShortcutContext(context.WidgetShortcut if alone else context.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _on=False: do())
    widget.addAction(action)
    return action
