"""Carries out one action: checks that the decision still stands, sends once, reads back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.conflict import Faster, who_was_faster
from odx_desktop.connectors.declarative.csrf import CsrfGuard
from odx_desktop.connectors.declarative.outcome import Done, Outcomes
from odx_desktop.connectors.declarative.proof import CommentProof, applied, sent_at, was_sent_before
from odx_desktop.connectors.declarative.reader import ItemReader, Reading
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.template import UnknownName, UnusableValue
from odx_desktop.connectors.declarative.ways import Offered, Ways
from odx_desktop.domain.action import Action, CommentRule
from odx_desktop.domain.action_facts import base_facts, moved
from odx_desktop.domain.errors import ContractBroken, NoAccess, SignInRequired, SourceError, SourceUnavailable
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import (
    Accepted,
    Conflict,
    Later,
    NeedsInput,
    Refused,
    SendResult,
    SignInNeeded,
    Unknown,
    Unread,
)
from odx_desktop.domain.work_item import Comment, Gone, Relation, WorkItem
from odx_desktop.http.failure import NoAnswer
from odx_desktop.http.message import HttpRequest, HttpResponse, Pairs

_MY_RELATIONS = frozenset({Relation.MINE, Relation.CANDIDATE, Relation.SUBSTITUTE})


@dataclass(frozen=True, slots=True)
class Stand:
    """How things stood just before sending; `bindings` know the item, the offer and the action."""

    offered: Offered
    bindings: Bindings
    reading: Reading
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What sending and proving need of one source."""

    caller: Caller
    reader: ItemReader
    ways: Ways
    outcomes: Outcomes
    csrf: CsrfGuard | None

    @property
    def skew(self) -> timedelta | None:
        return self.caller.http.skew


def action_names(action: Action, offered: Offered) -> dict[str, str]:
    """What templates and conditions may say of an action; parameters that were not given are empty."""
    declared = {f"param.{param.name}": "" for param in offered.offer.params}
    given = {f"param.{name}": value for name, value in action.params}
    named = {"action.id": action.id, "comment": action.comment, "offer.id": action.offer_id}
    return {**dict(offered.names), **declared, **given, **named}


def for_action(reading: Reading, action: Action, offered: Offered) -> Bindings:
    named = reading.bindings.with_names(action_names(action, offered))
    return replace(named, lines=action.lines)


