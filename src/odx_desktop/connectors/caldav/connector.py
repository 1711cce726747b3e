"""CalDAV to-do lists as a source: the connector contract over WebDAV."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime

from odx_desktop.connectors.caldav.collection import Account, TodoList, find_account, find_lists
from odx_desktop.connectors.caldav.cursor import cursor_marks, cursor_text
from odx_desktop.connectors.caldav.dav_client import CalendarResource, DavClient, strong
from odx_desktop.connectors.caldav.listing import Findings, batches, delta, full_listing, multiget_of
from odx_desktop.connectors.caldav.mapping import key_of, path_of_key, work_item, work_item_detail
from odx_desktop.connectors.caldav.multistatus import CALDAV, DAV, DavResponse
from odx_desktop.connectors.caldav.sending import Sending, Unreadable
from odx_desktop.connectors.caldav.todo import Todo, read_todo
from odx_desktop.connectors.contract import Capabilities, Identity, Page, Rejected
from odx_desktop.domain.action import Action, ActionKind
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import SendResult, Verdict
from odx_desktop.domain.work_item import Gone, Person, Scope, WorkItem, WorkItemDetail
from odx_desktop.http.client import HttpClient

CAPABILITIES = Capabilities(
    scopes=frozenset({Scope.MINE}),
    delta=True,
    detail=True,
    action_kinds=frozenset(
        {
            ActionKind.COMPLETE,
            ActionKind.REOPEN,
            ActionKind.START,
            ActionKind.SET_DUE,
            ActionKind.SET_PRIORITY,
            ActionKind.COMMENT,
        }
    ),
    # The delta is exact, removals included: a full sweep only guards against a server's own mistakes.
    full_sweep_s=6 * 3600,
)


class CalDavConnector:
    """One account. What it remembers (who I am, which lists there are) is asked again each round."""

    def __init__(self, source: str, url: str, http: HttpClient, clock: Callable[[], datetime]) -> None:
        self._source = source
        self._http = http
        self._clock = clock
        self._dav = DavClient(http, url)
        self._account: Account | None = None
        self._lists: dict[str, TodoList] = {}
        self._sending = Sending(self._dav, clock, self._prepare, self._item_of)

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    async def identify(self) -> Identity:
        self._account = await find_account(self._dav)
        mail = next((one for one in sorted(self._account.addresses) if one.startswith("mailto:")), None)
        email = mail.removeprefix("mailto:") if mail else None
        return Identity(self._account.principal, self._account.name, email)

    async def pull(self, scope: Scope, cursor: str | None) -> AsyncIterator[Page]:
        """Pages of up to 100 to-dos. A listing holds the open ones; a delta also those that were closed."""
        if scope is not Scope.MINE:
            raise ContractBroken(self._dav.url, "the scope mine", scope.value)
        account = await self._known_account()
        lists = await self._current_lists(account)
        marks = cursor_marks(cursor) if cursor is not None else None
        found = await delta(self._dav, lists, dict(marks)) if marks is not None else None
        if found is None:
            found = await full_listing(self._dav, lists)
        async for page in self._pages(account, found):
            yield page

    async def read(self, key: WorkItemKey) -> WorkItem | Gone:
        found = await self._object(key)
        return found if isinstance(found, Gone) else self._item_of(*found)

    async def detail(self, key: WorkItemKey) -> WorkItemDetail:
        """Raises ContractBroken (`item.gone`) when the item is no longer there."""
        found = await self._object(key)
        if isinstance(found, Gone):
            raise ContractBroken(str(key), "an iCalendar object", "nothing there", code="item.gone")
        todo_list = self._list_of(path_of_key(key))
        return work_item_detail(self._item_of(*found), todo_list, found[1], self._clock())

    async def send(self, action: Action) -> SendResult:
        return await self._sending.send(action)

    async def verify(self, action: Action) -> Verdict:
        return await self._sending.verify(action)

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        """Nobody: a to-do cannot be given away."""
        return ()

    def attachment(self, key: WorkItemKey, attachment_id: str) -> AsyncIterator[bytes]:
        """Raises ContractBroken: a to-do's files are not read yet, so none is ever listed."""
        raise ContractBroken(str(key), "an attachment", attachment_id)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def _prepare(self) -> None:
        if not self._lists:
            await self._current_lists(await self._known_account())

    async def _known_account(self) -> Account:
        if self._account is None:
            self._account = await find_account(self._dav)
        return self._account

    async def _current_lists(self, account: Account) -> tuple[TodoList, ...]:
        lists = await find_lists(self._dav, account)
        self._lists = {todo_list.path: todo_list for todo_list in lists}
        return lists

    async def _object(self, key: WorkItemKey) -> tuple[CalendarResource, Todo] | Gone:
        await self._prepare()
        path = path_of_key(key)
        resource = await self._dav.get(path)
        if resource is None:
            return Gone(key)
        try:
            todo = read_todo(resource.body)
        except ValueError as error:
            raise Unreadable(path, "an iCalendar object", str(error)[:200]) from error
        return Gone(key) if todo is None else (resource, todo)

    async def _pages(self, account: Account, found: Findings) -> AsyncIterator[Page]:
        removed = tuple(key_of(self._source, path) for path in found.removed)
        yield Page(removed=removed, listing=found.listing)
        for paths in batches(found.changed):
            async for page in self._batch(paths, found):
                yield page
        yield Page(
            cursor=cursor_text(found.marks) if found.resumable else None,
            complete=found.gap is None,
            listing=found.listing,
            last=True,
            incomplete_reason=found.gap,
        )

    async def _batch(self, paths: tuple[str, ...], found: Findings) -> AsyncIterator[Page]:
        """One page, or several where files inside the objects make it too large; an object that is too large
        by itself is rejected alone."""
        try:
            answer = await self._dav.report(_folder(paths[0]), multiget_of(self._dav, paths), depth=1)
        except ContractBroken as error:
            if error.reason.code != "source.too_large":
                raise
            if len(paths) == 1:
                alone = Rejected(key_of(self._source, paths[0]), error.reason)
                yield Page((), (alone,), listing=found.listing)
                return
            for half in (paths[: len(paths) // 2], paths[len(paths) // 2 :]):
                async for page in self._batch(half, found):
                    yield page
            return
        yield self._page(paths, answer.responses, found)

    def _page(self, paths: tuple[str, ...], responses: tuple[DavResponse, ...], found: Findings) -> Page:
        items: list[WorkItem] = []
        rejected: list[Rejected] = []
        removed: list[WorkItemKey] = []
        answered = {response.path: response for response in responses}
        for path in paths:
            response = answered.get(path)
            if response is None:
                found.gap = Reason.of("source.incomplete", detail=_folder(path))
            elif response.status in (404, 410):
                removed.append(key_of(self._source, path))
            else:
                outcome = self._understood(response)
                if isinstance(outcome, Rejected):
                    rejected.append(outcome)
                elif outcome is not None and (outcome.state.is_open or not found.listing):
                    items.append(outcome)
        return Page(tuple(items), tuple(rejected), tuple(removed), listing=found.listing)

    def _understood(self, response: DavResponse) -> WorkItem | Rejected | None:
        """A bad object is rejected alone; an event in a mixed list is none of our business."""
        key = key_of(self._source, response.path)
        written = response.property(f"{CALDAV}calendar-data")
        if written is None or not written.text:
            return Rejected(key, Reason.of("item.unreadable", detail="no calendar-data"))
        body = written.text.encode("utf-8")
        try:
            todo = read_todo(body)
        except ValueError as error:
            return Rejected(key, Reason.of("item.unreadable", detail=str(error)[:200]))
        if todo is None:
            return None
        resource = CalendarResource(response.path, strong(response.text(f"{DAV}getetag")), body)
        return self._item_of(resource, todo)

    def _item_of(self, resource: CalendarResource, todo: Todo) -> WorkItem:
        account = self._account or Account("", "", frozenset(), ())
        todo_list = self._list_of(resource.path)
        url = self._dav.url
        return work_item(self._source, url, account, todo_list, resource.path, resource.etag, todo)

    def _list_of(self, path: str) -> TodoList:
        folder = _folder(path)
        return self._lists.get(folder) or TodoList(folder, folder, True, False, None, False)


def _folder(path: str) -> str:
    return path.rpartition("/")[0] + "/"
