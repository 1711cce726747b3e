"""Settles doubt by reading: is an action that got no answer in effect?"""

from __future__ import annotations

from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.conflict import who_was_faster
from odx_desktop.connectors.declarative.proof import CommentProof, applied, proves_comment, sent_at
from odx_desktop.connectors.declarative.reader import Reading
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.sender import Desk, for_action, left
from odx_desktop.connectors.declarative.ways import Offered
from odx_desktop.domain.action import Action, Effect
from odx_desktop.domain.errors import NoAccess
from odx_desktop.domain.send_result import CannotTell, InEffect, NotInEffect, Verdict
from odx_desktop.domain.work_item import Gone


class Verifier:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def verify(self, action: Action, me: Identity, bindings: Bindings) -> Verdict:
        """Raises as ItemReader.read does; changes nothing."""
        offered = self._desk.ways.of_action(action.offer_id)
        try:
            reading = await self._desk.reader.read(action.key, me, bindings)
        except NoAccess:
            # The source was asked and keeps the item from us: it may have gone to where we cannot look.
            return CannotTell()
        if offered is None:
            return CannotTell(reading if isinstance(reading, Gone) else reading.item)
        if isinstance(reading, Gone):
            return InEffect(reading) if offered.way.confirm == "absent" else CannotTell(reading)
        if offered.way.confirm == "absent":
            return InEffect(reading.item) if left(reading.item) else self._not_so(action, offered, reading)
        if offered.applied is None:
            return CannotTell(reading.item)
        return await self._by_applied_when(action, offered, reading)

    async def _by_applied_when(self, action: Action, offered: Offered, reading: Reading) -> Verdict:
        said = bool(action.comment.strip())
        comments = await self._desk.reader.comments(reading) if said else ()
        proof = CommentProof(action.comment, reading.me, not_older_than=sent_at(action, self._desk.skew))
        shown = proof.shown_in(comments)
        if not applied(offered, action, for_action(reading, action, offered), shown):
            if shown:
                # The words are there and the rest is not: sent again, they would be there twice.
                return NotInEffect(unchanged=False, current=reading.item)
            return self._not_so(action, offered, reading)
        if said and proves_comment(offered.way.applied_when):
            return InEffect(reading.item)
        faster = who_was_faster(offered.way.changed_by, reading.document)
        if faster.id and faster.id != reading.me.id:
            # It is so, but somebody else made it so: ours may still be on its way, or never have left.
            return NotInEffect(unchanged=False, current=reading.item)
        return InEffect(reading.item)

    def _not_so(self, action: Action, offered: Offered, reading: Reading) -> Verdict:
        """An append that nothing can prove may have happened all the same."""
        condition = offered.way.applied_when
        if offered.way.effect is Effect.APPEND and condition is None:
            return CannotTell(reading.item)
        version = reading.item.version
        unchanged = version is not None and version == action.base_version
        return NotInEffect(unchanged, proves_comment(condition), reading.item)
