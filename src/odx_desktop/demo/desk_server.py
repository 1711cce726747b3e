"""Speaks ServiceNow's Table API over the service desk's records: paging, display values, errors.

Sources: research notes on `/api/now/table` (paging headers, `sysparm_*`); where the vendor's own
documentation was not to be had, the behaviour that public clients test for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from odx_desktop.demo.desk_changes import DeskChanges, DeskRefused
from odx_desktop.demo.desk_choices import displayed
from odx_desktop.demo.desk_query import QueryReader
from odx_desktop.demo.desk_tables import REFERENCES, TABLE, DeskTables, Record
from odx_desktop.demo.ledger import Ledger
from odx_desktop.demo.organisation import Person
from odx_desktop.demo.sign_in import SignIn

_MOST_ROWS = 10_000
Endpoint = Callable[[Request, Person], Awaitable[Response]]


class DeskServer:
    def __init__(self, tables: DeskTables, sign_in: SignIn, ledger: Ledger) -> None:
        self._tables = tables
        self._sign_in = sign_in
        self._changes = DeskChanges(tables, ledger)
        self.app = Starlette(
            routes=[
                Route("/api/now/table/{table}", self._guarded(self._list), methods=["GET"]),
                Route("/api/now/table/{table}", self._guarded(self._create), methods=["POST"]),
                Route("/api/now/table/{table}/{sys_id}", self._guarded(self._read), methods=["GET"]),
                Route(
                    "/api/now/table/{table}/{sys_id}", self._guarded(self._patch), methods=["PATCH", "PUT"]
                ),
                Route("/{page:path}.do", _page_for_people),
            ]
        )

    def _guarded(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                person = self._sign_in.who(request)
                if person is None:
                    raise DeskRefused(401, "User Not Authenticated", "Required to provide Auth information")
                table = request.path_params["table"]
                if table != "task" and table not in self._tables.tables:
                    raise DeskRefused(400, f"Invalid table {table}", None)
                return await endpoint(request, self._tables.organisation.people[person])
            except DeskRefused as refusal:
                return _failure(refusal)

        return answer

    async def _list(self, request: Request, person: Person) -> Response:
        table = request.path_params["table"]
        limit = min(_number(request, "sysparm_limit", _MOST_ROWS), _MOST_ROWS)
        offset = _number(request, "sysparm_offset", 0)
        reader = QueryReader(self._tables, self._tables.user(person))
        found = reader.select(request.query_params.get("sysparm_query", ""), self._tables.rows(table))
        shown = [self._shown(request, record, person) for record in found[offset : offset + limit]]
        headers = {"X-Total-Count": str(len(found))}
        links = _links(request, offset, limit, len(found))
        if links:
            headers["Link"] = links
        return _json({"result": shown}, headers=headers)

    async def _read(self, request: Request, person: Person) -> Response:
        return _json({"result": self._shown(request, self._record(request), person)})

    async def _create(self, request: Request, person: Person) -> Response:
        fields = await _fields(request)
        record = self._changes.create(request.path_params["table"], fields, person)
        return _json({"result": self._shown(request, record, person)}, 201)

    async def _patch(self, request: Request, person: Person) -> Response:
        fields = await _fields(request)
        record = self._changes.patch(self._record(request), fields, person)
        return _json({"result": self._shown(request, record, person)})

    def _record(self, request: Request) -> Record:
        record = self._tables.find(request.path_params["table"], request.path_params["sys_id"])
        if record is None:
            detail = "Record doesn't exist or ACL restricts the record retrieval"
            raise DeskRefused(404, "No Record found", detail)
        return record

    def _shown(self, request: Request, record: Record, person: Person) -> dict[str, Any]:
        asked = request.query_params.get("sysparm_fields", "")
        names = [name.strip() for name in asked.split(",") if name.strip()] or [
            name for name in record if name != TABLE
        ]
        style = request.query_params.get("sysparm_display_value", "false")
        bare = request.query_params.get("sysparm_exclude_reference_link") == "true"
        return {name: self._value(request, record, name, style, bare, person.desk_language) for name in names}

    def _value(
        self, request: Request, record: Record, name: str, style: str, bare: bool, language: str
    ) -> str | dict[str, str]:
        value = self._tables.walk(record, name)
        field = name.rpartition(".")[2]
        target = REFERENCES.get(field)
        if target is None or not value:
            text = displayed(self._tables.holder(record, name)[TABLE], field, value, language)
            return (
                {"value": value, "display_value": text}
                if style == "all"
                else text
                if style == "true"
                else value
            )
        text = self._name_of(target, value)
        link = {} if bare else {"link": f"{str(request.base_url).rstrip('/')}/api/now/table/{target}/{value}"}
        if style == "all":
            return {"value": value, "display_value": text, **link}
        shown = text if style == "true" else value
        if bare:
            return shown
        return {"display_value": text, **link} if style == "true" else {"value": value, **link}

    def _name_of(self, table: str, name: str) -> str:
        record = self._tables.find(table, name) or {}
        return record.get("name") or record.get("number", "")


async def _fields(request: Request) -> dict[str, str]:
    try:
        raw = msgspec.json.decode(await request.body())
    except msgspec.DecodeError:
        raw = None
    if not isinstance(raw, dict):
        detail = "The payload is not valid JSON."
        raise DeskRefused(400, "Exception while reading request", detail)
    return {name: str(value) for name, value in raw.items() if isinstance(value, str | int)}


def _number(request: Request, name: str, usual: int) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else usual


def _links(request: Request, offset: int, limit: int, total: int) -> str:
    """RFC 8288 relations, as the API gives them beside `X-Total-Count`."""
    if limit <= 0 or total <= limit:
        return ""
    places = {"first": 0, "last": (total - 1) // limit * limit}
    if offset + limit < total:
        places["next"] = offset + limit
    if offset > 0:
        places["prev"] = max(0, offset - limit)
    address = str(request.url.replace(query=""))
    kept = {name: value for name, value in request.query_params.items() if name != "sysparm_offset"}
    return ",".join(
        f'<{address}?{urlencode({**kept, "sysparm_offset": place})}>;rel="{relation}"'
        for relation, place in places.items()
    )


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")


def _failure(refusal: DeskRefused) -> Response:
    body = {"error": {"message": refusal.message, "detail": refusal.detail}, "status": "failure"}
    headers = {"WWW-Authenticate": 'Basic realm="Service-now"'} if refusal.status == 401 else None
    return _json(body, refusal.status, headers)


async def _page_for_people(request: Request) -> Response:
    return HTMLResponse("<!doctype html><meta charset=utf-8><title>Log in</title><h1>Log in · Connexion</h1>")
