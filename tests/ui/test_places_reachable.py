"""Every place in both languages and at double text: named, large enough, not clipped, and Tab gets out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.decisions import NOW, AtOnce, StillInbox, decision, source
from tests.ui.test_team import ORDER, ROWS, SUMMARY

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.language import Language
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.settings.current import CurrentSettings
from odx_desktop.text import use_language
from odx_desktop.ui.activity_place import ActivityPlace
from odx_desktop.ui.controls import ElidedLabel, PlainLabel
from odx_desktop.ui.settings_dialog import SettingsDialog
from odx_desktop.ui.sign_in_place import SignInPlace
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.source_dialog import SourceDialog
from odx_desktop.ui.team_place import TeamPlace
from odx_desktop.ui.theme import Theme

SOURCES = (
    source("hr"),
    source("fin", Health.SIGN_IN_NEEDED, reason=Reason.of("source.wrong_secret"), waiting=2),
    source("desk", Health.NOT_REACHED, reason=Reason.of("source.not_reached", host="desk.example")),
)
ACTIONS = (
    decision("unknown", ActionState.UNKNOWN, reason=Reason.of("action.no_answer"), ago=9, comment="Oui"),
    decision("held", ActionState.HELD, not_before=NOW + timedelta(seconds=7)),
    decision("done", ActionState.CONFIRMED, ago=30),
)


def _activity(theme: Theme, inbox: StillInbox, _folder: Path) -> QWidget:
    board = SourceBoard()
    place = ActivityPlace(theme, board, lambda: NOW)
    board.take(SOURCES)
    place.take(ACTIONS)
    return place


def _sign_in(theme: Theme, inbox: StillInbox, _folder: Path) -> QWidget:
    board = SourceBoard()
    board.take(SOURCES)
    return SignInPlace(theme, board, lambda: NOW)


def _team(theme: Theme, inbox: StillInbox, _folder: Path) -> QWidget:
    place = TeamPlace(theme, SourceBoard(), lambda: NOW)
    place.items.show_first_rows(ORDER, ROWS)
    place.take(SUMMARY)
    return place


def _source(theme: Theme, inbox: StillInbox, _folder: Path) -> QWidget:
    return SourceDialog(theme, AtOnce(inbox), SOURCES[1])


def _settings(theme: Theme, inbox: StillInbox, folder: Path) -> QWidget:
    return SettingsDialog(theme, CurrentSettings(folder / "settings.json"))


Maker = Callable[[Theme, StillInbox, Path], QWidget]
MAKERS: dict[str, Maker] = {
    "activity": _activity,
    "sign-in": _sign_in,
    "team": _team,
    "source": _source,
    "settings": _settings,
}


@pytest.fixture(params=[Language.EN, Language.FR])
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    use_language(request.param)
    yield request.param
    use_language(Language.EN)


@pytest.fixture(params=sorted(MAKERS))
def screen(
    request: pytest.FixtureRequest, theme: Theme, language: Language, qtbot: QtBot, tmp_path: Path
) -> Iterator[QWidget]:
    yield _open(MAKERS[request.param](theme, StillInbox(), tmp_path), qtbot)


@pytest.fixture(params=sorted(MAKERS))
def large_screen(
    request: pytest.FixtureRequest,
    theme: Theme,
    qapp: QApplication,
    language: Language,
    qtbot: QtBot,
    tmp_path: Path,
) -> Iterator[QWidget]:
    theme.apply(qapp, "light", 2.0)
    yield _open(MAKERS[request.param](theme, StillInbox(), tmp_path), qtbot)


def _open(screen: QWidget, qtbot: QtBot) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    screen.setWindowFlags(Qt.WindowType.Widget)
    column.addWidget(screen)
    qtbot.addWidget(window)
    window.resize(1064, 688)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QApplication.processEvents()
    return window


def _stops(screen: QWidget) -> list[QWidget]:
    tab = Qt.FocusPolicy.TabFocus
    return [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & tab
        and not widget.focusProxy()
    ]


def test_everything_that_takes_the_focus_has_a_name(screen: QWidget) -> None:
    nameless = []
    for widget in _stops(screen):
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert not nameless


def test_everything_that_is_pressed_is_large_enough(screen: QWidget) -> None:
    small = [
        (button.accessibleName() or button.text(), button.width(), button.height())
        for button in screen.findChildren(QAbstractButton)
        if button.isVisible() and (button.height() < 24 or button.width() < 24)
    ]
    assert not small


def test_tab_goes_round_and_is_never_caught(screen: QWidget, qtbot: QtBot) -> None:
    seen: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is seen[0], "Tab came back to a place in the middle"
    assert len(seen) > 1


def _clipped(screen: QWidget) -> list[tuple[str, object, int]]:
    found = []
    for label in screen.findChildren(PlainLabel):
        if not label.isVisible() or isinstance(label, ElidedLabel) or not label.text():
            continue
        needs = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = label.wordWrap() or label.width() + 1 >= label.sizeHint().width()
        if label.height() + 1 < needs or not wide:
            found.append((label.text(), label.size().toTuple(), needs))
    return found


def test_no_line_is_clipped(screen: QWidget) -> None:
    assert not _clipped(screen)


def test_no_line_is_clipped_at_double_text(large_screen: QWidget) -> None:
    assert not _clipped(large_screen)


def test_nothing_hangs_out_of_the_window_at_double_text(large_screen: QWidget) -> None:
    assert large_screen.minimumSizeHint().width() <= 1064
