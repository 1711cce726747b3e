"""`act`: decide on one item. What is printed was committed before; it is the promise."""

from __future__ import annotations

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode, of_accepted, of_settled
from odx_desktop.cli.items import known_item
from odx_desktop.cli.parser import Verbs, add_verb
from odx_desktop.cli.person_param import with_person_ids
from odx_desktop.cli.progress import progress
from odx_desktop.cli.sources import pair
from odx_desktop.cli.terminal import Ink
from odx_desktop.cli.turn import Turn, now_utc
from odx_desktop.domain.action import Action, ActionOffer, ActionState
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.reason import Reason
from odx_desktop.inbox.views import OpenItem
from odx_desktop.text import tr
from odx_desktop.text.actions import state_words
from odx_desktop.text.formats import duration_words
from odx_desktop.text.reasons import next_step, sentence

TIMEOUT_S = 60.0


def declare(verbs: Verbs) -> None:
    act = add_verb(verbs, "act", tr("decide on an item"), run_act)
    act.add_argument("key", metavar="KEY", help=tr("the key that `list` shows"))
    act.add_argument(
        "action", metavar="ACTION", help=tr("an action’s id, or its kind when only one has that kind")
    )
    act.add_argument("--comment", default="", metavar="T", help=tr("what to say with it"))
    act.add_argument(
        "--param", action="append", default=[], metavar="K=V", help=tr("a value the action asks for")
    )
    act.add_argument(
        "--line", action="append", default=[], metavar="L=ACTION", help=tr("what to do with one line")
    )
    act.add_argument("--now", action="store_true", help=tr("do not hold it for undo; try at once"))
    act.add_argument("--wait", action="store_true", help=tr("end when it is settled"))
    act.add_argument(
        "--timeout", type=float, default=TIMEOUT_S, metavar="S", help=tr("wait so many seconds at most")
    )


async def run_act(turn: Turn) -> ExitCode:
    options = turn.options
    if not (options.now and options.wait):
        turn.must_keep()
    params = dict(pair(one) for one in options.param)
    lines = dict(pair(one) for one in options.line)
    known = await known_item(turn, options.key)
    offer = chosen(await _offers(turn, known), options.action)
    action = await turn.inbox.submit(
        known.row.item.key,
        offer.id,
        comment=options.comment,
        params=await with_person_ids(turn, known.row.item.key, offer, params),
        lines=lines,
        hold_s=0.0 if options.now else None,
    )
    if not (options.now or options.wait):
        tell_action(turn, action)
        return of_accepted(action)
    turn.out.say(f"{action.id}  {state_words(action.state)}")
    async with progress(turn.out, tr("Sending your decision")):
        settled = await turn.inbox.wait_settled(action.id, options.timeout)
    tell_action(turn, settled)
    return of_settled(settled)


async def _offers(turn: Turn, known: OpenItem) -> tuple[ActionOffer, ...]:
    """What the source allowed when last read; asked now when it never was."""
    detail = known.detail
    if detail is None or detail.offers_as_of is None:
        async with progress(turn.out, tr("Reading the item")):
            detail = await turn.inbox.refresh_item(known.row.item.key)
    return detail.offers


def chosen(offers: tuple[ActionOffer, ...], wanted: str) -> ActionOffer:
    """An offer by its id, or by a kind that only one has. Refusal `action.unknown`, `action.ambiguous`."""
    by_id = [offer for offer in offers if offer.id == wanted]
    found = by_id or [offer for offer in offers if offer.kind.value == wanted]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{offer.id} ({offer.kind.value})" for offer in found or offers)
    code = "action.ambiguous" if found else "action.unknown"
    raise Refusal(Reason.of(code, action=wanted, offers=listed))


def tell_action(turn: Turn, action: Action) -> None:
    """The row as it stands: id and state on stdout, the reason and what next beside it."""
    turn.out.give(shapes.act(action, turn.now))
    turn.out.say(f"{action.id}  {state_words(action.state)}", _INK.get(action.state, Ink.PLAIN))
    if action.reason is not None:
        turn.out.tell(f"{sentence(action.reason, turn.now)} {next_step(action.reason, turn.now)}")
    elif action.state is ActionState.HELD and action.not_before is not None:
        turn.out.tell(
            tr(
                "You can undo it for {time}; then the window sends it, or: odx-desktop sync",
                time=duration_words((action.not_before - now_utc()).total_seconds()),
            )
        )
    elif action.state is ActionState.HELD:
        turn.out.tell(tr("It is held until you send it."))


_INK = {
    ActionState.CONFIRMED: Ink.GOOD,
    ActionState.REFUSED: Ink.BAD,
    ActionState.CONFLICT: Ink.LOOK,
    ActionState.UNKNOWN: Ink.LOOK,
    ActionState.NEEDS_YOU: Ink.LOOK,
}
