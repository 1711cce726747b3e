"""In which order a source's actions stand, what their buttons say, and which key each has."""

from __future__ import annotations

from odx_desktop.domain.action import ActionKind, ActionOffer, CommentRule, Nature
from odx_desktop.domain.work_item import WorkItem
from odx_desktop.text import current_language
from odx_desktop.text.escape import one_line
from odx_desktop.text.formats import money

# From the most usual outcome to the least; keys are free of those that move on Canadian French keyboards.
KEYS = {
    ActionKind.APPROVE: "A",
    ActionKind.COMPLETE: "E",
    ActionKind.CLAIM: "C",
    ActionKind.START: "S",
    ActionKind.DECLINE: "D",
    ActionKind.SEND_BACK: "B",
    ActionKind.REASSIGN: "F",
    ActionKind.DELEGATE: "F",
    ActionKind.REQUEST_INFO: "Q",
    ActionKind.RELEASE: "L",
    ActionKind.REOPEN: "",
    ActionKind.SET_DUE: "",
    ActionKind.SET_PRIORITY: "",
    ActionKind.OTHER: "",
    ActionKind.COMMENT: "M",
}
_ORDER = list(KEYS)
_USUAL = {ActionKind.APPROVE, ActionKind.COMPLETE, ActionKind.CLAIM}
ICONS = {
    ActionKind.APPROVE: "check",
    ActionKind.COMPLETE: "check",
    ActionKind.CLAIM: "claim",
    ActionKind.RELEASE: "release",
    ActionKind.DECLINE: "cross",
    ActionKind.SEND_BACK: "send-back",
    ActionKind.REASSIGN: "reassign",
    ActionKind.DELEGATE: "delegate",
    ActionKind.COMMENT: "speech",
}


def in_order(offers: tuple[ActionOffer, ...]) -> list[ActionOffer]:
    """The usual outcome first; a source's own order within a kind."""
    return sorted(offers, key=lambda offer: (_ORDER.index(offer.kind), offer.nature is Nature.NEGATIVE))


def is_usual(offer: ActionOffer) -> bool:
    """Whether it may be the one filled button: what most people do, and never what destroys."""
    return offer.nature is not Nature.NEGATIVE and (offer.nature is Nature.POSITIVE or offer.kind in _USUAL)


def asks_first(offer: ActionOffer) -> bool:
    """Whether something must be given before it can be sent."""
    return bool(offer.params) or offer.comment is CommentRule.REQUIRED


def button_words(offer: ActionOffer, item: WorkItem) -> str:
    """The source's own word; with the amount where money is agreed to, with "…" where something is asked."""
    label = one_line(offer.label.in_(current_language()))
    if offer.kind is ActionKind.APPROVE and item.amount is not None:
        label = f"{label} {money(item.amount)}"
    return f"{label}…" if asks_first(offer) else label


def of_kind(offers: tuple[ActionOffer, ...], *kinds: ActionKind) -> ActionOffer | None:
    """The first offer of the first of `kinds` that there is."""
    return next((offer for kind in kinds for offer in offers if offer.kind is kind), None)
