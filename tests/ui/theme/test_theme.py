"""One theme object dresses the whole application, follows a change and keeps text from falling too small."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from odx_desktop.ui.theme import Theme


def test_apply_dresses_palette_and_says_so(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("window")
    assert theme.color("window").lightness() < 60


def test_an_unknown_choice_is_refused(theme: Theme, qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="pink"):
        theme.apply(qapp, "pink")


def test_everything_grows_with_the_text(theme: Theme, qapp: QApplication) -> None:
    button, row = theme.size("button"), theme.row_height("comfortable")
    theme.apply(qapp, "light", text_factor=2.0)
    assert theme.size("button") > button * 1.3
    assert theme.row_height("comfortable") > row * 1.5
    assert theme.size("hairline") == 1


def test_no_text_falls_under_nine_points(theme: Theme) -> None:
    assert min(theme.font(role).pointSizeF() for role in theme.tokens.type) >= theme.tokens.floor_pt


def test_icons_differ_by_role_and_are_kept(theme: Theme) -> None:
    first = theme.pixmap("check", "success")
    assert first.cacheKey() == theme.pixmap("check", "success").cacheKey()
    assert first.toImage() != theme.pixmap("check", "danger").toImage()
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon")


def test_the_ring_surrounds_a_field_and_leaves_lists_alone(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    field, rows = QLineEdit(), QListView()
    layout.addWidget(field)
    layout.addWidget(rows)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    ring = theme.focus_ring
    assert ring is not None
    field.setFocus()
    qtbot.waitUntil(lambda: ring.frame.isVisible() and ring.frame.geometry().contains(field.geometry()))
    rows.setFocus()
    qtbot.waitUntil(lambda: not ring.frame.isVisible())


def test_the_ring_outlives_the_window_it_was_in(theme: Theme, qtbot: QtBot) -> None:
    for _ in range(2):
        window = QWidget()
        field = QLineEdit(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        field.setFocus()
        ring = theme.focus_ring
        assert ring is not None
        qtbot.waitUntil(ring.frame.isVisible)
        window.close()
        del field, window
