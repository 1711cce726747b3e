"""The controls keep the design's promises: named, large enough, plain text, never clipped, no flood."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from odx_desktop.domain.action import ActionState
from odx_desktop.text.actions import state_words
from odx_desktop.ui.controls import (
    Banner,
    Button,
    Chip,
    ElidedLabel,
    EmptyState,
    FactGrid,
    LiveRegion,
    OverflowRow,
    PlainLabel,
    SearchField,
    Segmented,
    TextArea,
    WrapRow,
)
from odx_desktop.ui.controls.painting import initials
from odx_desktop.ui.gallery import Gallery
from odx_desktop.ui.theme import Theme, action_look


class Show(Protocol):
    def __call__(self, *widgets: QWidget, width: int = 600, height: int = 400) -> QWidget: ...


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Put widgets into a window that lives as long as the test."""
    windows: list[QWidget] = []

    def put(*widgets: QWidget, width: int = 600, height: int = 400) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        windows.append(window)
        return window

    yield put


def test_text_from_a_back_end_stays_text(theme: Theme, qtbot: QtBot) -> None:
    label = PlainLabel(theme, '<img src="http://nowhere.example/x.png"> & <b>bold</b>')
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("kind", ["filled", "plain", "quiet", "link", "danger"])
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_a_button_is_a_target_and_never_clips(
    theme: Theme, qapp: QApplication, qtbot: QtBot, kind: str, factor: float
) -> None:
    theme.apply(qapp, "light", factor)
    button = Button(theme, "Approuver 48 250,00 $", kind=kind, icon="check", hint="A", small=True)
    qtbot.addWidget(button)
    text = theme.metrics("button", strong=kind == "filled").horizontalAdvance(button.label)
    assert button.sizeHint().height() >= 28
    assert button.minimumSizeHint().width() > text + theme.size("icon")


def test_a_button_is_spoken_by_its_words_and_has_no_mnemonic(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "R&D", hint="Ctrl D")
    icon_only = Button(theme, icon="more", name="More actions")
    for made in (button, icon_only):
        qtbot.addWidget(made)
    assert button.accessibleName() == "R&D"
    assert button.shortcut().isEmpty()
    assert icon_only.accessibleName() == "More actions"
    assert "More actions" in icon_only.toolTip()


def test_a_chip_always_has_its_word(theme: Theme, qtbot: QtBot) -> None:
    for state in ActionState:
        chip = Chip(theme, action_look(theme, state), state_words(state))
        qtbot.addWidget(chip)
        assert chip.text()
        assert chip.sizeHint().width() > theme.metrics("chip").horizontalAdvance(chip.text())


def test_an_elided_label_keeps_the_whole(theme: Theme, qtbot: QtBot, show: Show) -> None:
    whole = "Modification de contrat 3 : services de traduction pour tout le ministère"
    label = ElidedLabel(theme, whole)
    show(label, width=160)
    label.grab()
    assert whole in unescape(label.toolTip())
    assert label.text() == whole


def test_what_does_not_fit_waits_behind_more(theme: Theme, qtbot: QtBot, show: Show) -> None:
    row = OverflowRow(theme, "More actions")
    buttons = [Button(theme, f"Une action assez longue {n}") for n in range(4)]
    row.set_buttons(buttons)
    window = show(row, width=420)
    qtbot.waitUntil(lambda: bool(row.waiting))
    assert buttons[0].isVisible()
    assert row.more_button.isVisible()
    shown = [button for button in buttons if button.isVisible()]
    assert all(button.width() >= button.sizeHint().width() for button in shown)
    window.resize(1400, 200)
    qtbot.waitUntil(lambda: not row.waiting)
    assert not row.more_button.isVisible()


