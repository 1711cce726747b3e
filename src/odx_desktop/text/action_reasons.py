"""What became of a decision, in plain words; the same in the window, on the command line and in Activity."""

from __future__ import annotations

from odx_desktop.text.catalogue import msgid
from odx_desktop.text.wording import Wording

_OPEN_AGAIN = (msgid("Open the item to see what it allows now."),)
_WAIT = (msgid("Nothing for you to do: it is looked up by itself. You can also look now."),)
_LOOK = (
    msgid(
        "Look at the item in its source. If your decision is there, say so; "
        "if not, send it again or discard it."
    ),
)
_SEE_CONFLICT = (msgid("Look at the item as it is now, then decide again or discard this decision."),)

ACTION_WORDINGS = {
    "action.unknown": Wording(
        (
            msgid("This item does not offer “{action}”. Nothing was done."),
            msgid("This item does not offer that. Nothing was done."),
        ),
        (msgid("It offers: {offers}."), msgid("Open the item to see what it allows now.")),
    ),
    "action.ambiguous": Wording(
        (
            msgid("“{action}” could be several of the actions of this item. Nothing was done."),
            msgid("That could be several of the actions of this item. Nothing was done."),
        ),
        (msgid("Name one of: {offers}."), msgid("Name one by its own id.")),
    ),
    "action.no_such_action": Wording(
        (
            msgid("There is no decision “{action}” in Activity. Nothing was done."),
            msgid("There is no such decision in Activity. Nothing was done."),
        ),
        (msgid("Activity lists your decisions with their ids."),),
    ),
    "action.needs_comment": Wording(
        (msgid("This action needs a comment. Nothing was sent."),),
        (msgid("Write why, then send it."),),
    ),
    "action.needs_input": Wording(
        (
            msgid("The source asks for more: {message} Nothing was done."),
            msgid("The source asks for more before it does this. Nothing was done."),
        ),
        (msgid("Open the item, fill in what is missing, then send it."),),
    ),
    "action.needs_param": Wording(
        (
            msgid("This action also needs “{param}”. Nothing was sent."),
            msgid("This action also needs “{name}”. Nothing was sent."),
            msgid("This action needs one more value. Nothing was sent."),
        ),
        (msgid("Give that value, then send it."),),
    ),
    "action.unknown_param": Wording(
        (
            msgid("This action takes no value “{param}”. Nothing was sent."),
            msgid("This action takes no such value. Nothing was sent."),
        ),
        (msgid("Leave that value out, then send it."),),
    ),
    "action.due_before_start": Wording(
        (msgid("The due date would lie before the start. Nothing was sent."),),
        (msgid("Choose a later date."),),
    ),
    "action.needs_line": Wording(
        (msgid("This action needs a decision for each line. Nothing was sent."),),
        (msgid("Decide every line, then send it."),),
    ),
    "action.already_waiting": Wording(
        (msgid("You already decided this item, and that decision is not settled yet. Nothing was added."),),
        (msgid("Undo or discard the first one, or wait until it is settled."),),
    ),
    "action.ignored": Wording(
        (msgid("The source said yes, but when read back the item had not changed. Nothing was done."),),
        (msgid("The source may not allow this to you. Do it there, or choose another action."),),
    ),
    "action.partly_ignored": Wording(
        (msgid("The source took your comment and ignored the rest. The comment is there; nothing else is."),),
        (msgid("Do not send it again: the comment would be there twice. Do the rest in the source."),),
    ),
    "action.unusable_value": Wording(
        (msgid("The source cannot use “{value}” here. Nothing was sent."),),
        (msgid("Give a value that it knows, then send it again."),),
    ),
    "action.refused": Wording(
        (
            msgid("The source refused: {message} Nothing was changed."),
            msgid("The source refused this. Nothing was changed."),
        ),
        _OPEN_AGAIN,
    ),
    "action.forbidden": Wording(
        (
            msgid("The source does not let you do this: {message} Nothing was changed."),
            msgid("The source does not let you do this. Nothing was changed."),
        ),
        (msgid("Ask the people who run this source, or reassign the item."),),
    ),
    "action.conflict": Wording(
        (
            msgid("{who} was first ({when}). Nothing of yours was sent."),
            msgid("{who} was first. Nothing of yours was sent."),
            msgid("Somebody was first. Nothing of yours was sent."),
        ),
        _SEE_CONFLICT,
    ),
    "action.changed_elsewhere": Wording(
        (
            msgid("{who} changed the item after you looked ({when}). Nothing of yours was sent."),
            msgid("{who} changed the item after you looked. Nothing of yours was sent."),
            msgid("Somebody changed the item after you looked. Nothing of yours was sent."),
        ),
        _SEE_CONFLICT,
    ),
    "action.already_decided": Wording(
        (
            msgid("{who} already decided this ({when}). Nothing of yours was sent."),
            msgid("{who} already decided this. Nothing of yours was sent."),
            msgid("Somebody already decided this. Nothing of yours was sent."),
        ),
        _SEE_CONFLICT,
    ),
    "action.taken": Wording(
        (
            msgid("{who} has taken this item ({when}). Nothing of yours was sent."),
            msgid("{who} has taken this item. Nothing of yours was sent."),
            msgid("Somebody has taken this item. Nothing of yours was sent."),
        ),
        _SEE_CONFLICT,
    ),
    "action.gone": Wording(
        (msgid("The item is no longer there, or no longer yours to see. Nothing was sent."),),
        (msgid("Discard this decision, or look for the item in its source."),),
    ),
    "action.offer_gone": Wording(
        (msgid("The item no longer offers this action. Nothing was sent."),),
        _OPEN_AGAIN,
    ),
    "action.too_late": Wording(
        (msgid("This can no longer be undone: it is being sent, or is settled already."),),
        (msgid("Activity shows what became of it."),),
    ),
    "action.not_resendable": Wording(
        (msgid("This decision is not one that can be sent again. Nothing was changed."),),
        (msgid("Activity shows what became of it."),),
    ),
    "action.resent": Wording(
        (msgid("You sent this again as a new decision."),),
        (msgid("The new decision stands beside it in Activity."),),
    ),
    "action.wrong_state": Wording(
        (
            msgid("This cannot be done while the decision is “{state}”. Nothing was changed."),
            msgid("This cannot be done with the decision as it stands. Nothing was changed."),
        ),
        (msgid("Activity shows what became of it."),),
    ),
    "action.no_answer": Wording(
        (msgid("It was sent, but no usable answer came. It is not known yet whether it is in effect."),),
        _WAIT,
    ),
    "action.read_back_failed": Wording(
        (msgid("The source said yes, but reading it back failed. It is not sent a second time."),),
        _WAIT,
    ),
    "action.left_sending": Wording(
        (msgid("The program ended while this was being sent. It is not known yet whether it is in effect."),),
        _WAIT,
    ),
    "action.interrupted": Wording(
        (msgid("The program ended while this was being sent. It is not known yet whether it is in effect."),),
        _WAIT,
    ),
    "action.not_in_effect": Wording(
        (msgid("Looking it up showed that it had not arrived. It is sent again, once."),),
        (msgid("Nothing for you to do."),),
    ),
    "action.doubt_changed": Wording(
        (
            msgid(
                "It was sent without an answer, and the item has changed since. Nobody but you can tell now."
            ),
        ),
        _LOOK,
    ),
    "action.doubt_unprovable": Wording(
        (msgid("It was sent without an answer, and reading the item does not show whether it arrived."),),
        _LOOK,
    ),
    "action.not_verified": Wording(
        (msgid("The source said yes; it cannot be read back, so this is not verified."),),
        (msgid("Nothing for you to do."),),
    ),
    "action.person_confirmed": Wording(
        (msgid("You looked and said that it is there."),),
        (msgid("Nothing for you to do."),),
    ),
    "action.person_resends": Wording(
        (msgid("You asked for it to be sent again."),),
        (msgid("Nothing for you to do."),),
    ),
    "action.source_gone": Wording(
        (msgid("The source of this decision is no longer set up here. Nothing was sent."),),
        (msgid("Add the source again, or discard this decision."),),
    ),
    "action.undone": Wording(
        (msgid("You undid this before it was sent."),),
        (msgid("Nothing for you to do."),),
    ),
    "action.discarded": Wording(
        (msgid("You discarded this."),),
        (msgid("Nothing for you to do."),),
    ),
}
