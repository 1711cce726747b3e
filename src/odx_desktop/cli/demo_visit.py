"""A visit to the demo organisation: its sources set up in a profile as any others, then a summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from odx_desktop.cli.exit_code import ExitCode, highest, of_health
from odx_desktop.cli.item_text import item_line
from odx_desktop.cli.source_lines import how_it_stands
from odx_desktop.cli.terminal import Terminal
from odx_desktop.cli.turn import query
from odx_desktop.compose import Desk, Opening, build_desk
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.query import View
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.inbox.parts import OnEngine
from odx_desktop.inbox.views import SourceDraft
from odx_desktop.text import ntr, tr

SHOWN_ROWS = 8


async def set_up(profile: Path, now: datetime | None, sources: Sequence[Mapping[str, Any]]) -> ExitCode:
    """Add each source, or lead a kept one to its new address, then one full round of all."""
    desk = build_desk(Opening(profile=profile, key_file=profile / "demo.key", now=now), OnEngine())
    try:
        if not desk.engine.take_lock():
            # Its sources would be led to servers that end with this visit, under the feet of the open window.
            raise Refusal(Reason.of("demo.profile_open", folder=str(profile)))
        known = {status.source.name.en: status.source.slug for status in await desk.inbox.sources()}
        tested = [await _enrol(desk, known, source) for source in sources]
        await desk.inbox.refresh()
        return highest([of_health(health) for health in tested])
    finally:
        await desk.close()


async def _enrol(desk: Desk, known: Mapping[str, str], source: Mapping[str, Any]) -> Health | None:
    draft = SourceDraft(
        connector=source["connector"],
        name=source["name"]["en"],
        name_fr=source["name"]["fr"],
        url=source["url"],
        user=source["user"],
        secret=source["secret"],
    )
    slug = known.get(draft.name)
    test = await (desk.inbox.add_source(draft) if slug is None else desk.inbox.edit_source(slug, draft))
    return test.status.health


async def summarise(profile: Path, now: datetime | None) -> ExitCode:
    """What waits, in order, and how the sources stand: what the window would show, as text."""
    out = Terminal.of_this_run(as_json=False)
    desk = build_desk(Opening(profile=profile, key_file=profile / "demo.key", now=now), OnEngine())
    try:
        at = desk.clock.now()
        order = await desk.inbox.order(query(View.INBOX, at))
        counts = await desk.inbox.counts(query(View.INBOX, at))
        waiting = ntr("{n} item waits for you", "{n} items wait for you", counts.inbox)
        late = ntr("{n} is overdue", "{n} are overdue", counts.overdue)
        out.say(tr("{waiting}; {late}.", waiting=waiting, late=late))
        for row in await desk.inbox.rows(list(order.ids[:SHOWN_ROWS])):
            out.say(item_line(row, at))
        statuses = await desk.inbox.sources()
        for status in statuses:
            out.say(how_it_stands(status, at))
        return highest([of_health(status.health) for status in statuses])
    finally:
        await desk.close()
