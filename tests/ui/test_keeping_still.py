from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.desk import desk_over
from tests.ui.fake_inbox import FakeInbox
from tests.ui.sample_items import ITEMS

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import WorkItem
from odx_desktop.ui.theme import Theme


def many(count: int) -> list[WorkItem]:
    return [
        replace(
            ITEMS[0],
            key=WorkItemKey("hr", (f"n{number}",)),
            title=f"Item {number}",
            due=date(2027, 1, 1 + number % 28),
        )
        for number in range(count)
    ]


def newcomer(due: date) -> WorkItem:
    return replace(ITEMS[1], key=WorkItemKey("hr", ("new",)), title="A newcomer", due=due)


async def test_selection_and_scroll_survive_an_arrival_above(theme: Theme) -> None:
    async with desk_over(theme, FakeInbox(many(200))) as desk:
        items = desk.window.inbox.list.items
        QTest.keyClick(desk.view, Qt.Key.Key_End)
        desk.key("k")
        await desk.until(lambda: items.current_row(), "the row is here")
        chosen = desk.row().item.key
        before = items.view.visualRect(items.view.currentIndex()).top()
        desk.inbox.arrive(newcomer(date(2026, 11, 20)))
        await desk.until(lambda: len([e for e in items.model.entries if e >= 0]) == 201, "it came")
        assert desk.row().item.key == chosen
        assert items.view.visualRect(items.view.currentIndex()).top() == before


async def test_an_arrival_in_view_waits_for_r(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("j")
        shown = desk.titles()
        pane = desk.window.inbox.list
        desk.inbox.arrive(newcomer(date(2026, 11, 21)))
        await desk.until(lambda: pane.arrivals.isVisible(), "the newcomer is told")
        assert desk.titles() == shown
        assert pane.arrivals.label == "1 new"
        desk.key("r")
        await desk.until(lambda: "A newcomer" in desk.titles(), "it is shown")
        await desk.until(lambda: not pane.arrivals.isVisible(), "nothing waits")


async def test_until_a_hand_is_on_it_the_list_fills_as_sources_answer(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        desk.inbox.arrive(newcomer(date(2026, 11, 21)))
        await desk.until(lambda: "A newcomer" in desk.titles(), "it is shown at once")


async def test_a_row_that_leaves_takes_nothing_else_along(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        desk.key("jj")
        await asyncio.sleep(0)
        chosen = desk.row()
        desk.inbox.leave(ITEMS[8].key)
        await desk.until(lambda: ITEMS[8].title not in desk.titles(), "it left")
        assert desk.row().item.key == chosen.item.key


async def test_a_thousand_changes_are_a_few_questions(theme: Theme) -> None:
    async with desk_over(theme, FakeInbox(many(50))) as desk:
        desk.inbox.asked.clear()
        for _ in range(1000):
            desk.inbox.arrive()
        desk.inbox.arrive(newcomer(date(2027, 2, 1)))
        await desk.until(lambda: "A newcomer" in desk.titles(), "the last is shown")
        assert sum(asked.startswith("order") for asked in desk.inbox.asked) <= 8


async def test_a_search_that_hides_everything_says_so_and_escape_shows_it_again(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        pane = desk.window.inbox.list
        desk.key("/")
        QTest.keyClicks(pane.search, "zzzz")
        await desk.until(lambda: not pane.items.isVisible(), "the emptiness shows")
        QTest.keyClick(pane.search, Qt.Key.Key_Escape)
        await desk.until(lambda: len(desk.titles()) == len(ITEMS), "all is back")


async def test_each_row_is_one_spoken_sentence(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        index = desk.window.inbox.list.items.view.currentIndex()
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
            "Overdue, 3 items, $49,534.60. Overdue 2 days. Purchase order 4411: 40 laptops, Sudbury office. "
            "$48,250.00. From Priya Raman. assigned to you. eProcurement."
        )


async def test_a_decided_row_that_stays_under_the_eyes_tells_what_became_of_it(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        items = desk.window.inbox.list.items
        key, entry = desk.row().item.key, desk.row().id
        desk.key("a")
        await desk.until(lambda: desk.row().item.key != key, "it was decided, the next row is current")
        (action_id,) = desk.inbox.actions
        desk.inbox.set_state(action_id, ActionState.CONFIRMED)
        desk.inbox.leave(key)

        def told() -> bool:
            row = items.model.row_of(entry)
            return row is not None and row.mark is not None and row.mark.state is ActionState.CONFIRMED

        await desk.until(told, "the row says that it is confirmed")


async def test_a_row_that_a_colleague_settled_says_so_while_it_stays(theme: Theme) -> None:
    async with desk_over(theme) as desk:
        await desk.opened()
        items = desk.window.inbox.list.items
        first = desk.row()
        desk.key("j")
        await desk.until(lambda: desk.row().id != first.id, "the next row is current")
        desk.inbox.leave(first.item.key)

        def told() -> bool:
            parts = items.model.parts_of(first.id)
            return parts is not None and parts.mark is not None and "No longer" in parts.mark.words

        await desk.until(told, "the row says that it has left")
        desk.key("k")
        bar = desk.window.inbox.detail.bar
        await desk.until(lambda: desk.row().id == first.id, "it is opened all the same")
        await desk.until(lambda: "No longer waits" in bar.caption, "the bar says so, too")
