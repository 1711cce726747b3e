"""The suite that every connector passes, on a real Radicale."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from tests.backends.radicale import Radicale, ics, running
from tests.contract.rig import now, offer_of
from tests.contract.suite import ConnectorContract

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import ActionKind, ActionOffer
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import WorkItemDetail

LIST = "/anna/tasks/"


class RadicaleRig:
    def __init__(self, server: Radicale) -> None:
        self._server = server

    def connector(self, *, secret: str | None = None, url: str | None = None) -> Connector:
        name = LocalizedText("To-dos", "Tâches")
        source = Source("to-dos", name, "caldav", url or self._server.url, "anna")
        return Catalogue().connector_for(source, None, secret or "anna-pw", Surroundings(clock=now))

    def new_item(self, title: str) -> WorkItemKey:
        name = uuid.uuid4().hex
        self._server.put(f"{LIST}{name}.ics", ics(f"SUMMARY:{title}", "STATUS:NEEDS-ACTION", uid=name))
        return WorkItemKey("to-dos", (LIST, f"{name}.ics"))

    def finish_elsewhere(self, key: WorkItemKey) -> None:
        body = self._server.get("".join(key.native))
        self._server.put("".join(key.native), body.replace("NEEDS-ACTION", "COMPLETED"))

    def unknown_key(self) -> WorkItemKey:
        return WorkItemKey("to-dos", (LIST, "none.ics"))

    def finishing(self, detail: WorkItemDetail) -> ActionOffer:
        return offer_of(detail, lambda one: one.kind is ActionKind.COMPLETE)

    def times_finished(self, key: WorkItemKey) -> int:
        """A to-do keeps no history: that it is closed is all its server can say."""
        return self._server.get("".join(key.native)).count("STATUS:COMPLETED")

    def comments_like(self, key: WorkItemKey, text: str) -> int:
        lines = self._server.get("".join(key.native)).replace("\r\n ", "").replace("\\", "").splitlines()
        return sum(line.startswith("COMMENT") and line.endswith(f":{text}") for line in lines)


@pytest.fixture(scope="class")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RadicaleRig]:
    with running(tmp_path_factory.mktemp("radicale")) as server:
        server.make_list(LIST)
        yield RadicaleRig(server)


class TestCalDav(ConnectorContract):
    """Inherited whole."""
