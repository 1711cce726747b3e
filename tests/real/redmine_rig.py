"""The contract suite's rig on a real Redmine; the books are Redmine's own API, asked as another person."""

from __future__ import annotations

import json
import urllib.request
from base64 import b64encode
from typing import Any

from tests.backends.redmine import Redmine
from tests.contract.rig import now, offer_of

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import ActionKind, ActionOffer
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import WorkItemDetail

SOURCE = "tickets"
CLOSED, REJECTED, ANNA, BEN = 5, 6, 5, 6


class RedmineRig:
    def __init__(self, server: Redmine) -> None:
        self.server = server

    def connector(
        self, *, secret: str | None = None, url: str | None = None, user: str = "anna"
    ) -> Connector:
        name = LocalizedText("Tickets", "Billets")
        source = Source(SOURCE, name, "redmine", url or self.server.url, user)
        return Catalogue().connector_for(source, None, secret or f"{user}-pass1", Surroundings(clock=now))

    def api(self, method: str, path: str, body: object = None, user: str = "ben") -> Any:
        """Redmine's own API, without any of our code."""
        token = b64encode(f"{user}:{user}-pass1".encode()).decode()
        sent = json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
        asked = urllib.request.Request(self.server.url + path, sent, headers, method=method)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def make(self, title: str, assignee: int | None = ANNA, **values: object) -> WorkItemKey:
        issue = {"project_id": "office", "subject": title, "assigned_to_id": assignee, **values}
        made = self.api("POST", "/issues.json", {"issue": issue})
        return WorkItemKey(SOURCE, (str(made["issue"]["id"]),))

    def issue(self, key: WorkItemKey) -> Any:
        return self.api("GET", f"/issues/{key.native[0]}.json?include=journals")["issue"]

    def change(self, key: WorkItemKey, **values: object) -> None:
        self.api("PUT", f"/issues/{key.native[0]}.json", {"issue": values})

    def new_item(self, title: str) -> WorkItemKey:
        return self.make(title)

    def finish_elsewhere(self, key: WorkItemKey) -> None:
        self.change(key, status_id=REJECTED)

    def unknown_key(self) -> WorkItemKey:
        return WorkItemKey(SOURCE, ("99999",))

    def finishing(self, detail: WorkItemDetail) -> ActionOffer:
        return offer_of(detail, lambda one: one.kind is ActionKind.COMPLETE and one.id == str(CLOSED))

    def times_finished(self, key: WorkItemKey) -> int:
        closing = (str(CLOSED), str(REJECTED))
        changes = [detail for journal in self.issue(key)["journals"] for detail in journal["details"]]
        return sum(one["name"] == "status_id" and one["new_value"] in closing for one in changes)

    def comments_like(self, key: WorkItemKey, text: str) -> int:
        return sum(journal["notes"] == text for journal in self.issue(key)["journals"])
