"""`sync`: push what is due, then pull, for every source or for one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode, highest, of_health
from odx_desktop.cli.parser import Verbs, add_verb
from odx_desktop.cli.progress import progress
from odx_desktop.cli.source_lines import how_it_stands, name_of, trouble
from odx_desktop.cli.sources import tell_no_sources
from odx_desktop.cli.terminal import Ink
from odx_desktop.cli.turn import Turn
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.inbox.views import SourceRound
from odx_desktop.text import ntr, tr


def declare(verbs: Verbs) -> None:
    sync = add_verb(verbs, "sync", tr("send what waits, then read every source"), run_sync)
    sync.add_argument("--source", metavar="SOURCE", help=tr("only this one"))
    sync.add_argument("--timeout", type=float, metavar="S", help=tr("give up after so many seconds"))


async def run_sync(turn: Turn) -> ExitCode:
    async with progress(turn.out, tr("Asking the sources")):
        rounds = await _rounds(turn)
    turn.out.give({"sources": [shapes.round_of(one, turn.now) for one in rounds]})
    for one in rounds:
        turn.out.say(_line(one, turn), Ink.PLAIN if one.status.health is Health.OK else Ink.LOOK)
    if not rounds:
        tell_no_sources(turn.out)
    return highest(of_health(one.status.health) for one in rounds)


async def _rounds(turn: Turn) -> Sequence[SourceRound]:
    """Past `--timeout` each source is told as it stands: what came until then stays."""
    options = turn.options
    try:
        async with asyncio.timeout(options.timeout):
            return await turn.inbox.refresh(options.source)
    except TimeoutError:
        known = await turn.inbox.sources()
        wanted = [one for one in known if options.source in {None, one.source.slug}]
        seconds = f"{options.timeout:g}"
        gave_up = Reason.of("source.gave_up", seconds=seconds)
        return [SourceRound(one.source, _as_left(one, turn.now, gave_up)) for one in wanted]


def _as_left(status: SourceStatus, asked: datetime, gave_up: Reason) -> SourceStatus:
    """Never ok when not heard to the end since this command began, whatever its health said before."""
    heard = status.as_of is not None and status.as_of >= asked
    if heard or status.health not in {Health.OK, Health.STALE, None}:
        return status
    return replace(status, health=Health.NOT_REACHED, reason=gave_up)


def _line(one: SourceRound, turn: Turn) -> str:
    status = one.status
    if status.health is not Health.OK:
        return tr("{name}: {trouble}", name=name_of(status), trouble=trouble(status, turn.now))
    if not (one.pulled or one.changed or one.removed or one.sent or one.rejected):
        # Nothing new, or an open window did the round and counted it.
        return how_it_stands(status, turn.now)
    parts = [ntr("{n} item", "{n} items", one.pulled), ntr("{n} changed", "{n} changed", one.changed)]
    if one.removed:
        parts.append(ntr("{n} removed", "{n} removed", one.removed))
    if one.sent:
        parts.append(ntr("{n} sent", "{n} sent", one.sent))
    if one.rejected:
        parts.append(ntr("{n} could not be read", "{n} could not be read", one.rejected))
    line = tr("{name}: {what}.", name=name_of(status), what=", ".join(parts))
    return f"{line} {trouble(status, turn.now)}" if status.reason else line
