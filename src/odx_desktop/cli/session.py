"""`sign-in`, `sign-out`, `status`: whom each source takes me for, and the way in and out."""

from __future__ import annotations

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode, highest, of_health
from odx_desktop.cli.parser import Verbs, add_verb
from odx_desktop.cli.progress import progress
from odx_desktop.cli.source_lines import how_it_stands
from odx_desktop.cli.sources import tell_no_sources
from odx_desktop.cli.terminal import Ink
from odx_desktop.cli.turn import Turn
from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.inbox.views import WaitingChoice
from odx_desktop.text import tr


def declare(verbs: Verbs) -> None:
    add_verb(verbs, "sign-in", tr("check that every source knows you"), sign_in)
    leave = add_verb(verbs, "sign-out", tr("forget your secrets and what was read with them"), sign_out)
    waiting = leave.add_mutually_exclusive_group()
    for choice, help_text in (
        (WaitingChoice.SEND, tr("send decisions that still wait first")),
        (WaitingChoice.DISCARD, tr("discard decisions that still wait")),
        (WaitingChoice.KEEP, tr("keep decisions that still wait for your return")),
    ):
        waiting.add_argument(
            f"--{choice.value}", action="store_const", const=choice, dest="waiting", help=help_text
        )
    add_verb(verbs, "status", tr("show whom each source takes you for"), show_status)


async def show_status(turn: Turn) -> ExitCode:
    known = await turn.inbox.sources()
    _tell(turn, known)
    return ExitCode.DONE


async def sign_in(turn: Turn) -> ExitCode:
    """Every source has its own secret as yet, so this asks each one and says where a new one is needed."""
    tested: list[SourceStatus] = []
    async with progress(turn.out, tr("Asking the sources")):
        for known in await turn.inbox.sources():
            tested.append((await turn.inbox.test_source(known.source.slug)).status)
    _tell(turn, tested)
    for status in tested:
        if status.health is Health.SIGN_IN_NEEDED:
            turn.out.tell(
                tr(
                    "Give a new secret with: odx-desktop sources edit {source} --secret-stdin",
                    source=status.source.slug,
                )
            )
    return highest(of_health(status.health) for status in tested)


async def sign_out(turn: Turn) -> ExitCode:
    known = await turn.inbox.sources()
    for one in known:
        await turn.inbox.sign_out_source(one.source.slug, turn.options.waiting)
    _tell(turn, await turn.inbox.sources())
    return ExitCode.DONE


def _tell(turn: Turn, statuses: tuple[SourceStatus, ...] | list[SourceStatus]) -> None:
    turn.out.give({"person": None, "sources": [shapes.session(one, turn.now) for one in statuses]})
    for one in statuses:
        whom = tr("as {person}", person=one.as_whom) if one.as_whom else ""
        line = "  ".join(part for part in (one.source.slug, how_it_stands(one, turn.now), whom) if part)
        turn.out.say(line, Ink.PLAIN if one.health in {Health.OK, None} else Ink.LOOK)
    if not statuses:
        tell_no_sources(turn.out)
