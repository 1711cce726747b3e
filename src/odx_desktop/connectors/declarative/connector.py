"""A manifest at work on one source: the connector contract, each promise kept by one part of the engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime

from odx_desktop.connectors.contract import Capabilities, Identity, Page
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.csrf import CsrfGuard
from odx_desktop.connectors.declarative.identity import Identifier
from odx_desktop.connectors.declarative.listing import List, Pull
from odx_desktop.connectors.declarative.manifest import Manifest
from odx_desktop.connectors.declarative.mapping import ItemMapper
from odx_desktop.connectors.declarative.outcome import Outcomes
from odx_desktop.connectors.declarative.people import Picker
from odx_desktop.connectors.declarative.reader import ItemReader, Reading
from odx_desktop.connectors.declarative.scope import Bindings, names_of_identity
from odx_desktop.connectors.declarative.sender import Desk, Sender
from odx_desktop.connectors.declarative.verifier import Verifier
from odx_desktop.connectors.declarative.ways import Ways
from odx_desktop.domain.action import Action
from odx_desktop.domain.errors import ContractBroken, SignInRequired, SourceError
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.send_result import Later, SendResult, SignInNeeded, Verdict
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import Gone, Person, Scope, WorkItem, WorkItemDetail
from odx_desktop.http.client import HttpClient
from odx_desktop.http.origin import absolute

Clock = Callable[[], datetime]


class DeclarativeConnector:
    """Built once a source; raises BadPath or BadValue when the manifest cannot be compiled (see `check`).

    `door` is the client that a session signs in with; it is closed together with `http`.
    """

    def __init__(
        self,
        manifest: Manifest,
        source: Source,
        http: HttpClient,
        clock: Clock,
        link_hosts: frozenset[str] = frozenset(),
        door: HttpClient | None = None,
    ) -> None:
        self._manifest, self._clock, self._http, self._door = manifest, clock, http, door
        caller = Caller(http, manifest.http.headers)
        settings = {name: one.default for name, one in manifest.settings.items()} | dict(source.settings)
        names = {**settings, "base_url": http.base_url, "user": source.user}
        self._bindings = Bindings(names=names, raw=frozenset({*settings, "base_url"}))
        self._mapper = ItemMapper(manifest, source.slug, http.origin, link_hosts)
        self._ways = Ways(manifest)
        self._reader = ItemReader(manifest, caller, self._mapper, self._ways)
        self._lists = tuple(List(spec, caller, self._mapper) for spec in manifest.listings)
        csrf = CsrfGuard(manifest.csrf, caller) if manifest.csrf is not None else None
        self._desk = Desk(caller, self._reader, self._ways, Outcomes(manifest), csrf)
        self._picker = Picker(manifest.people, caller) if manifest.people is not None else None
        self._identifier = Identifier(manifest.identity, caller, source.user)
        self._me: Identity | None = None

    @property
    def capabilities(self) -> Capabilities:
        detail, lists = self._manifest.detail, self._manifest.listings
        return Capabilities(
            scopes=frozenset(one.scope for one in lists),
            delta=any(one.delta.style != "none" for one in lists),
            detail=True,
            detail_needed=detail.needed,
            people=self._picker is not None,
            attachments=detail.attachments is not None,
            action_kinds=self._ways.kinds,
            min_poll_s=self._manifest.connector.min_poll_s,
            full_sweep_s=min(one.full_sweep_s for one in lists),
            key_lifetime_s=self._ways.key_lifetime_s,
        )

    async def identify(self) -> Identity:
        self._me = await self._identifier.identify(self._bindings)
        return self._me

    async def _known(self) -> tuple[Identity, Bindings]:
        me = self._me if self._me is not None else await self.identify()
        return me, self._bindings.with_names(names_of_identity(me))

    async def pull(self, scope: Scope, cursor: str | None) -> AsyncIterator[Page]:
        lists = tuple(one for one in self._lists if one.spec.scope is scope)
        if not lists:
            return
        me, bindings = await self._known()
        pull = Pull(lists, self._mapper, self._desk.caller, self._clock())
        pages = pull.full(me, bindings) if cursor is None else pull.delta(cursor, me, bindings)
        async for page in pages:
            yield page

    async def _reading(self, key: WorkItemKey) -> Reading | Gone:
        me, bindings = await self._known()
        return await self._reader.read(key, me, bindings)

    async def read(self, key: WorkItemKey) -> WorkItem | Gone:
        reading = await self._reading(key)
        return reading if isinstance(reading, Gone) else reading.item

    async def detail(self, key: WorkItemKey) -> WorkItemDetail:
        return await self._reader.detail(await self._there(key), self._clock())

    async def _there(self, key: WorkItemKey) -> Reading:
        reading = await self._reading(key)
        if isinstance(reading, Gone):
            raise ContractBroken(str(key), "the item", "nothing", code="item.gone")
        return reading

    async def send(self, action: Action) -> SendResult:
        try:
            me, bindings = await self._known()
        except SignInRequired as error:
            return SignInNeeded(error.reason)
        except SourceError as error:
            return Later(error.reason, getattr(error, "retry_at", None))
        return await Sender(self._desk).send(action, me, bindings)

    async def verify(self, action: Action) -> Verdict:
        me, bindings = await self._known()
        return await Verifier(self._desk).verify(action, me, bindings)

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        if self._picker is None:
            return ()
        return await self._picker.people((await self._there(key)).bindings, text)

    async def attachment(self, key: WorkItemKey, attachment_id: str) -> AsyncIterator[bytes]:
        """Addresses on another origin are refused: our credential is not theirs."""
        reading = await self._there(key)
        places = await self._reader.attachments(reading)
        place = next((one for one in places if one.attachment.id == attachment_id), None)
        spec = self._manifest.detail.attachments
        if place is None or spec is None:
            raise ContractBroken(str(key), "the attachment", "nothing", code="item.gone")
        here = reading.bindings.with_names(
            {"attachment.id": attachment_id, "attachment.name": place.attachment.name}
        )
        caller = self._desk.caller
        url = caller.url(spec.fetch, here) if spec.fetch else absolute(f"{self._http.base_url}/", place.link)
        async for part in self._http.stream(caller.address(url)):
            yield part

    async def aclose(self) -> None:
        await self._http.aclose()
        if self._door is not None:
            await self._door.aclose()
