"""The façade as the window meets it, in memory: the same signatures, no store and no network."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.ui.sample_items import ITEMS, NOW, SOURCES, detail_of

from odx_desktop.domain.action import Action, ActionState, CommentRule
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Mark, Order, Query, Row, Section, SectionKind
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import SourceStatus
from odx_desktop.domain.work_item import Person, WorkItem, WorkItemDetail
from odx_desktop.inbox.inbox import Inbox
from odx_desktop.inbox.views import Counts, OpenItem, SourceRound, UndoOutcome

KINDS = list(SectionKind)


class FakeInbox(Inbox):
    def __init__(
        self, items: Iterable[WorkItem] = ITEMS, sources: tuple[SourceStatus, ...] = SOURCES
    ) -> None:
        self.items = {number: found for number, found in enumerate(items, 1)}
        self.statuses = sources
        self.actions: dict[str, Action] = {}
        self.read: set[WorkItemKey] = set()
        self.asked: list[str] = []
        self.refusal: Reason | None = None
        self.hold_s = 10.0
        self.by_hand = False
        self.now = NOW
        self.listeners: list[Callable[[Changes], None]] = []
        self.details = {found.key: detail_of(found) for found in self.items.values()}

    # -- what a source does --------------------------------------------------------------------------------

    def tell(self, changes: Changes) -> None:
        for listener in list(self.listeners):
            listener(changes)

    def arrive(self, *items: WorkItem) -> None:
        for found in items:
            self.items[max(self.items, default=0) + 1] = found
            self.details[found.key] = detail_of(found)
        self.tell(Changes(upserted=frozenset(found.key for found in items)))

    def leave(self, key: WorkItemKey) -> None:
        self.items = {number: found for number, found in self.items.items() if found.key != key}
        self.tell(Changes(removed=frozenset({key})))

    # -- questions -----------------------------------------------------------------------------------------

    async def order(self, query: Query) -> Order:
        self.asked.append(f"order {query.text}".strip())
        text = query.text.casefold()
        found = []
        for number, work_item in self.items.items():
            if (
                text
                and text
                not in f"{work_item.title} {work_item.requester and work_item.requester.name}".casefold()
            ):
                continue
            mark = self.mark_of(work_item.key)
            if mark and mark.state in (ActionState.QUEUED, ActionState.SENDING) and not text:
                continue
            found.append(
                (self._section(work_item, query), self._due(work_item), -self._money(work_item), number)
            )
        found.sort()
        ids = array("q", (entry[3] for entry in found))
        sections = []
        for kind in range(len(KINDS)):
            places = [place for place, entry in enumerate(found) if entry[0] == kind]
            if places:
                total = sum((-found[place][2] for place in places), Decimal(0))
                sections.append(Section(KINDS[kind], places[0], len(places), (("CAD", total),)))
        return Order(ids, tuple(sections), len(ids))

    @staticmethod
    def _due(work_item: WorkItem) -> datetime:
        due = work_item.due
        if due is None:
            return datetime.max.replace(tzinfo=UTC)
        if isinstance(due, datetime):
            return due
        return datetime(due.year, due.month, due.day, 23, 59, tzinfo=UTC)

    @staticmethod
    def _money(work_item: WorkItem) -> Decimal:
        return work_item.amount.value if work_item.amount else Decimal(0)

    def _section(self, work_item: WorkItem, query: Query) -> int:
        if work_item.due is None:
            return KINDS.index(SectionKind.NO_DUE)
        due = self._due(work_item)
        if due < query.now:
            return KINDS.index(SectionKind.OVERDUE)
        if due < query.day_ends:
            return KINDS.index(SectionKind.TODAY)
        return KINDS.index(SectionKind.THIS_WEEK if due < query.week_ends else SectionKind.LATER)

    async def rows(self, ids: Sequence[int]) -> tuple[Row, ...]:
        return tuple(self._row(number) for number in ids if number in self.items)

    def _row(self, number: int) -> Row:
        work_item = self.items[number]
        unread = work_item.key not in self.read and number % 3 != 1
        return Row(number, work_item, unread, self.mark_of(work_item.key), NOW)

    def mark_of(self, key: WorkItemKey) -> Mark | None:
        for action in reversed(self.actions.values()):
            if action.key == key and action.state is not ActionState.DISCARDED:
                return Mark(action.id, action.state, action.kind, action.not_before)
        return None

    async def open_item(self, key: WorkItemKey) -> OpenItem | None:
        for number, work_item in self.items.items():
            if work_item.key == key:
                source = next(one for one in self.statuses if one.source.slug == key.source)
                return OpenItem(self._row(number), self.details.get(key), source)
        return None

    async def counts(self, query: Query) -> Counts:
        order = await self.order(query)
        overdue = sum(one.count for one in order.sections if one.kind is SectionKind.OVERDUE)
        return Counts(order.total, overdue, 47, 2, 4, 2)

    async def sources(self) -> tuple[SourceStatus, ...]:
        return self.statuses

    async def action(self, action_id: str) -> Action | None:
        return self.actions.get(action_id)

    async def activity(
        self, states: Sequence[ActionState] = (), text: str = "", limit: int = 500
    ) -> tuple[Action, ...]:
        return tuple(self.actions.values())[:limit]

    async def refresh_item(self, key: WorkItemKey) -> WorkItemDetail:
        self.asked.append(f"refresh_item {key}")
        return self.details[key]

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        self.asked.append(f"people {text}")
        known = (Person("do", "Daniel Osei"), Person("pr", "Priya Raman"), Person("jt", "Joanne Tremblay"))
        return tuple(person for person in known if text.casefold() in person.name.casefold())

    async def save_attachment(self, key: WorkItemKey, attachment_id: str, folder: Path) -> Path:
        path = folder / f"{attachment_id}.txt"
        path.write_text("as kept by the source", encoding="utf-8")
        return path

    # -- decisions -----------------------------------------------------------------------------------------

    async def submit(
        self,
        key: WorkItemKey,
        offer_id: str,
        *,
        comment: str = "",
        params: Mapping[str, str] | None = None,
        lines: Mapping[str, str] | None = None,
        hold_s: float | None = None,
    ) -> Action:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        detail = self.details[key]
        offer = next(one for one in detail.offers if one.id == offer_id)
        if offer.comment is CommentRule.REQUIRED and not comment:
            raise Refusal(Reason.of("action.needs_comment", action=offer.label.en))
        action = Action(
            id=f"action-{len(self.actions) + 1}",
            key=key,
            title=detail.item.title,
            kind=offer.kind,
            offer_id=offer.id,
            offer_label=offer.label,
            effect=offer.effect,
            created=self.now,
            state=ActionState.HELD,
            not_before=None if self.by_hand else self.now + timedelta(seconds=self.hold_s),
            params=tuple((params or {}).items()),
            comment=comment,
            lines=tuple((lines or {}).items()),
        )
        self.actions[action.id] = action
        self.tell(Changes(upserted=frozenset({key}), actions=frozenset({action.id})))
        return action

    async def undo(self, action_or_batch: str) -> UndoOutcome:
        action = self.actions[action_or_batch]
        if action.state is not ActionState.HELD:
            return UndoOutcome((), (action.id,))
        self.set_state(action.id, ActionState.DISCARDED)
        return UndoOutcome((action.id,), ())

    async def send_now(self, action_id: str) -> Action:
        self.set_state(action_id, ActionState.QUEUED)
        return self.actions[action_id]

    def set_state(self, action_id: str, state: ActionState) -> None:
        action = self.actions[action_id]
        self.actions[action_id] = replace(action, state=state)
        self.tell(Changes(upserted=frozenset({action.key}), actions=frozenset({action_id})))

    async def mark_read(self, key: WorkItemKey) -> None:
        self.read.add(key)
        self.tell(Changes(upserted=frozenset({key})))

    async def save_draft(self, key: WorkItemKey, text: str) -> None:
        self.asked.append(f"draft {key} {text}")

    async def refresh(self, slug: str | None = None) -> tuple[SourceRound, ...]:
        self.asked.append(f"refresh {slug or 'all'}")
        return ()

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)