def test_a_wrapped_line_is_not_lost(theme: Theme, qtbot: QtBot, show: Show) -> None:
    row = WrapRow(theme)
    for n in range(6):
        row.add(Button(theme, f"Bouton {n}"))
    window = show(row, width=260, height=60)
    qtbot.waitUntil(lambda: row.height() > 2 * theme.size("button"))
    last = row.children()[-1]
    assert isinstance(last, Button)
    assert row.rect().contains(last.geometry())
    assert window.width() < 300


def test_facts_fall_to_one_column_when_narrow(theme: Theme, qtbot: QtBot, show: Show) -> None:
    grid = FactGrid(theme)
    grid.set_facts([(f"Étiquette {n}", f"Valeur {n}") for n in range(4)])
    window = show(grid, width=300)
    labels = grid.findChildren(PlainLabel)
    assert len({label.x() for label in labels}) == 2
    window.resize(1000, 300)
    qtbot.waitUntil(lambda: len({label.x() for label in labels}) == 4)


def test_segments_move_by_arrows_and_let_tab_go(theme: Theme, qtbot: QtBot, show: Show) -> None:
    segments, after = Segmented(theme), QLineEdit()
    segments.set_choices((("person", "Person"), ("age", "Age"), ("source", "Source")), "Group by")
    show(segments, after)
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    first = segments.findChildren(QWidget)[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert segments.current() == "age"
    assert chosen == ["age"]
    segments.choose("source")
    assert chosen == ["age"], "setting it is not a choice of the person"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_tab_leaves_a_text_area(theme: Theme, qtbot: QtBot, show: Show) -> None:
    area, after = TextArea(theme), QLineEdit()
    show(area, after)
    area.edit.setFocus()
    qtbot.keyClick(area.edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert area.text() == ""


def test_the_search_field_has_a_name_beside_its_placeholder(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme, "/")
    qtbot.addWidget(field)
    field.set_words("Search titles, people, numbers", "Search", "Clear the search")
    field.setText("conge")
    assert field.accessibleName() == "Search"
    field.clear()
    assert field.text() == ""


def test_only_all_done_has_the_tick(theme: Theme, qtbot: QtBot) -> None:
    empty = EmptyState(theme)
    qtbot.addWidget(empty)
    for kind in ("all_done", "filtered", "not_reached", "no_access", "nothing_chosen", "checking"):
        empty.show_state(kind, "Title", "Sentence.")
        assert empty.tray_shown is (kind == "all_done")


def test_a_banner_says_and_offers(theme: Theme, qtbot: QtBot, show: Show) -> None:
    banner = Banner(theme)
    show(banner)
    assert not banner.isVisible()
    banner.say("40 will be sent in 10 s.", "accent", "Undo")
    with qtbot.waitSignal(banner.pressed):
        qtbot.mouseClick(banner.findChildren(Button)[0], Qt.MouseButton.LeftButton)


def test_a_flood_is_told_once(qtbot: QtBot) -> None:
    now = [100.0]
    speaker = QWidget()
    qtbot.addWidget(speaker)
    region = LiveRegion(speaker, clock=lambda: now[0])
    said: list[str] = []
    region.announced.connect(said.append)
    region.announce("1 new.")
    for _ in range(1000):
        region.announce("4 new, 1 overdue.")
    assert said == ["1 new."]
    now[0] += 6
    region.announce("Done.")
    assert said == ["1 new.", "4 new, 1 overdue. Done."]
    region.announce("You were signed out.", assertive=True)
    assert said[-1] == "You were signed out."


@pytest.mark.parametrize(("name", "expected"), [("Amélie Gauthier", "AG"), ("Élise", "É"), ("- -", "")])
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
def test_the_gallery_draws_in_every_theme(
    theme: Theme, qapp: QApplication, qtbot: QtBot, choice: str
) -> None:
    theme.apply(qapp, choice)
    gallery = Gallery(theme)
    qtbot.addWidget(gallery)
    picture = gallery.grab().toImage()
    assert picture.pixelColor(2, 2) == theme.color("surface")
