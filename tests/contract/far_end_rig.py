"""The contract suite's rig on the fake far end, and the connector that faults are tried with."""

from __future__ import annotations

from tests.contract.rig import now, offer_of
from tests.far_end.server import MANIFEST, FarEnd

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import ActionKind, ActionOffer
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import WorkItemDetail
from odx_desktop.http.limits import HttpLimits

SOURCE = "far"


def connect(
    far: FarEnd,
    *,
    user: str = "anna",
    secret: str | None = None,
    url: str | None = None,
    manifest: str = MANIFEST,
    limits: HttpLimits | None = None,
) -> Connector:
    """A declarative connector to this far end, with a page's time short enough for tests of silence."""
    name = LocalizedText("Far end", "Système distant")
    source = Source(SOURCE, name, "far-end", url or far.url, user)
    around = Surroundings(clock=now, limits=limits or HttpLimits(connect_s=1, page_s=5))
    password = far.users[user] if secret is None else secret
    return Catalogue().connector_for(source, manifest, password, around)


class FarEndRig:
    def __init__(self, far: FarEnd) -> None:
        self.far = far

    def connector(self, *, secret: str | None = None, url: str | None = None) -> Connector:
        return connect(self.far, secret=secret, url=url)

    def new_item(self, title: str) -> WorkItemKey:
        return WorkItemKey(SOURCE, (self.far.books.add(title).id,))

    def finish_elsewhere(self, key: WorkItemKey) -> None:
        self.far.books.apply(key.native[0], "ben", {"action": "declined", "comment": "No budget"})

    def unknown_key(self) -> WorkItemKey:
        return WorkItemKey(SOURCE, ("99999",))

    def finishing(self, detail: WorkItemDetail) -> ActionOffer:
        return offer_of(detail, lambda offer: offer.kind is ActionKind.APPROVE)

    def times_finished(self, key: WorkItemKey) -> int:
        closing = ("approved", "declined", "done")
        return sum(one.action in closing for one in self.far.books.applied(key.native[0]))

    def comments_like(self, key: WorkItemKey, text: str) -> int:
        return sum(one.comment == text for one in self.far.books.applied(key.native[0]))
