"""`activity`, `undo`, `retry`, `discard`: what became of my decisions, and what I can still do about them."""

from __future__ import annotations

import argparse

from odx_desktop.cli import shapes
from odx_desktop.cli.decisions import tell_action
from odx_desktop.cli.exit_code import ExitCode, of_accepted
from odx_desktop.cli.parser import Verbs, add_verb
from odx_desktop.cli.progress import progress
from odx_desktop.cli.turn import Turn
from odx_desktop.domain.action import ActionState
from odx_desktop.domain.reason import Reason
from odx_desktop.text import current_language, tr
from odx_desktop.text.actions import state_words
from odx_desktop.text.escape import one_line
from odx_desktop.text.formats import moment_words
from odx_desktop.text.reasons import sentence

MOST = 100_000


def declare(verbs: Verbs) -> None:
    listing = add_verb(verbs, "activity", tr("list your decisions and what became of them"), list_activity)
    listing.add_argument(
        "--state", choices=[state.value for state in ActionState], help=tr("only those in this state")
    )
    undo = add_verb(verbs, "undo", tr("take back a decision that was not sent yet"), run_undo)
    undo.add_argument("id", metavar="ID|BATCH", help=tr("the id of a decision, or of several made at once"))
    retry = add_verb(verbs, "retry", tr("look up or send again what is not settled"), run_retry)
    _add_id(retry)
    knows = retry.add_mutually_exclusive_group()
    knows.add_argument(
        "--it-is-there", action="store_true", help=tr("you looked in the source, and it is there")
    )
    knows.add_argument(
        "--send-again", action="store_true", help=tr("send it again, though it may have arrived")
    )
    _add_id(add_verb(verbs, "discard", tr("give up a decision that is not settled"), run_discard))


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=tr("the id that `activity` shows"))


async def list_activity(turn: Turn) -> ExitCode:
    wanted = turn.options.state
    states = (ActionState(wanted),) if wanted else ()
    actions = await turn.inbox.activity(states, limit=MOST)
    turn.out.give({"actions": [shapes.activity(one, turn.now) for one in actions]})
    for one in actions:
        label = one_line(one.offer_label.in_(current_language()))
        parts = [
            one.id,
            state_words(one.state),
            moment_words(one.created, turn.now),
            label,
            one_line(one.title),
            sentence(one.reason, turn.now) if one.reason else "",
        ]
        turn.out.say("  ".join(part for part in parts if part))
    if not actions:
        turn.out.tell(tr("No decisions here."))
    return ExitCode.DONE


async def run_undo(turn: Turn) -> ExitCode:
    outcome = await turn.inbox.undo(turn.options.id)
    turn.out.give({"undone": list(outcome.undone), "too_late": list(outcome.too_late)})
    for one in outcome.undone:
        turn.out.say(f"{one}  {state_words(ActionState.DISCARDED)}")
    for one in outcome.too_late:
        turn.out.say(f"{one}  {tr('too late')}")
    if outcome.too_late:
        turn.out.fail(Reason.of("action.too_late"), turn.now)
        return ExitCode.FAILED
    return ExitCode.DONE


async def run_retry(turn: Turn) -> ExitCode:
    options = turn.options
    async with progress(turn.out, tr("Looking it up")):
        if options.it_is_there:
            action = await turn.inbox.confirm_done(options.id)
        elif options.send_again:
            action = await turn.inbox.send_again(options.id)
        else:
            action = await turn.inbox.retry(options.id)
    tell_action(turn, action)
    return of_accepted(action)


async def run_discard(turn: Turn) -> ExitCode:
    tell_action(turn, await turn.inbox.discard(turn.options.id))
    return ExitCode.DONE
