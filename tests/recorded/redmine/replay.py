"""The connector that recordings of Redmine are made with and played back to."""

from __future__ import annotations

from tests.contract.rig import now

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import Source

ITEM, REFUSED = "5", "2027-02-30"


def connector_at(url: str) -> Connector:
    source = Source("tickets", LocalizedText("Tickets", "Billets"), "redmine", url, "anna")
    return Catalogue().connector_for(source, None, "anna-pass1", Surroundings(clock=now))
