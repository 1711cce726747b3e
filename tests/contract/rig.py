"""What the contract suite needs to know of one kind of back end to try any connector to it."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import Action, ActionOffer, ActionState, ActionStep
from odx_desktop.domain.action_facts import base_facts
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import WorkItemDetail


def now() -> datetime:
    return datetime.now(UTC)


class Rig(Protocol):
    """One back end with one person signed in. Every item that it makes is new, open and theirs."""

    def connector(self, *, secret: str | None = None, url: str | None = None) -> Connector:
        """A connector of that person; a wrong `secret` or another `url` on demand."""
        ...

    def new_item(self, title: str) -> WorkItemKey: ...

    def finish_elsewhere(self, key: WorkItemKey) -> None:
        """Somebody else decides the item, without our connector."""
        ...

    def unknown_key(self) -> WorkItemKey: ...

    def finishing(self, detail: WorkItemDetail) -> ActionOffer:
        """An offer that closes the item."""
        ...

    def times_finished(self, key: WorkItemKey) -> int:
        """How often the back end itself says that the item was closed."""
        ...

    def comments_like(self, key: WorkItemKey, text: str) -> int:
        """How many comments with these words the back end itself has."""
        ...


def decided(detail: WorkItemDetail, offer: ActionOffer, comment: str = "", **params: str) -> Action:
    """An action as the inbox makes it, in the moment of its first sending."""
    moment = now()
    return Action(
        id=str(uuid.uuid4()),
        key=detail.key,
        title=detail.item.title,
        kind=offer.kind,
        offer_id=offer.id,
        offer_label=offer.label,
        effect=offer.effect,
        created=moment,
        state=ActionState.SENDING,
        params=tuple(params.items()),
        comment=comment,
        base_version=detail.item.version,
        base=base_facts(detail.item, detail.lines),
        history=(ActionStep(moment, ActionState.QUEUED), ActionStep(moment, ActionState.SENDING)),
    )


def sent_again(action: Action) -> Action:
    """The same action, same id, on its second attempt."""
    return replace(action, history=(*action.history, ActionStep(now(), ActionState.SENDING)))


def offer_of(detail: WorkItemDetail, match: Callable[[ActionOffer], bool]) -> ActionOffer:
    return next(offer for offer in detail.offers if match(offer))


_numbers = itertools.count(1)


def fresh_title() -> str:
    return f"Contract item {next(_numbers)} {uuid.uuid4().hex[:6]}"
