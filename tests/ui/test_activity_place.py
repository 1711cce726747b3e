"""Activity keeps the row in hand, says the truth at once and carries each order to the inbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot
from tests.ui.decisions import NOW, AtOnce, StillInbox, decision, source

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.reason import Reason
from odx_desktop.ui.activity_model import ActivityModel, Heading, arranged
from odx_desktop.ui.activity_place import CONFIRMED_AT_MOST, ActivityPlace
from odx_desktop.ui.activity_words import Choice
from odx_desktop.ui.controls import Banner, Button
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Theme

ALL = (
    decision("unknown", ActionState.UNKNOWN, reason=Reason.of("action.no_answer"), ago=9),
    decision("refused", ActionState.REFUSED, reason=Reason.of("action.refused"), ago=8, comment="Why not"),
    decision("held", ActionState.HELD, not_before=NOW + timedelta(seconds=7)),
    decision("done", ActionState.CONFIRMED, ago=30),
    decision("away", ActionState.DISCARDED, ago=40),
)


@pytest.fixture
def inbox() -> StillInbox:
    made = StillInbox()
    made.actions, made.statuses = ALL, (source("hr"),)
    return made


@pytest.fixture
def place(theme: Theme, qtbot: QtBot, inbox: StillInbox) -> ActivityPlace:
    board = SourceBoard()
    made = ActivityPlace(theme, board, lambda: NOW)
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


def test_sections_come_in_the_order_of_need() -> None:
    entries = arranged(ALL)
    assert [e.section.value if isinstance(e, Heading) else e.id for e in entries] == [
        "not_settled", "refused", "unknown", "on_the_way", "held", "confirmed", "done",
    ]  # fmt: skip


def test_a_row_that_stays_keeps_its_index_when_others_move(theme: Theme) -> None:
    model = ActivityModel(SourceBoard(), lambda: NOW)
    model.take(ALL)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    kept = model.index(model.row_of("done") or 0)
    held_on = QPersistentModelIndex(kept)
    model.take([*ALL, decision("new", ActionState.CONFIRMED, ago=1)])
    model.take([action for action in ALL if action.id != "unknown"])
    assert not resets
    assert held_on.isValid()
    assert held_on.row() == model.row_of("done")
    assert model.rowCount(QModelIndex()) == len(model.entries)


def test_arrow_keys_pass_over_headings_and_tab_leaves(place: ActivityPlace, qtbot: QtBot) -> None:
    seen = []
    for _ in range(5):
        action = place.view.current_action()
        seen.append(action.id if action else None)
        qtbot.keyClick(place.view, Qt.Key.Key_Down)
    assert seen == ["refused", "unknown", "held", "done", "done"]
    qtbot.keyClick(place.view, Qt.Key.Key_Tab)
    assert not place.view.hasFocus()


def test_keys_order_what_the_row_offers_and_nothing_else(
    place: ActivityPlace, qtbot: QtBot, inbox: StillInbox
) -> None:
    place.show_action("unknown")
    qtbot.keyClick(place.view, Qt.Key.Key_Z)
    assert inbox.orders == []
    qtbot.keyClick(place.view, Qt.Key.Key_R)
    assert inbox.orders == [("retry", "unknown")]


def test_discarding_a_doubt_warns_first(place: ActivityPlace, qtbot: QtBot, inbox: StillInbox) -> None:
    place.show_action("unknown")
    discard = _button(place, "Discard…")
    discard.click()
    assert inbox.orders == []
    warning = next(b for b in place.story.findChildren(Banner) if not b.isHidden())
    assert "does not take it back" in warning.sentence
    warning.pressed.emit()
    assert inbox.orders == [("discard", "unknown")]


def test_the_row_in_hand_stays_in_hand_when_its_state_changes(
    place: ActivityPlace, inbox: StillInbox
) -> None:
    place.show_action("held")
    inbox.actions = tuple(
        decision("held", ActionState.REFUSED, reason=Reason.of("action.refused")) if a.id == "held" else a
        for a in ALL
    )
    place.ask()
    current = place.view.current_action()
    assert current is not None
    assert (current.id, current.state) == ("held", ActionState.REFUSED)
    assert place.story.action == current


def test_the_four_settling_orders_reach_the_inbox(place: ActivityPlace, inbox: StillInbox) -> None:
    unknown = ALL[0]
    for choice in (Choice.CHECK_NOW, Choice.IT_IS_THERE, Choice.SEND_AGAIN, Choice.DISCARD):
        place.orders.order(unknown, choice)
    assert [name for name, _id in inbox.orders] == ["retry", "confirm_done", "send_again", "discard"]


def test_opening_asks_the_window_for_the_item(place: ActivityPlace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(place.item_wanted) as asked:
        place.orders.order(ALL[0], Choice.OPEN)
    assert asked.args == [ALL[0].key]


def test_edit_brings_the_comment_back(place: ActivityPlace, qtbot: QtBot) -> None:
    place.show_action("refused")
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    assert place.story.findChildren(type(place.story._edit))[0].text() == "Why not"


def test_a_search_without_a_result_is_not_an_empty_history(place: ActivityPlace, qtbot: QtBot) -> None:
    place.search.setText("nothing has this")
    qtbot.waitUntil(lambda: place._empty.isVisible())
    assert "these words" in place._empty.accessibleName()


def test_a_busy_month_does_not_push_an_old_doubt_out_of_sight(
    place: ActivityPlace, inbox: StillInbox
) -> None:
    done = [decision(f"done{n}", ActionState.CONFIRMED, ago=n) for n in range(CONFIRMED_AT_MOST + 40)]
    inbox.actions = (*done, decision("old", ActionState.NEEDS_YOU, ago=50_000))
    place.ask()
    place.show_action("old")
    current = place.view.current_action()
    assert current is not None
    assert current.id == "old"
    assert f"the last {CONFIRMED_AT_MOST} confirmed" in place._counts.text()


def _button(place: ActivityPlace, word: str) -> Button:
    return next(b for b in place.story.findChildren(Button) if b.label == word)
