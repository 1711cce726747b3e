from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.desk import Desk, desk_over
from tests.ui.fake_inbox import FakeInbox

from odx_desktop.domain.language import Language
from odx_desktop.domain.reason import Reason
from odx_desktop.text import use_language
from odx_desktop.ui.theme import Theme


async def test_below_two_panes_the_list_and_the_item_take_turns(theme: Theme) -> None:
    width = round(60 * theme.em)
    async with desk_over(theme, size=(width, 700)) as desk:
        place = desk.window.inbox
        assert place.list.isVisible() and not place.detail.isVisible()
        QTest.keyClick(desk.view, Qt.Key.Key_Return)
        assert place.detail.isVisible() and not place.list.isVisible()
        QTest.keyClick(place.detail, Qt.Key.Key_Escape)
        assert place.list.isVisible() and not place.detail.isVisible()
        assert desk.view.hasFocus()
        desk.window.resize(round(110 * theme.em), 700)
        await desk.until(lambda: place.list.isVisible() and place.detail.isVisible(), "both panes")


async def test_the_language_switches_live_and_nothing_stays_behind(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        chosen = desk.row().item.key
        desk.window.inbox.detail.bar.comment.setText("half a thought")
        use_language(Language.FR)
        QCoreApplication.sendEvent(desk.window, QEvent(QEvent.Type.LanguageChange))
        await asyncio.sleep(0.05)
        assert desk.row().item.key == chosen
        assert desk.window.inbox.detail.bar.comment.text() == "half a thought"
        said = spoken_texts(desk)
        assert "Boîte de réception" in said
        leftovers = {"Inbox", "Team", "Activity", "Sign-in", "Why it is here", "Add a comment", "Settings"}
        assert not leftovers & said


def spoken_texts(desk: Desk) -> set[str]:
    """What the window shows or names, each widget's own words."""
    found: set[str] = set()
    for widget in desk.window.findChildren(QWidget):
        if widget.isVisible():
            for ask in ("text", "accessibleName", "placeholderText"):
                words = getattr(widget, ask, None)
                if callable(words):
                    found.add(words())
    return found


async def test_every_control_one_can_reach_has_a_name(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        nameless = [
            widget
            for widget in desk.window.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert not nameless


async def tab_round(desk: Desk) -> set[str]:
    """The names of all that Tab meets until it comes back."""
    met: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in met:
            return {widget.accessibleName() or str(getattr(widget, "text", str)()) for widget in met}
        met.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")


async def test_tab_meets_everything_and_is_trapped_nowhere(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        names = await tab_round(desk)
        assert {"Items that wait for you", "Search the inbox", "Lines", "Description", "Français"} <= names
        assert any("Approve" in name for name in names)


@pytest.mark.parametrize(
    ("place", "expected"), [("activity", "Search"), ("sign-in", "Add a source"), ("team", "Search")]
)
async def test_tab_meets_everything_in_the_other_places(theme: Theme, place: str, expected: str) -> None:
    async with desk_over(theme) as desk:
        desk.window.go_to(place)
        await asyncio.sleep(0.1)
        names = await tab_round(desk)
        assert any(expected in name for name in names), names
        assert "Français" in names


@pytest.mark.parametrize(("keys", "place"), [("ga", "activity"), ("gs", "sign-in"), ("gt", "team")])
async def test_g_and_a_letter_go_to_a_place_and_back(theme: Theme, keys: str, place: str) -> None:
    async with desk_over(theme) as desk:
        desk.key(keys)
        await asyncio.sleep(0.02)
        assert desk.window.places[place].isVisible()
        desk.window.go_to("inbox")
        assert desk.view.hasFocus()


async def test_what_no_place_answers_for_is_a_line_on_top(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        desk.bridge.failed.emit(Reason.of("store.full"))
        desk.bridge.failed.emit(Reason.of("store.locked"))
        assert "disk is full" in desk.window.notice.sentence
        desk.window.notice.pressed.emit()
        assert "Another program" in desk.window.notice.sentence
        desk.window.notice.pressed.emit()
        assert not desk.window.notice.isVisible()


async def test_an_inbox_that_could_not_be_asked_never_says_all_done(theme: Theme) -> None:
    async with desk_over(theme, FakeInbox(items=())) as desk:
        pane = desk.window.inbox.list
        await desk.until(lambda: "could not ask" in pane.emptiness, "it is told")
        assert "Tickets" in pane.emptiness


async def test_f5_checks_all_and_r_too_when_nothing_waits(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        QTest.keyClick(desk.view, Qt.Key.Key_F5)
        desk.key("r")
        await desk.until(lambda: desk.inbox.asked.count("refresh all") == 2, "both asked")


async def test_a_form_is_never_opened_out_of_sight(theme: Theme) -> None:
    async with desk_over(theme, size=(round(60 * theme.em), 500)) as desk:
        await desk.opened()
        desk.key("d")
        form = desk.window.inbox.detail.bar.form
        assert form is not None and form.isVisible()
        assert form.isAncestorOf(QApplication.focusWidget() or desk.window)
        desk.window.inbox.detail.back.click()
        assert desk.view.hasFocus()
