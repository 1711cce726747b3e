"""What a task allows one person now: the buttons of the reference contract, each as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from odx_desktop.demo.task import Task
from odx_desktop.domain.language import LocalizedText


@dataclass(frozen=True, slots=True)
class OfferParam:
    name: str
    type: str
    label: LocalizedText


@dataclass(frozen=True, slots=True)
class Offer:
    """Its id is its kind here; other systems may tell two offers of one kind apart."""

    id: str
    label: LocalizedText
    nature: str = "neutral"
    comment: str = "optional"
    params: tuple[OfferParam, ...] = ()
    effect: str = "set"


_TO = OfferParam("to", "person", LocalizedText("To", "À"))
_UNTIL = OfferParam("due", "date", LocalizedText("New deadline", "Nouvelle échéance"))

OFFERS = {
    offer.id: offer
    for offer in (
        Offer("approve", LocalizedText("Approve", "Approuver"), nature="positive"),
        Offer("decline", LocalizedText("Decline", "Refuser"), nature="negative", comment="required"),
        Offer("send_back", LocalizedText("Send back", "Retourner"), nature="negative", comment="required"),
        Offer(
            "request_info",
            LocalizedText("Ask for information", "Demander des précisions"),
            comment="required",
        ),
        Offer("claim", LocalizedText("Claim", "Réclamer"), nature="positive", comment="none"),
        Offer("release", LocalizedText("Release", "Libérer"), comment="none"),
        Offer("complete", LocalizedText("Complete", "Terminer"), nature="positive"),
        Offer("comment", LocalizedText("Comment", "Commenter"), comment="required", effect="append"),
        Offer("reassign", LocalizedText("Reassign", "Réattribuer"), params=(_TO,)),
        Offer("delegate", LocalizedText("Delegate", "Déléguer"), params=(_TO,)),
        Offer("set_due", LocalizedText("Change the deadline", "Modifier l’échéance"), params=(_UNTIL,)),
    )
}
CLOSING = frozenset({"approve", "decline", "send_back", "complete"})


def offers_for(task: Task, relations: list[str]) -> list[Offer]:
    """In the order in which they are to be drawn."""
    return [OFFERS[name] for name in _names(task, relations)]


def is_per_line(offer: Offer, has_lines: bool) -> bool:
    return has_lines and offer.id in ("approve", "decline")


def _names(task: Task, relations: list[str]) -> list[str]:
    if not task.is_open or not relations:
        return []
    if "mine" in relations or "substitute" in relations:
        if task.draft.template.flow == "approval":
            asks = [] if task.state == "Suspended" else ["request_info"]
            return ["approve", "decline", "send_back", *asks, "delegate", "reassign", "comment"]
        lets_go = ["release"] if task.queue is not None else []
        return ["complete", "set_due", *lets_go, "reassign", "comment"]
    names = ["claim"] if "candidate" in relations else []
    if "reportee" in relations or task.assignee is None:
        names += ["reassign", "set_due"]
    return [*names, "comment"]


def offer_json(offer: Offer, has_lines: bool) -> dict[str, Any]:
    return {
        "id": offer.id,
        "kind": offer.id,
        "label": {"en": offer.label.en, "fr": offer.label.fr},
        "nature": offer.nature,
        "comment": offer.comment,
        "params": [
            {
                "name": param.name,
                "type": param.type,
                "label": {"en": param.label.en, "fr": param.label.fr},
                "required": True,
            }
            for param in offer.params
        ],
        "perLine": is_per_line(offer, has_lines),
        "effect": offer.effect,
    }
