"""What a person decides, from the press of a key to the row's last state; every promise is a commit."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import uuid_utils

from odx_desktop.domain.action import Action, ActionOffer, ActionState, CommentRule
from odx_desktop.domain.action_facts import base_facts
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import WorkItemDetail
from odx_desktop.inbox.parts import Parts
from odx_desktop.inbox.views import UndoOutcome

UNDOABLE = (ActionState.HELD, ActionState.QUEUED)
RESENDABLE = (ActionState.REFUSED, ActionState.CONFLICT, ActionState.NEEDS_YOU)
DISCARDABLE = (*UNDOABLE, *RESENDABLE, ActionState.UNKNOWN)
WAITING = (ActionState.HELD, ActionState.QUEUED, ActionState.SENDING, ActionState.UNKNOWN)
DOUBTFUL = (ActionState.NEEDS_YOU, ActionState.UNKNOWN)
WATCH_S = 0.1


class Decisions:
    """Orders about actions; a part of the façade. Each raises Refusal when it cannot be."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

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
        """Accept a decision: one row in the vault, committed when this returns. `hold_s` None takes the
        setting; 0 queues at once. Refusal: `item.unknown`, `action.unknown`, `action.ambiguous`,
        `action.needs_comment`, `action.needs_param`, `action.already_waiting`."""
        detail = await self._detail_with_offers(key)
        offer = chosen_offer(detail.offers, offer_id)
        check_input(offer, comment, params or {})
        action = await self._action(detail, offer, comment, params or {}, lines or {})
        return await self._accept(
            held(action, self._parts.limits.hold_s() if hold_s is None else hold_s), replaces=None
        )

    async def refresh_item(self, key: WorkItemKey) -> WorkItemDetail:
        """Read the detail and its offers again. Raises SourceError; the cache keeps what it had."""
        return await self._parts.on_engine(self._read_detail(key))

    async def undo(self, action_or_batch: str) -> UndoOutcome:
        """Discard what is still held or queued; the rest is told as too late."""
        vault = self._parts.store.vault
        batch = await asyncio.wrap_future(vault.batch(action_or_batch))
        actions = batch or (await self._known_action(action_or_batch),)
        undone: list[str] = []
        late: list[str] = []
        for action in actions:
            moved = await self._move(action.id, UNDOABLE, ActionState.DISCARDED, Reason.of("action.undone"))
            (undone if moved else late).append(action.id)
        return UndoOutcome(tuple(undone), tuple(late))

    async def send_now(self, action_id: str) -> Action:
        """End the hold at once."""
        return await self._moved(action_id, (ActionState.HELD,), ActionState.QUEUED, None)

    async def discard(self, action_id: str) -> Action:
        return await self._moved(action_id, DISCARDABLE, ActionState.DISCARDED, Reason.of("action.discarded"))

    async def confirm_done(self, action_id: str) -> Action:
        """The person looked and says "it is there": needs_you or unknown becomes confirmed."""
        return await self._moved(
            action_id, DOUBTFUL, ActionState.CONFIRMED, Reason.of("action.person_confirmed")
        )

    async def send_again(self, action_id: str) -> Action:
        """The person accepts the risk: needs_you or unknown becomes queued with the same id."""
        return await self._moved(action_id, DOUBTFUL, ActionState.QUEUED, Reason.of("action.person_resends"))

    async def retry(self, action_id: str) -> Action:
        """Unknown: read again now. Refused, conflict, needs you: resend as a new action. Queued: try now."""
        action = await self._known_action(action_id)
        if action.state in RESENDABLE:
            return await self._resend(action)
        if action.state not in (ActionState.UNKNOWN, ActionState.QUEUED, ActionState.HELD):
            raise Refusal(Reason.of("action.too_late", state=action.state))
        if action.state is ActionState.HELD:
            await self.send_now(action.id)
        await self._parts.on_engine(self._parts.engine.run_push(action.key.source))
        return await self._known_action(action.id)

    async def wait_settled(self, action_id: str, timeout_s: float) -> Action:
        """Until the row is settled, or one attempt left it queued or unknown, or the time is over."""
        before = await self._known_action(action_id)
        deadline = self._parts.clock.monotonic() + timeout_s
        while True:
            pushed = await self._push_within(before.key.source, deadline - self._parts.clock.monotonic())
            action = await self._known_action(action_id)
            moving = action.state in (ActionState.HELD, ActionState.SENDING) or (
                action.state is ActionState.QUEUED and action.attempts == before.attempts
            )
            if not moving or pushed or self._parts.clock.monotonic() >= deadline:
                return action
            await asyncio.sleep(WATCH_S)

    async def _push_within(self, slug: str, seconds: float) -> bool:
        """False while another process holds the profile and pushes in our place, or when the time is over."""
        try:
            async with asyncio.timeout(seconds):
                return await self._parts.on_engine(self._parts.engine.run_push(slug)) is not None
        except TimeoutError:
            return False

    # -- inside --------------------------------------------------------------------------------------------

    async def _detail_with_offers(self, key: WorkItemKey) -> WorkItemDetail:
        reader = self._parts.store.reader
        if await asyncio.wrap_future(reader.row(key)) is None:
            raise Refusal(Reason.of("item.unknown", key=str(key)))
        detail = await asyncio.wrap_future(reader.detail(key))
        if detail is None or detail.offers_as_of is None:
            detail = await self.refresh_item(key)
        return detail

    async def _read_detail(self, key: WorkItemKey) -> WorkItemDetail:
        connector = await self._parts.engine.connector(key.source)
        detail = await connector.detail(key)
        changes = await asyncio.wrap_future(self._parts.store.cache.put_detail(detail))
        self._parts.news.announce(changes)
        return detail

    async def _action(
        self,
        detail: WorkItemDetail,
        offer: ActionOffer,
        comment: str,
        params: Mapping[str, str],
        lines: Mapping[str, str],
    ) -> Action:
        now = self._parts.clock.now()
        source = await self._source(detail.key.source)
        return Action(
            id=str(uuid_utils.uuid7()),
            key=detail.key,
            title=detail.item.title,
            kind=offer.kind,
            offer_id=offer.id,
            offer_label=offer.label,
            effect=offer.effect,
            created=now,
            state=ActionState.QUEUED,
            not_before=now,
            params=tuple(sorted(params.items())),
            comment=comment,
            lines=tuple(sorted(lines.items())),
            base_version=detail.item.version,
            base=base_facts(detail.item, detail.lines),
            connector=source[0],
            manifest_digest=source[1],
            person=source[2],
        )

    async def _source(self, slug: str) -> tuple[str, str, str]:
        sources = await asyncio.wrap_future(self._parts.store.vault.sources())
        source = next(source for source in sources if source.slug == slug)
        return source.connector, source.manifest_digest, source.user

    async def _accept(self, action: Action, replaces: str | None) -> Action:
        # A write is never cancelled: what was committed must not look as if it failed (architecture.md 4).
        inserted = asyncio.wrap_future(self._parts.store.vault.insert_action(action, replaces))
        accepted = await asyncio.shield(inserted)
        self._announce(accepted)
        return accepted

    async def _resend(self, old: Action) -> Action:
        detail = await self.refresh_item(old.key)
        offer = chosen_offer(detail.offers, old.offer_id)
        check_input(offer, old.comment, dict(old.params))
        action = await self._action(detail, offer, old.comment, dict(old.params), dict(old.lines))
        return await self._accept(held(action, self._parts.limits.hold_s()), replaces=old.id)

    async def _known_action(self, action_id: str) -> Action:
        action = await asyncio.wrap_future(self._parts.store.vault.action(action_id))
        if action is None:
            raise Refusal(Reason.of("action.no_such_action", action=action_id))
        return action

    async def _moved(
        self, action_id: str, expected: Collection[ActionState], to: ActionState, reason: Reason | None
    ) -> Action:
        action = await self._known_action(action_id)
        moved = await self._move(action.id, expected, to, reason)
        if moved is None:
            raise Refusal(Reason.of("action.too_late", state=(await self._known_action(action_id)).state))
        return moved

    async def _move(
        self, action_id: str, expected: Collection[ActionState], to: ActionState, reason: Reason | None
    ) -> Action | None:
        moved = await asyncio.shield(
            asyncio.wrap_future(
                self._parts.store.vault.move(
                    action_id,
                    expected=expected,
                    to=to,
                    reason=reason,
                    now=self._parts.clock.now(),
                    not_before=self._parts.clock.now(),
                )
            )
        )
        if moved is not None:
            self._announce(moved)
        return moved

    def _announce(self, action: Action) -> None:
        self._parts.news.announce(Changes(actions=frozenset({action.id}), upserted=frozenset({action.key})))


