"""The façade: every question and every order of the window and of the command line."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import Person
from odx_desktop.inbox.decisions import WAITING, Decisions
from odx_desktop.inbox.source_orders import SourceOrders


class Inbox(Decisions, SourceOrders):
    """Awaitable from any loop. Answers are immutable. Questions never use the network unless they say so.

    Orders raise Refusal (its Reason says why) or StoreFailed; what they return is committed.
    """

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        """Asks the source. Raises SourceError."""
        return await self._parts.on_engine(self._ask_people(key, text))

    async def save_attachment(self, key: WorkItemKey, attachment_id: str, folder: Path) -> Path:
        """Fetch a file within the size cap into `folder` under a harmless name. Raises SourceError."""
        detail = await asyncio.wrap_future(self._parts.store.reader.detail(key))
        known = detail.attachments if detail is not None else ()
        name = next((one.name for one in known if one.id == attachment_id), attachment_id)
        target = _free_name(folder, harmless_file_name(name))
        return await self._parts.on_engine(self._fetch(key, attachment_id, target))

    async def mark_read(self, key: WorkItemKey) -> None:
        if await asyncio.wrap_future(self._parts.store.vault.mark_read(key)):
            self._parts.news.announce(Changes(upserted=frozenset({key})))

    async def save_draft(self, key: WorkItemKey, text: str) -> None:
        await asyncio.wrap_future(self._parts.store.vault.put_draft(key, text))

    async def leave(self, within_s: float = 1.0) -> int:
        """Before quitting: timed holds end, what is due goes out while there is time. Answers how many
        decisions still wait; they go out at the next start or by any `sync`."""
        vault = self._parts.store.vault
        held = await asyncio.wrap_future(vault.actions((ActionState.HELD,), limit=100_000))
        for action in held:
            if action.not_before is not None:
                await self._move(action.id, (ActionState.HELD,), ActionState.QUEUED, None)
        queued = await asyncio.wrap_future(vault.actions((ActionState.QUEUED,), limit=100_000))
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                for slug in {action.key.source for action in queued}:
                    await self._parts.on_engine(self._parts.engine.run_push(slug))
        waiting = await asyncio.wrap_future(vault.actions(WAITING, limit=100_000))
        return len(waiting)

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `listener` with every change, from whichever thread wrote it; returns how to stop."""
        return self._parts.news.listen(listener)

    async def _ask_people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        connector = await self._parts.engine.connector(key.source)
        return await connector.people(key, text)

    async def _fetch(self, key: WorkItemKey, attachment_id: str, target: Path) -> Path:
        connector = await self._parts.engine.connector(key.source)
        cap = self._parts.limits.attachment_max_bytes()
        size = 0
        part = target.with_name(target.name + ".part")
        try:
            with part.open("xb") as file:
                async for piece in connector.attachment(key, attachment_id):
                    size += len(piece)
                    if size > cap:
                        raise ContractBroken(
                            "attachment", f"at most {cap} bytes", "more", "attachment.too_large"
                        )
                    file.write(piece)
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
        return target


def harmless_file_name(name: str) -> str:
    """A name that stays in its folder and shows what it is: no path, no control or bidi characters."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]', "_", last).strip(" .")
    return plain[:150] or "attachment"


def _free_name(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)  # a new account has no Downloads yet
    target, number = folder / name, 2
    while target.exists():
        target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return target
