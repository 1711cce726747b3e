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


@runtime_checkable
class HasDensity(Protocol):
    """A place whose rows follow the setting."""

    def use_density(self, density: str) -> None: ...


def make_place(name: str, theme: Theme, board: SourceBoard, clock: Clock, window: MainWindow) -> QWidget:
    """The place called `name`, wired to the window."""
    match name:
        case "activity":
            from odx_desktop.ui.activity_place import ActivityPlace

            activity = ActivityPlace(theme, board, clock)
            activity.item_wanted.connect(window.show_item)
            activity.said.connect(window.live.announce)
            return activity
        case "sign-in":
            from odx_desktop.ui.sign_in_place import SignInPlace

            sign_in = SignInPlace(theme, board, clock)
            sign_in.said.connect(window.live.announce)
            return sign_in
        case _:
            from odx_desktop.ui.team_place import TeamPlace

            team = TeamPlace(theme, board, clock)
            team.said.connect(window.live.announce)
            if window.settings is not None:
                team.use_density(window.settings.values.text("density"))
            return team


def use_density(window: MainWindow, density: str) -> None:
    """Rows of another height in every list of work items; `density` is the setting's value."""
    window.inbox.list.items.view.set_density(density)
    for place in window.places.values():
        if place is not window.inbox and isinstance(place, HasDensity):
            place.use_density(density)


def show_source(window: MainWindow, slug: str) -> None:
    """Sign-in, at one source where `slug` names it."""
    from odx_desktop.ui.sign_in_place import SignInPlace

    window.go_to("sign-in")
    place = window.places["sign-in"]
    if slug and isinstance(place, SignInPlace):
        place.show_source(slug)


def open_dialog(name: str, window: MainWindow, bridge: Bridge | None) -> None:
    """`settings` or `add-source`; before anybody answers there is nothing to open."""
    if bridge is None:
        return
    if name == "add-source":
        from odx_desktop.ui.source_dialog import SourceDialog

        SourceDialog(window.theme, bridge, parent=window).open()
    elif window.settings is not None:
        from odx_desktop.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(window.theme, window.settings, window)
        dialog.changed.connect(window.setting_changed)
        dialog.open()
