"""The verbs and states of decisions in words: what can be done, what was done, how it stands."""

from __future__ import annotations

from odx_desktop.domain.action import ActionKind, ActionState
from odx_desktop.domain.source import Health
from odx_desktop.text.catalogue import msgid, tr

_VERBS = {
    ActionKind.APPROVE: msgid("Approve"),
    ActionKind.DECLINE: msgid("Decline"),
    ActionKind.SEND_BACK: msgid("Send back"),
    ActionKind.REQUEST_INFO: msgid("Ask a question"),
    ActionKind.CLAIM: msgid("Claim"),
    ActionKind.RELEASE: msgid("Release"),
    ActionKind.START: msgid("Start"),
    ActionKind.COMPLETE: msgid("Complete"),
    ActionKind.REOPEN: msgid("Reopen"),
    ActionKind.COMMENT: msgid("Comment"),
    ActionKind.REASSIGN: msgid("Reassign"),
    ActionKind.DELEGATE: msgid("Delegate"),
    ActionKind.SET_DUE: msgid("Change the due date"),
    ActionKind.SET_PRIORITY: msgid("Change the priority"),
    ActionKind.OTHER: msgid("Other action"),
}

_DONE = {
    ActionKind.APPROVE: msgid("Approved by you"),
    ActionKind.DECLINE: msgid("Declined by you"),
    ActionKind.SEND_BACK: msgid("Sent back by you"),
    ActionKind.REQUEST_INFO: msgid("Question asked by you"),
    ActionKind.CLAIM: msgid("Claimed by you"),
    ActionKind.RELEASE: msgid("Released by you"),
    ActionKind.START: msgid("Started by you"),
    ActionKind.COMPLETE: msgid("Completed by you"),
    ActionKind.REOPEN: msgid("Reopened by you"),
    ActionKind.COMMENT: msgid("Commented by you"),
    ActionKind.REASSIGN: msgid("Reassigned by you"),
    ActionKind.DELEGATE: msgid("Delegated by you"),
    ActionKind.SET_DUE: msgid("Due date changed by you"),
    ActionKind.SET_PRIORITY: msgid("Priority changed by you"),
    ActionKind.OTHER: msgid("Done by you"),
}

_STATES = {
    ActionState.HELD: msgid("Held"),
    ActionState.QUEUED: msgid("Queued"),
    ActionState.SENDING: msgid("Sending"),
    ActionState.CONFIRMED: msgid("Confirmed"),
    ActionState.REFUSED: msgid("Refused"),
    ActionState.CONFLICT: msgid("Conflict"),
    ActionState.UNKNOWN: msgid("Unknown"),
    ActionState.NEEDS_YOU: msgid("Needs you"),
    ActionState.DISCARDED: msgid("Discarded"),
}

_HEALTH = {
    Health.OK: msgid("Up to date"),
    Health.STALE: msgid("Not heard from lately"),
    Health.SIGN_IN_NEEDED: msgid("Sign-in needed"),
    Health.NO_ACCESS: msgid("No access"),
    Health.NOT_REACHED: msgid("Not reached"),
    Health.BROKEN: msgid("Answers oddly"),
}


def verb(kind: ActionKind) -> str:
    """What the person can do: Approve; Approuver."""
    return tr(_VERBS[kind])


def done_by_me(kind: ActionKind) -> str:
    """What the person decided: Approved by you; Approuvé par vous."""
    return tr(_DONE[kind])


def state_words(state: ActionState) -> str:
    return tr(_STATES[state])


def health_words(health: Health | None) -> str:
    return tr(_HEALTH[health]) if health else tr("Not asked yet")
