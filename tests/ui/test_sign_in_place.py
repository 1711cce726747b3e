"""Sign-in orders what the person chose, asks first where decisions would be lost, and keeps rows still."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.decisions import AtOnce, StillInbox, source

from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.inbox.views import SourceTest, WaitingChoice
from odx_desktop.ui.controls import Banner, Button
from odx_desktop.ui.sign_in_place import SignInPlace
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.source_dialog import SourceDialog
from odx_desktop.ui.source_words import Order
from odx_desktop.ui.theme import Theme


@pytest.fixture
def inbox() -> StillInbox:
    made = StillInbox()
    made.statuses = (
        source("hr"),
        source("fin", Health.SIGN_IN_NEEDED, reason=Reason.of("source.wrong_secret"), waiting=2),
        source("todo"),
    )
    return made


@pytest.fixture
def place(theme: Theme, qtbot: QtBot, inbox: StillInbox) -> SignInPlace:
    board = SourceBoard()
    made = SignInPlace(theme, board)
    bridge = AtOnce(inbox, made)
    board.attach(bridge)
    made.attach(bridge)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.view.setFocus()
    return made


def _slugs(place: SignInPlace) -> list[str]:
    model = place.view.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole + 1).source.slug for row in range(3)]


def test_need_comes_first_but_nothing_moves_while_it_is_looked_at(
    place: SignInPlace, inbox: StillInbox
) -> None:
    assert _slugs(place) == ["fin", "hr", "todo"]
    inbox.statuses = (source("hr"), source("fin"), source("todo", Health.NOT_REACHED))
    place._board.ask()
    assert _slugs(place) == ["fin", "hr", "todo"]
    place.hide()
    place.show()
    assert _slugs(place) == ["todo", "hr", "fin"]


def test_signing_out_with_decisions_that_wait_asks_what_becomes_of_them(
    place: SignInPlace, inbox: StillInbox, qtbot: QtBot
) -> None:
    place.show_source("fin")
    place.story.order(Order.SIGN_OUT)
    assert inbox.orders == []
    assert "2 decisions wait for FIN." in place.story.question
    keep = next(b for b in place.story.findChildren(Button) if b.label == "Keep for my return")
    keep.click()
    assert inbox.orders == [("sign_out", "fin", WaitingChoice.KEEP)]


def test_escape_leaves_the_question_and_orders_nothing(
    place: SignInPlace, inbox: StillInbox, qtbot: QtBot
) -> None:
    place.show_source("fin")
    place.story.order(Order.REMOVE)
    assert place.story.question
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not place.story.question
    assert inbox.orders == []


def test_signing_out_where_nothing_waits_needs_no_question(place: SignInPlace, inbox: StillInbox) -> None:
    place.show_source("hr")
    place.story.order(Order.SIGN_OUT)
    assert inbox.orders == [("sign_out", "hr", None)]


def test_keys_check_and_open_the_dialog(place: SignInPlace, inbox: StillInbox, qtbot: QtBot) -> None:
    place.show_source("hr")
    qtbot.keyClick(place.view, Qt.Key.Key_R)
    assert inbox.orders == [("refresh", "hr")]
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    assert place.dialog is not None
    place.dialog.reject()


def test_a_changed_password_is_tested_before_it_is_saved(
    theme: Theme, qtbot: QtBot, inbox: StillInbox
) -> None:
    inbox.test = SourceTest(inbox.statuses[1], ok=False, reason=Reason.of("source.wrong_secret"))
    dialog = _dialog(theme, qtbot, inbox)
    saved: list[object] = []
    dialog.saved.connect(saved.append)
    dialog.secret.edit.setText("wrong")
    dialog.save.click()
    banner = dialog.findChildren(Banner)[0]
    assert "Nothing was saved." in banner.sentence
    assert saved == []
    inbox.test = SourceTest(inbox.statuses[1], ok=True)
    dialog.secret.edit.setText("right")
    dialog.save.click()
    assert len(saved) == 1
    assert dialog.secret.edit.text() == "", "the window keeps no secret"
    assert inbox.orders[-2][2].secret == "right"
    assert inbox.orders[-1] == ("refresh", "fin"), "its items come at once"


def test_an_empty_password_keeps_the_one_there_is(theme: Theme, qtbot: QtBot, inbox: StillInbox) -> None:
    dialog = _dialog(theme, qtbot, inbox)
    dialog.save.click()
    assert inbox.orders[0][2].secret is None


def test_a_new_source_says_what_is_missing_and_asks_what_its_kind_needs(
    theme: Theme, qtbot: QtBot, inbox: StillInbox
) -> None:
    dialog = SourceDialog(theme, AtOnce(inbox))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save.click()
    assert inbox.orders == []
    assert "Name" in dialog.findChildren(Banner)[0].sentence
    dialog.connector.setCurrentIndex(1)
    assert not dialog.user.isVisible()
    dialog.name_field.setText("Tickets")
    dialog.url.setText("https://tickets.example")
    dialog.secret.edit.setText("key")
    dialog.save.click()
    assert "Business unit" in dialog.findChildren(Banner)[0].sentence


def test_the_password_is_hidden_until_it_is_shown(theme: Theme, qtbot: QtBot, inbox: StillInbox) -> None:
    dialog = _dialog(theme, qtbot, inbox)
    assert dialog.secret.edit.echoMode() is dialog.secret.edit.EchoMode.Password
    dialog.secret.findChildren(Button)[0].click()
    assert dialog.secret.edit.echoMode() is dialog.secret.edit.EchoMode.Normal


def _dialog(theme: Theme, qtbot: QtBot, inbox: StillInbox) -> SourceDialog:
    dialog = SourceDialog(theme, AtOnce(inbox), inbox.statuses[1])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_name_that_was_not_touched_keeps_both_languages(
    theme: Theme, qtbot: QtBot, inbox: StillInbox
) -> None:
    dialog = _dialog(theme, qtbot, inbox)
    assert (dialog.draft().name, dialog.draft().name_fr) == ("FIN", "FIN (fr)")
    dialog.name_field.setText("Money")
    assert (dialog.draft().name, dialog.draft().name_fr) == ("Money", None)
