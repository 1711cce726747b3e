"""Side by side where there is room; else one at a time, and never a pane that cannot be left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from odx_desktop.ui.controls import Button, TwoPanes
from odx_desktop.ui.theme import Theme


@pytest.fixture
def panes(theme: Theme, qtbot: QtBot) -> TwoPanes:
    made = TwoPanes(theme, QListView(), QWidget())
    made.name_back("Back to the list")
    qtbot.addWidget(made)
    made.resize(100 * theme.em, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def _shown(panes: TwoPanes) -> list[bool]:
    return [panes.widget(index).isVisible() for index in range(2)]


def test_both_where_there_is_room(panes: TwoPanes) -> None:
    assert _shown(panes) == [True, True]
    panes.show_second()
    assert _shown(panes) == [True, True]


def test_one_at_a_time_when_narrow_with_a_button_back(panes: TwoPanes, theme: Theme, qtbot: QtBot) -> None:
    panes.resize(40 * theme.em, 400)
    assert panes.one
    assert _shown(panes) == [True, False]
    panes.show_second()
    assert _shown(panes) == [False, True]
    back = panes.findChildren(Button)[0]
    with qtbot.waitSignal(panes.back_pressed):
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    panes.show_first()
    assert _shown(panes) == [True, False]


def test_without_anything_to_open_the_list_has_the_room(panes: TwoPanes) -> None:
    panes.set_useful(False)
    assert _shown(panes) == [True, False]
    panes.set_useful(True)
    assert _shown(panes) == [True, True]
