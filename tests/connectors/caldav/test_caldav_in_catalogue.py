"""The catalogue finds the connector and connects it by a source's address, user and secret."""

from __future__ import annotations

import asyncio

from tests.connectors.caldav.conftest import NOW, Desk

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import Source


def test_a_source_of_this_kind_is_connected(desk: Desk) -> None:
    catalogue = Catalogue()
    source = Source("to-dos", LocalizedText("To-dos", "Tâches"), "caldav", desk.server.url, "anna")

    async def who() -> str:
        connector = catalogue.connector_for(source, None, "anna-pw", Surroundings(lambda: NOW))
        try:
            return (await connector.identify()).id
        finally:
            await connector.aclose()

    assert "caldav" in catalogue.ids() and catalogue.info("caldav").title == "CalDAV"
    assert asyncio.run(who()) == "/anna/"
