from __future__ import annotations

import asyncio
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from tests.ui.desk import desk_over
from tests.ui.fake_inbox import FakeInbox
from tests.ui.sample_items import ITEMS

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.reason import Reason
from odx_desktop.ui.theme import Theme


async def test_a_approves_the_row_holds_and_the_next_is_current(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        first = desk.row()
        desk.key("a")
        await desk.until(lambda: desk.inbox.actions, "an action")
        (action,) = desk.inbox.actions.values()
        assert (action.key, action.offer_id, action.state) == (first.item.key, "approve", ActionState.HELD)
        await desk.until(lambda: desk.row().item.key != first.item.key, "the next row")
        model = desk.window.inbox.list.items.model
        await desk.until(lambda: (parts := model.parts_of(first.id)) and parts.mark, "the row shows its hold")
        parts = model.parts_of(first.id)
        assert parts is not None and parts.mark is not None
        assert parts.mark.words == "Approved by you. Sends in 10\u00a0s"
        assert parts.mark.undo
        assert any(said.startswith("Approved by you. Next: ") for said in desk.said)


async def test_nothing_is_said_before_it_is_written(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        first = desk.row()
        desk.inbox.refusal = Reason.of("store.full")
        desk.key("a")
        banner = desk.window.inbox.detail.banner
        await desk.until(lambda: banner.isVisible(), "the refusal is told")
        assert "disk is full" in banner.sentence
        assert desk.row().item.key == first.item.key
        assert not any("Approved" in said for said in desk.said)


async def test_a_second_press_decides_nothing_twice(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("aaa")
        await desk.until(lambda: desk.inbox.actions, "an action")
        await asyncio.sleep(0.05)
        assert len(desk.inbox.actions) == 1


async def test_decline_asks_for_a_reason_in_place(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("d")
        form = desk.window.inbox.detail.bar.form
        assert form is not None
        form.confirm()
        assert not desk.inbox.actions
        QTest.keyClicks(form.focusWidget() or form, "No budget left")
        QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await desk.until(lambda: desk.inbox.actions, "an action")
        (action,) = desk.inbox.actions.values()
        assert (action.offer_id, action.comment) == ("deny", "No budget left")


async def test_escape_keeps_what_was_typed(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("d")
        bar = desk.window.inbox.detail.bar
        assert bar.form is not None
        field = bar.form.focusWidget() or bar.form
        QTest.keyClicks(field, "half a thought")
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert bar.form is None
        assert bar.comment.text() == "half a thought"
        assert desk.view.hasFocus()


async def test_a_person_is_chosen_among_those_the_source_names(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("f")
        form = desk.window.inbox.detail.bar.form
        assert form is not None
        form.confirm()
        assert not desk.inbox.actions
        QTest.keyClicks(form.focusWidget() or form, "priya")
        await desk.until(lambda: "people priya" in desk.inbox.asked, "the source is asked")
        await asyncio.sleep(0.02)
        QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_Return)
        form.confirm()
        await desk.until(lambda: desk.inbox.actions, "an action")
        (action,) = desk.inbox.actions.values()
        assert action.param("to") == "pr"


async def test_z_takes_the_last_decision_back(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("a")
        await desk.until(lambda: desk.inbox.actions, "an action")
        await desk.until(lambda: any("Next" in said for said in desk.said), "it is accepted")
        desk.key("z")
        await desk.until(
            lambda: next(iter(desk.inbox.actions.values())).state is ActionState.DISCARDED, "taken back"
        )
        await desk.until(lambda: "Taken back. Nothing was sent." in desk.said, "told")


async def test_too_late_is_told(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("a")
        await desk.until(lambda: any("Next" in said for said in desk.said), "it is accepted")
        desk.inbox.set_state("action-1", ActionState.SENDING)
        desk.key("z")
        await desk.until(lambda: any(said.startswith("Too late") for said in desk.said), "told")


async def test_letters_typed_into_a_field_decide_nothing(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        search = desk.window.inbox.list.search
        desk.key("/")
        assert search.hasFocus()
        QTest.keyClicks(search, "adz")
        await asyncio.sleep(0.15)
        assert not desk.inbox.actions
        assert "order adz" in desk.inbox.asked


async def test_keys_of_actions_the_source_does_not_offer_are_dead(theme: Theme) -> None:
    inbox = FakeInbox()
    for key, detail in inbox.details.items():
        inbox.details[key] = type(detail)(
            item=detail.item, as_of=detail.as_of, offers=(), offers_as_of=detail.as_of
        )
    async with desk_over(theme, inbox) as desk:
        bar = desk.window.inbox.detail.bar
        await desk.until(lambda: "offers nothing" in bar.caption, "the reason is told")
        desk.key("ad")
        await asyncio.sleep(0.05)
        assert not inbox.actions


async def test_what_was_refused_can_be_decided_again(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        first = desk.row()
        desk.key("a")
        await desk.until(lambda: any("Next" in said for said in desk.said), "it is accepted")
        desk.inbox.set_state("action-1", ActionState.REFUSED)
        items = desk.window.inbox.list.items
        await desk.until(lambda: first.id in items.model.entries, "the row is back")
        items.choose(first.id)
        bar = desk.window.inbox.detail.bar
        await desk.until(lambda: "you can decide again" in bar.caption, "it says so")
        assert bar.offers

        def in_full_ink() -> bool:
            parts = items.model.parts_of(first.id)
            return parts is not None and parts.mark is not None and not parts.mark.faded

        await desk.until(in_full_ink, "the row is in full ink again")


async def test_what_is_held_until_sent_by_hand_can_be_sent(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        first = desk.row()
        desk.inbox.by_hand = True
        desk.key("a")
        await desk.until(lambda: any("Next" in said for said in desk.said), "it is accepted")
        desk.window.inbox.list.items.choose(first.id)
        bar = desk.window.inbox.detail.bar
        await desk.until(lambda: "Held until you send it" in bar.caption, "it says so")
        bar.send_pressed.emit()
        await desk.until(lambda: desk.inbox.actions["action-1"].state is ActionState.QUEUED, "let go")


async def test_m_and_enter_send_a_comment_where_the_source_takes_one(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("m")
        field = desk.window.inbox.detail.bar.comment
        assert field.hasFocus()
        QTest.keyClicks(field, "Is the warranty in it?")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await desk.until(lambda: desk.inbox.actions, "an action")
        (action,) = desk.inbox.actions.values()
        assert (action.offer_id, action.comment) == ("note", "Is the warranty in it?")
        await desk.until(lambda: not field.text(), "the field is free again")


async def test_lines_are_decided_one_by_one(theme: Theme) -> None:
    inbox = FakeInbox()
    detail = inbox.details[ITEMS[0].key]
    deciding = tuple(replace(offer, per_line=True) for offer in detail.offers[:2])
    inbox.details[ITEMS[0].key] = replace(detail, offers=(*deciding, *detail.offers[2:]))
    async with desk_over(theme, inbox) as desk:
        await desk.opened()
        bar = desk.window.inbox.detail.bar
        button = next(one for one in bar.findChildren(QPushButton) if one.text().startswith("Decide line"))
        button.click()
        assert bar.form is not None
        boxes = bar.form.findChildren(QComboBox)
        assert len(boxes) == len(detail.lines)
        boxes[1].setCurrentIndex(1)
        bar.form.confirm()
        await desk.until(lambda: inbox.actions, "an action")
        (action,) = inbox.actions.values()
        assert dict(action.lines) == {"1": "approve", "2": "deny", "3": "approve"}