class Sender:
    """One attempt; never raises for what the outcome table names."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def send(self, action: Action, me: Identity, bindings: Bindings) -> SendResult:
        try:
            stand = await self._check(action, me, bindings)
            if not isinstance(stand, Stand):
                return stand
            request = await self._request(action, stand)
        except UnknownName as error:
            return NeedsInput(Reason.of("action.needs_param", name=str(error.args[0])))
        except UnusableValue as error:
            return NeedsInput(Reason.of("action.unusable_value", value=str(error)))
        except NoAccess as error:
            return Refused(Reason.of("action.forbidden", message="", **dict(error.reason.values)))
        except SourceError as error:
            return _nothing_left(error)
        try:
            response = await self._write(request)
        except NoAnswer as error:
            return Unknown(Reason.of("action.no_answer", why=error.reason.code))
        except SourceError as error:
            return _nothing_left(error)
        result = self._desk.outcomes.of(response, stand.offered.way, stand.bindings)
        if result is Done.DONE:
            return await self._confirm(action, stand)
        if isinstance(result, Conflict):
            return await self._told(result, stand, response)
        assert not isinstance(result, Done)
        return result

    async def _check(self, action: Action, me: Identity, bindings: Bindings) -> Stand | SendResult:
        """Read first: has what the decision rests on moved? Raises SourceError; nothing was sent then."""
        reading = await self._desk.reader.read(action.key, me, bindings)
        if isinstance(reading, Gone):
            return Conflict(Reason.of("action.gone"), reading)
        offered = self._desk.ways.find(
            action.offer_id, reading.bindings, await self._desk.reader.served(reading)
        )
        way = offered or self._desk.ways.of_action(action.offer_id)
        if way is None:
            return NeedsInput(Reason.of("action.offer_gone"), reading.item)
        here = for_action(reading, action, way)
        comments = await self._desk.reader.comments(reading) if action.comment.strip() else ()
        changed = not way.way.if_match and await self._moved(action, reading)
        if changed or offered is None:
            return self._too_late(action, Stand(way, here, reading, comments), changed)
        missing = _missing(action, offered)
        return (
            NeedsInput(missing, reading.item)
            if missing is not None
            else Stand(offered, here, reading, comments)
        )

    async def _moved(self, action: Action, reading: Reading) -> bool:
        lines = await self._desk.reader.lines(reading) if action.base.lines else ()
        return moved(action.base, base_facts(reading.item, lines))

    def _too_late(self, action: Action, stand: Stand, changed: bool) -> SendResult:
        """The item moved on: by an earlier attempt of ours, by somebody else, or so that the offer went."""
        item = stand.reading.item
        faster = who_was_faster(stand.offered.way.changed_by, stand.reading.document)
        sent = was_sent_before(action)
        proof = CommentProof(
            action.comment,
            stand.reading.me,
            not_older_than=sent_at(action, self._desk.skew) if sent else None,
        )
        if applied(stand.offered, action, stand.bindings, proof.shown_in(stand.comments)):
            mine = faster.id == stand.reading.me.id or (sent and not faster.id)
            if mine:
                return Accepted(current=item)
        if changed or not item.state.is_open or not item.relations & _MY_RELATIONS:
            return Conflict(_moved_on(faster), item, faster.name or None, faster.when)
        return NeedsInput(Reason.of("action.offer_gone"), item)

    async def _request(self, action: Action, stand: Stand) -> HttpRequest:
        way = stand.offered.way
        extra: Pairs = ()
        if way.if_match and action.base_version is not None:
            extra = (*extra, ("If-Match", action.base_version))
        if way.idempotency is not None:
            extra = (*extra, (way.idempotency.header, action.id))
        if self._desk.csrf is not None:
            extra = (*extra, *await self._desk.csrf.headers(stand.bindings))
        return self._desk.caller.build(way.request, stand.bindings, extra)

    async def _write(self, request: HttpRequest) -> HttpResponse:
        response = await self._desk.caller.http.write(request)
        csrf = self._desk.csrf
        if csrf is not None and csrf.is_stale(response):
            # The source says that it looked at nothing but the token, so once more is not twice.
            renewed = await csrf.renewed(request)
            response = await self._desk.caller.http.write(renewed)
        return response

    async def _confirm(self, action: Action, stand: Stand) -> SendResult:
        way = stand.offered.way
        if way.confirm == "none" or (way.confirm == "reread" and way.applied_when is None):
            return Accepted(verified=False)
        try:
            after = await self._desk.reader.read(action.key, stand.reading.me, stand.bindings)
            if isinstance(after, Gone):
                return Accepted(verified=action.kind.leaves_inbox, current=after)
            comments = await self._desk.reader.comments(after) if action.comment.strip() else ()
        except NoAccess as error:
            # Given away to where we may not look: there is nothing left that could be read back.
            return Accepted(verified=False) if action.kind.leaves_inbox else Unread(error.reason)
        except SourceError as error:
            return Unread(error.reason)
        before = frozenset(comment.id for comment in stand.comments)
        shown = CommentProof(action.comment, after.me, before).shown_in(comments)
        in_effect = (
            left(after.item)
            if way.confirm == "absent"
            else applied(stand.offered, action, for_action(after, action, stand.offered), shown)
        )
        if in_effect:
            return Accepted(current=after.item)
        # A source may take the words and ignore the rest: sent again, the words would be there twice.
        code = "action.partly_ignored" if shown else "action.ignored"
        return Refused(Reason.of(code), after.item)

    async def _told(self, conflict: Conflict, stand: Stand, response: HttpResponse) -> SendResult:
        """The refusal with who was faster, and the item as it is now where it can be read."""
        current: WorkItem | Gone | None = None
        spec = stand.offered.way.changed_by
        faster = who_was_faster(spec, _json(response))
        try:
            after = await self._desk.reader.read(stand.reading.key, stand.reading.me, stand.bindings)
            current = after if isinstance(after, Gone) else after.item
            if isinstance(after, Reading) and not faster.name:
                faster = who_was_faster(spec, after.document)
        except SourceError:
            pass
        if not faster.name or faster.id == stand.reading.me.id:
            return replace(conflict, current=current)
        return replace(conflict, reason=_moved_on(faster), current=current, who=faster.name, when=faster.when)


def left(item: WorkItem) -> bool:
    """Closed, or no longer mine to act on."""
    return not item.state.is_open or not item.relations & _MY_RELATIONS


def _moved_on(faster: Faster) -> Reason:
    if not faster.name:
        return Reason.of("action.changed_elsewhere")
    when = {"when": faster.when.isoformat()} if faster.when is not None else {}
    return Reason.of("action.conflict", who=faster.name, **when)


def _missing(action: Action, offered: Offered) -> Reason | None:
    if offered.offer.comment is CommentRule.REQUIRED and not action.comment.strip():
        return Reason.of("action.needs_comment")
    for param in offered.offer.params:
        if param.required and not action.param(param.name):
            return Reason.of("action.needs_param", name=param.name)
    return None


def _nothing_left(error: SourceError) -> SendResult:
    """No byte of the action left: it stays queued, whatever kept the source from being asked."""
    if isinstance(error, SignInRequired):
        return SignInNeeded(error.reason)
    retry_at = error.retry_at if isinstance(error, SourceUnavailable) else None
    return Later(error.reason, retry_at)


def _json(response: HttpResponse) -> object:
    try:
        return response.json()
    except ContractBroken:
        return None
