"""Sources: add, test, edit, remove, sign out, refresh; nothing is saved that was not tried first."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from contextlib import suppress
from dataclasses import replace

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import OdxError, Refusal, SourceError
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health, Source, SourceStatus
from odx_desktop.domain.work_item import Scope
from odx_desktop.inbox.parts import Manifested, Parts
from odx_desktop.inbox.questions import ON_THE_WAY, Questions
from odx_desktop.inbox.views import SourceDraft, SourceRound, SourceTest, WaitingChoice
from odx_desktop.sync.round import Round, health_of_failure

FOREIGN_ROUND_S = 600.0
WATCH_S = 0.1


def slug_of(name: str, taken: frozenset[str]) -> str:
    """The lower-case ASCII name, other characters as `-`, `-2` and so on when it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "source"
    number, candidate = 2, slug
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    return candidate


class SourceOrders(Questions):
    """Orders about sources; a part of the façade."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)

    async def refresh(self, slug: str | None = None) -> tuple[SourceRound, ...]:
        """A round asked for by a person: push what is due, then pull, full sweep, prefetch."""
        asked = [status for status in await self.sources() if slug in (None, status.source.slug)]
        if slug is not None and not asked:
            raise Refusal(Reason.of("source.unknown", source=slug))
        sources = [status.source for status in asked]
        rounds = await asyncio.gather(*(self._round(status) for status in asked))
        statuses = {status.source.slug: status for status in await self.sources()}
        return tuple(
            _round_row(source, statuses[source.slug], done)
            for source, done in zip(sources, rounds, strict=True)
        )

    async def _round(self, status: SourceStatus) -> Round:
        source = status.source
        if status.retry_at is not None and status.retry_at > self._parts.clock.now():
            # The source named a time: asking before it would only move it, whoever asks.
            return Round(health=status.health or Health.NOT_REACHED, reason=status.reason)
        done = await self._parts.on_engine(self._parts.engine.run_round(source.slug, full=True))
        return done if done is not None else await self._round_by_holder(source)

    async def _round_by_holder(self, source: Source) -> Round:
        """Another process holds the profile: ask it for a round, watch the source's last attempt, and do the
        round here when the holder ends meanwhile."""
        asked = self._parts.clock.now()
        await asyncio.wrap_future(self._parts.store.vault.request_round(source.slug, asked))
        deadline = self._parts.clock.monotonic() + FOREIGN_ROUND_S
        while self._parts.clock.monotonic() < deadline:
            status = next(status for status in await self.sources() if status.source == source)
            if status.last_attempt is not None and status.last_attempt >= asked:
                return Round(health=status.health or Health.NOT_REACHED, reason=status.reason)
            await asyncio.sleep(WATCH_S)
            mine = await self._parts.on_engine(self._parts.engine.run_round(source.slug, full=True))
            if mine is not None:
                return mine
        return Round(health=Health.NOT_REACHED, reason=Reason.of("source.other_process_silent"))

    async def test_source(self, slug: str) -> SourceTest:
        source = (await self._known(slug)).source
        secret = await asyncio.wrap_future(self._parts.store.vault.secret(slug))
        return await self._parts.on_engine(self._try(source, None, secret))

    async def add_source(self, draft: SourceDraft) -> SourceTest:
        """Tested first, saved only when it answers as it should."""
        if not draft.name.strip():
            raise Refusal(Reason.of("source.no_name"))
        statuses = await self.sources()
        names = {status.source.name.en.casefold() for status in statuses}
        if draft.name.casefold() in names:
            raise Refusal(Reason.of("source.name_taken", name=draft.name))
        slug = slug_of(draft.name, frozenset(status.source.slug for status in statuses))
        manifest = self._parts.manifest_of(draft.connector)
        drawn = self._drawn_up(replace(draft, slug=slug), manifest)
        return await self._test_and_save(drawn, manifest.text, draft.secret or "")

    async def edit_source(self, slug: str, draft: SourceDraft) -> SourceTest:
        """As add: tested first; on failure the old one stays as it was."""
        known = await self._known(slug)
        secret = draft.secret
        if secret is None:
            secret = await asyncio.wrap_future(self._parts.store.vault.secret(slug)) or ""
        manifest = await self._manifest_again(draft.connector, known.source)
        drawn = self._drawn_up(replace(draft, slug=slug), manifest)
        if known.source.locked:  # the organisation's own: a person may only give it their user and secret
            drawn = replace(known.source, user=draft.user)
        return await self._test_and_save(drawn, manifest.text, secret)

    async def _manifest_again(self, connector: str, known: Source) -> Manifested:
        """The catalogue's own; for a source that came with a file of its own, the one the vault kept."""
        try:
            return self._parts.manifest_of(connector)
        except Refusal:
            kept = await asyncio.wrap_future(self._parts.store.vault.manifest(known.manifest_digest))
            if kept is None or connector != known.connector:
                raise
            return Manifested(connector, known.manifest_digest, kept)

    async def remove_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        """Refusal `source.actions_wait` when actions wait and `waiting` is None."""
        status = await self._known(slug)
        if status.source.locked:
            raise Refusal(Reason.of("source.locked", source=slug))
        await self._settle_waiting(status, waiting)
        await self._parts.on_engine(self._parts.engine.forget(slug))
        await self._forget_readable(slug)
        await asyncio.wrap_future(self._parts.store.vault.delete_source(slug))
        self._parts.engine.sources_changed()
        self._parts.news.announce(Changes(sources=frozenset({slug})))

    async def sign_out_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        """Forget the secret and everything readable of this source; the source stays configured."""
        status = await self._known(slug)
        await self._settle_waiting(status, waiting)
        await self._parts.on_engine(self._parts.engine.forget(slug))
        await self._forget_readable(slug)
        store = self._parts.store
        changes = await asyncio.wrap_future(
            store.cache.put_status(
                slug,
                health=Health.SIGN_IN_NEEDED,
                reason=Reason.of("source.signed_out"),
                as_whom="",
                attempt=self._parts.clock.now(),
                as_of=None,
                retry_at=None,
                tells_team=False,
            )
        )
        self._parts.news.announce(changes)

    # -- inside --------------------------------------------------------------------------------------------

    async def _known(self, slug: str) -> SourceStatus:
        for status in await self.sources():
            if status.source.slug == slug:
                return status
        raise Refusal(Reason.of("source.unknown", source=slug))

    def _drawn_up(self, draft: SourceDraft, manifest: Manifested) -> Source:
        return Source(
            slug=draft.slug or "",
            name=LocalizedText(draft.name, draft.name_fr or draft.name),
            connector=manifest.connector,
            url=draft.url.strip().rstrip("/"),
            user=draft.user,
            settings=draft.settings,
            manifest_digest=manifest.digest,
        )

    async def _test_and_save(self, source: Source, manifest: str | None, secret: str) -> SourceTest:
        test = await self._parts.on_engine(self._try(source, manifest, secret))
        if not test.ok:
            return test
        vault = self._parts.store.vault
        await self._parts.on_engine(self._parts.engine.forget(source.slug))
        await asyncio.wrap_future(vault.put_secret(source.slug, secret))
        await asyncio.wrap_future(vault.put_source(source, manifest))
        self._parts.engine.sources_changed()
        self._parts.news.announce(Changes(sources=frozenset({source.slug})))
        return test

    async def _try(self, source: Source, manifest: str | None, secret: str | None) -> SourceTest:
        """Ask who we are there and for one page of my list: a wrong address often passes the first."""
        try:
            connector = await self._parts.try_connect(source, manifest, secret)
        except OdxError as error:
            return _failed(source, error)
        try:
            me = await connector.identify()
            if Scope.MINE in connector.capabilities.scopes:
                pages = connector.pull(Scope.MINE, None)
                await anext(pages, None)
                with suppress(AttributeError):
                    await pages.aclose()  # type: ignore[attr-defined]  # async generators only
        except SourceError as error:
            return _failed(source, error)
        finally:
            await connector.aclose()
        status = SourceStatus(source, Health.OK, as_whom=me.name or me.id)
        return SourceTest(status, True)

    async def _settle_waiting(self, status: SourceStatus, waiting: WaitingChoice | None) -> None:
        if not status.waiting_actions or waiting is WaitingChoice.KEEP:
            return
        if waiting is None:
            raise Refusal(
                Reason.of("source.actions_wait", source=status.source.slug, count=str(status.waiting_actions))
            )
        slug, vault = status.source.slug, self._parts.store.vault
        if waiting is WaitingChoice.SEND:
            await self._parts.on_engine(self._parts.engine.run_push(slug))
            if (await self._known(slug)).waiting_actions:
                raise Refusal(Reason.of("source.actions_still_wait", source=slug))
            return
        for action in await asyncio.wrap_future(vault.actions(ON_THE_WAY, limit=100_000)):
            if action.key.source == slug:
                await asyncio.wrap_future(
                    vault.move(
                        action.id,
                        expected=(ActionState.HELD, ActionState.QUEUED),
                        to=ActionState.DISCARDED,
                        reason=Reason.of("action.discarded"),
                        now=self._parts.clock.now(),
                    )
                )

    async def _forget_readable(self, slug: str) -> None:
        store = self._parts.store
        await asyncio.wrap_future(store.vault.delete_secret(slug))
        self._parts.news.announce(await asyncio.wrap_future(store.cache.forget_source(slug)))


def _failed(source: Source, error: OdxError) -> SourceTest:
    failed = health_of_failure(error)
    return SourceTest(SourceStatus(source, failed.health, reason=failed.reason), False, failed.reason)


def _round_row(source: Source, status: SourceStatus, done: Round) -> SourceRound:
    shown = replace(status, health=done.health, reason=done.reason)
    return SourceRound(source, shown, done.pulled, done.changed, done.removed, done.rejected, done.sent)
