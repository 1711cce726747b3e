"""A running house for tests: real connections, and every answer held against the published contract."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from odx_desktop.demo.house import House, Wishes

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "resources" / "contracts" / "work-items.yaml"
ORGANISATION = ROOT / "resources" / "demo" / "organisation.toml"
# Made once: a client otherwise reads the machine's certificates each time, for connections without TLS.
_TRUST = ssl.create_default_context()
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class Contract:
    """The OpenAPI document, able to judge an answer."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
        strict = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
        _allow_only_what_is_named(strict["components"]["schemas"])
        resource = Resource(contents=strict, specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:contract", resource)

        self._validators: dict[str, Draft202012Validator] = {}

    def judge(self, response: httpx.Response) -> None:
        """AssertionError where status, headers, type or body are not what the document says."""
        path = urlsplit(str(response.url)).path.removeprefix("/work-items/v1")
        template = self._template(path)
        method = response.request.method.lower()
        responses = self.document["paths"][template][method]["responses"]
        status = str(response.status_code)
        assert status in responses, f"{method} {template} may not answer {status}: {response.text[:200]}"
        pointer = f"/paths/{_escaped(template)}/{method}/responses/{status}"
        described = responses[status]
        if "$ref" in described:
            pointer = described["$ref"].removeprefix("#")
            described = self.document["components"]["responses"][pointer.rpartition("/")[2]]
        for name, header in described.get("headers", {}).items():
            header = self._resolved(header)
            assert not header.get("required") or name in response.headers, f"{status} without {name}"
        content = described.get("content")
        if content is None:
            assert not response.content
        elif "*/*" not in content:
            media = response.headers["content-type"].partition(";")[0]
            assert media in content, f"{media} is not in {list(content)}"
            self._check(f"{pointer}/content/{_escaped(media)}/schema", response.json())

    def _check(self, pointer: str, body: Any) -> None:
        if pointer not in self._validators:
            schema = {"$ref": f"urn:contract#{pointer}"}
            self._validators[pointer] = Draft202012Validator(schema, registry=self._registry)
        errors = list(self._validators[pointer].iter_errors(body))
        assert not errors, errors[0]

    def _resolved(self, header: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in header:
            found: dict[str, Any] = self.document["components"]["headers"][header["$ref"].rpartition("/")[2]]
            return found
        return header

    def _template(self, path: str) -> str:
        for template in sorted(self.document["paths"], key=lambda text: text.count("{")):
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
                return str(template)
        raise AssertionError(f"{path} is not in the contract")


def _allow_only_what_is_named(schemas: dict[str, Any]) -> None:
    """The contract lets servers add properties; ours may not, or a misspelt one would never be noticed."""
    for name, schema in schemas.items():
        if "allOf" in schema:
            schema["unevaluatedProperties"] = False
        elif name not in ("Task", "Problem"):
            _close(schema)
        else:
            for inner in schema["properties"].values():
                _close(inner)
    for page in ("TaskPage", "DeltaPage"):
        schemas[page]["properties"]["items"]["items"]["unevaluatedProperties"] = False


def _close(schema: Any) -> None:
    if isinstance(schema, list):
        for one in schema:
            _close(one)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            schema.setdefault("additionalProperties", False)
        for one in schema.values():
            _close(one)


def _escaped(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


class Stage:
    """What a test needs: clients of any person at any system, and the rehearsal door."""

    def __init__(self, house: House, contract: Contract) -> None:
        self.house = house
        self._contract = contract
        self._clients: list[httpx.Client] = []
        door = house.announcement()["rehearsal"]
        self.door = self._client(door["url"], headers={"Authorization": f"Bearer {door['token']}"})

    def client(self, system: str, person: str = "amelie", judged: bool = True) -> httpx.Client:
        address = next(s["url"] for s in self.house.announcement()["systems"] if s["system"] == system)
        somebody = self.house.organisation.people[person]
        secret = self.house.passwords.of(system, person)
        client = self._client(address, auth=(somebody.ids[system], secret))
        if judged and "work-items" in address:
            client.event_hooks["response"] = [self._judge]
        return client

    def plain(self, address: str) -> httpx.Client:
        """A client without credentials."""
        return self._client(address)

    def ledger(self, system: str) -> list[dict[str, str]]:
        entries: list[dict[str, str]] = self.door.get("/ledger", params={"system": system}).json()["entries"]
        return entries

    def close(self) -> None:
        for client in self._clients:
            client.close()

    def _client(self, address: str, **settings: Any) -> httpx.Client:
        client = httpx.Client(base_url=address, timeout=10, trust_env=False, verify=_TRUST, **settings)
        self._clients.append(client)
        return client

    def _judge(self, response: httpx.Response) -> None:
        response.read()
        self._contract.judge(response)


@contextmanager
def house_open(**wishes: Any) -> Iterator[Stage]:
    """The servers on a loop in a thread of their own; ports are the system's choice."""
    chosen = {"still": True, "now": NOW, "radicale": False, **wishes}
    ready = threading.Event()
    houses: list[House] = []
    ends: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        house = House(Wishes(organisation=ORGANISATION, **chosen))
        await house.start()
        end = asyncio.Event()
        houses.append(house)
        ends.append((asyncio.get_running_loop(), end))
        ready.set()
        await end.wait()
        await house.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(30)
    stage = Stage(houses[0], Contract())
    try:
        yield stage
    finally:
        stage.close()
        loop, end = ends[0]
        loop.call_soon_threadsafe(end.set)
        thread.join(10)


def all_pages(client: httpx.Client, first: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]], str]:
    """Items, removals and the delta link of a listing or delta, followed to its end."""
    items: list[dict[str, Any]] = []
    removed: list[dict[str, Any]] = []
    address = first
    while True:
        page = client.get(address).raise_for_status().json()
        items += page["items"]
        removed += page.get("removed", [])
        if "next" not in page:
            return items, removed, page["deltaLink"]
        address = page["next"]
