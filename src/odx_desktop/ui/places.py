"""Builds the places and dialogs of the window when they are first asked for, never before the first paint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from odx_desktop.ui.bridge import Bridge
    from odx_desktop.ui.main_window import MainWindow

Clock = Callable[[], datetime]


@runtime_checkable
class Place(Protocol):
    """What the window expects of a place."""

    def attach(self, bridge: Bridge) -> None: ...


def make_place(name: str, theme: Theme, board: SourceBoard, clock: Clock, window: MainWindow) -> QWidget:
    """The place called `name`, wired to the window."""
    from odx_desktop.ui.controls import EmptyState

    return EmptyState(theme)


def open_dialog(
    name: str, theme: Theme, board: SourceBoard, bridge: Bridge | None, window: MainWindow
) -> None:
    """`settings` or `add-source`, beside the window, never in its way."""
