"""One attempt at an action: read the object, put it back changed under its ETag, read it again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from odx_desktop.connectors.caldav.actions import Missing, edited_object, effect_of
from odx_desktop.connectors.caldav.content_lines import CalendarObject
from odx_desktop.connectors.caldav.dav_client import CalendarResource, DavClient, strong
from odx_desktop.connectors.caldav.mapping import path_of_key
from odx_desktop.connectors.caldav.multistatus import error_condition
from odx_desktop.connectors.caldav.todo import Todo, read_todo
from odx_desktop.domain.action import Action
from odx_desktop.domain.errors import ContractBroken, NoAccess, SignInRequired, SourceError, SourceUnavailable
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import (
    Accepted,
    CannotTell,
    Conflict,
    InEffect,
    Later,
    NeedsInput,
    NotInEffect,
    Refused,
    SendResult,
    SignInNeeded,
    Unknown,
    Unread,
    Verdict,
)
from odx_desktop.domain.work_item import Gone, WorkItem
from odx_desktop.http.failure import NoAnswer, NothingSent
from odx_desktop.http.message import HttpResponse

PRECONDITION_FAILED = 412
_CHANGED_ELSEWHERE = Reason.of("action.changed_elsewhere")


@dataclass(frozen=True, slots=True)
class Reading:
    """An object as read: as lines to edit, as values to judge, as the neutral item to show."""

    resource: CalendarResource
    lines: CalendarObject
    todo: Todo
    item: WorkItem


class Unreadable(ContractBroken):
    """This one object cannot be understood; the source itself is as agreed. Code `item.unreadable`."""

    def __init__(self, where: str, expected: str, got: str) -> None:
        super().__init__(where, expected, got, code="item.unreadable")


class Sending:
    """`prepare` makes sure that the lists are known, `to_item` turns what was read into the neutral item."""

    def __init__(
        self,
        dav: DavClient,
        clock: Callable[[], datetime],
        prepare: Callable[[], Awaitable[None]],
        to_item: Callable[[CalendarResource, Todo], WorkItem],
    ) -> None:
        self._dav = dav
        self._clock = clock
        self._prepare = prepare
        self._to_item = to_item

    async def send(self, action: Action) -> SendResult:
        """Never raises for what the outcome table names (design.md section 5)."""
        try:
            before = await self._read(action)
        except Unreadable as error:
            return Refused(error.reason)  # waiting for it would hold up the source's other rows
        except SourceError as error:
            return _nothing_sent(error)
        if isinstance(before, Gone):
            return Conflict(Reason.of("action.gone"), before)
        if _marked(action, before):
            return Accepted(current=before.item)
        stale = _stale(action, before)
        if stale is not None:
            return stale
        try:
            body = edited_object(action, before.todo, before.lines, self._clock())
        except ValueError as error:
            return Refused(Reason.of("action.refused", message=str(error)), before.item)
        if isinstance(body, Missing):
            return NeedsInput(body.reason, before.item)
        return await self._put(action, before, body)

    async def verify(self, action: Action) -> Verdict:
        """Is this action in effect? Raises as `read` does, but for this object alone: that cannot tell."""
        try:
            now = await self._read(action)
        except Unreadable:
            return CannotTell()
        if isinstance(now, Gone):
            return NotInEffect(unchanged=False, current=now)
        seen = effect_of(action, now.todo, now.lines)
        if seen.in_effect and seen.certain:
            return InEffect(now.item)
        if seen.in_effect:
            return CannotTell(now.item)
        unchanged = action.base_version is not None and now.resource.etag == strong(action.base_version)
        return NotInEffect(unchanged=unchanged, covers_comment=True, current=now.item)

    async def _read(self, action: Action) -> Reading | Gone:
        await self._prepare()
        path = path_of_key(action.key)
        resource = await self._dav.get(path)
        if resource is None:
            return Gone(action.key)
        try:
            todo, lines = read_todo(resource.body), CalendarObject.parse(resource.body)
        except ValueError as error:
            raise Unreadable(path, "an iCalendar object", str(error)[:200]) from error
        if todo is None:
            return Gone(action.key)
        return Reading(resource, lines, todo, self._to_item(resource, todo))

    async def _put(self, action: Action, before: Reading, body: bytes) -> SendResult:
        etag = before.resource.etag
        if etag is None:
            return Refused(Reason.of("action.refused", message="no ETag"), before.item)
        try:
            response = await self._dav.put(before.resource.path, etag, body)
        except NothingSent as error:
            return Later(error.reason, error.retry_at)
        except NoAnswer as error:
            return Unknown(error.reason)
        except SignInRequired as error:
            return SignInNeeded(error.reason)
        if response.status in (200, 201, 204) and not (response.content and response.is_html):
            return await self._read_back(action, before)
        return await self._not_done(action, response)

    async def _read_back(self, action: Action, before: Reading) -> SendResult:
        try:
            after = await self._read(action)
        except SourceError as error:
            return Unread(error.reason)
        if isinstance(after, Gone):
            return Unread(Reason.of("action.gone"))
        seen = effect_of(action, after.todo, after.lines)
        if not seen.in_effect:
            return Refused(Reason.of("action.ignored"), after.item)
        certain = seen.certain or len(after.todo.comments) > len(before.todo.comments)
        return Accepted(verified=certain, current=after.item)

    async def _not_done(self, action: Action, response: HttpResponse) -> SendResult:
        status = response.status
        if status in (PRECONDITION_FAILED, 404, 410):
            return await self._overtaken(action)
        if status == 403:
            return Refused(Reason.of("action.forbidden"))
        try:
            self._dav.require(response)
        except SignInRequired as error:
            return SignInNeeded(error.reason)
        except SourceUnavailable as error:
            if status in (429, 503):
                return Later(error.reason, error.retry_at)
            return Unknown(error.reason)
        except (ContractBroken, NoAccess) as error:
            if 400 <= status < 500:
                said = error_condition(response.content) or f"HTTP {status}"
                return Refused(Reason.of("action.refused", message=said))
            return Unknown(error.reason)
        return Unknown(Reason.of("source.broken", where="PUT", expected="HTTP 204", got=f"HTTP {status}"))

    async def _overtaken(self, action: Action) -> SendResult:
        """The object is not the one that was read: nothing was changed; show what it is now."""
        try:
            now = await self._read(action)
        except SourceError:
            return Conflict(_CHANGED_ELSEWHERE)
        if isinstance(now, Gone):
            return Conflict(Reason.of("action.gone"), now)
        return Conflict(_CHANGED_ELSEWHERE, now.item)


def _nothing_sent(error: SourceError) -> SendResult:
    """The reading before it failed: the action itself never left."""
    if isinstance(error, SignInRequired):
        return SignInNeeded(error.reason)
    if isinstance(error, NoAccess):
        return Refused(Reason.of("action.forbidden"))
    return Later(error.reason, error.retry_at if isinstance(error, SourceUnavailable) else None)


def _marked(action: Action, before: Reading) -> bool:
    """This very action already left its mark: an earlier attempt of it was applied."""
    return any(note.action_id == action.id for note in before.todo.comments)


def _stale(action: Action, before: Reading) -> Conflict | None:
    if action.base_version is not None:
        changed = strong(action.base_version) != before.resource.etag
    else:
        changed = bool(action.base.native_state) and action.base.native_state != before.todo.status
    return Conflict(_CHANGED_ELSEWHERE, before.item) if changed else None