def chosen_offer(offers: tuple[ActionOffer, ...], wanted: str) -> ActionOffer:
    """By the offer's id, or by a kind that only one offer has. Raises Refusal and names what there is."""
    by_id = [offer for offer in offers if offer.id == wanted]
    by_kind = [offer for offer in offers if offer.kind == wanted]
    found = by_id or by_kind
    named = ", ".join(f"{offer.id} ({offer.kind})" for offer in offers)
    if not found:
        raise Refusal(Reason.of("action.unknown", action=wanted, offers=named))
    if len(found) > 1:
        raise Refusal(Reason.of("action.ambiguous", action=wanted, offers=named))
    return found[0]


def check_input(offer: ActionOffer, comment: str, params: Mapping[str, str]) -> None:
    """Raises Refusal when the source would ask for more; nothing is written then."""
    if offer.comment is CommentRule.REQUIRED and not comment.strip():
        raise Refusal(Reason.of("action.needs_comment", action=offer.label.en))
    missing = [param.name for param in offer.params if param.required and not params.get(param.name)]
    if missing:
        raise Refusal(Reason.of("action.needs_param", param=", ".join(missing)))
    known = {param.name for param in offer.params}
    strange = [name for name in params if name not in known]
    if strange:
        raise Refusal(Reason.of("action.unknown_param", param=", ".join(strange)))


def held(action: Action, seconds: float | None) -> Action:
    """Held for so long; None holds it until the person sends, 0 not at all."""
    if seconds is None:
        return replace(action, state=ActionState.HELD, not_before=None)
    if seconds <= 0:
        return action
    return replace(action, state=ActionState.HELD, not_before=action.created + timedelta(seconds=seconds))
