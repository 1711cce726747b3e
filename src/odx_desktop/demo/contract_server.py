"""Serves the reference contract (resources/contracts/work-items.yaml) over one book of tasks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import unicodedata
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlencode

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from odx_desktop.demo.decisions import Decisions, Order
from odx_desktop.demo.ledger import Ledger
from odx_desktop.demo.problem import ProblemRaised
from odx_desktop.demo.sign_in import SignIn
from odx_desktop.demo.task_book import TaskBook
from odx_desktop.demo.task_view import Json, TaskView, group_json

SCOPES = ("mine", "team", "reportees")
_PREFIX = "/work-items/v1"
Endpoint = Callable[[Request, str, TaskView], Awaitable[Response]]


class _LineDecision(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    decision: str
    comment: str = ""


class _ActionRequest(msgspec.Struct, forbid_unknown_fields=True):
    offer: str
    comment: str = ""
    params: dict[str, str] = {}
    lines: list[_LineDecision] = []


class ContractServer:
    """`document` is the contract's own text, served to whoever wants to implement it; no sign-in needed."""

    def __init__(self, book: TaskBook, sign_in: SignIn, ledger: Ledger, document: bytes = b"") -> None:
        self._document = document
        self._book = book
        self._sign_in = sign_in
        self._ledger = ledger
        self._answers: dict[tuple[str, str], tuple[bytes, Response]] = {}
        self.app = Starlette(
            routes=[
                Route(f"{_PREFIX}/me", self._guarded(self._me)),
                Route(f"{_PREFIX}/tasks", self._guarded(self._list)),
                Route(f"{_PREFIX}/tasks/delta", self._guarded(self._delta)),
                Route(f"{_PREFIX}/tasks/{{task}}", self._guarded(self._detail)),
                Route(f"{_PREFIX}/tasks/{{task}}/actions", self._guarded(self._act), methods=["POST"]),
                Route(f"{_PREFIX}/tasks/{{task}}/attachments/{{file}}", self._guarded(self._attachment)),
                Route(f"{_PREFIX}/people", self._guarded(self._people)),
                Route(f"{_PREFIX}/reportees", self._guarded(self._reportees)),
                Route(f"{_PREFIX}/openapi.yaml", self._openapi),
                Route(f"{_PREFIX}/ui/tasks/{{task}}", _page_for_people),
            ]
        )

    def _guarded(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            language = "fr" if request.headers.get("accept-language", "").startswith("fr") else "en"
            try:
                person = self._sign_in.who(request)
                if person is None:
                    raise ProblemRaised("sign_in_required")
                return await endpoint(request, person, self._view(request))
            except ProblemRaised as problem:
                return problem_response(problem, language)

        return answer

    def _view(self, request: Request) -> TaskView:
        address = f"{request.url.scheme}://{request.url.netloc}{_PREFIX}"
        return TaskView(self._book.organisation, self._book.system, address, self._book.clock.now().date())

    async def _openapi(self, request: Request) -> Response:
        return Response(self._document, media_type="application/yaml")

    async def _me(self, request: Request, person: str, view: TaskView) -> Response:
        organisation = self._book.organisation
        team = organisation.people[person].team
        queues = [
            queue
            for queue in organisation.queues.values()
            if queue.system == self._book.system and team in queue.teams
        ]
        body: Json = {**view.person(person), "groups": [group_json(queue) for queue in queues]}
        body["scopes"] = list(SCOPES) if organisation.reportees(person) else ["mine", "team"]
        substituted = sorted(self._book.sight(person).substituted)
        if substituted:
            body["substituteFor"] = [view.person(name) for name in substituted]
        return _json(body)

    async def _list(self, request: Request, person: str, view: TaskView) -> Response:
        scope = request.query_params.get("scope", "mine")
        if scope not in SCOPES:
            raise ProblemRaised("bad_request", detail="scope")
        limit = _limit(request, 200, 1000)
        mark = self._mark(request.query_params.get("cursor"), {"s": scope, "n": self._book.latest, "a": ""})
        if mark["s"] != scope:
            raise ProblemRaised("cursor_unknown")
        sight = self._book.sight(person)
        page = self._book.page(sight, scope, str(mark["a"]), limit)
        body: Json = {"items": [view.task(task, sight) for task in page.items], "total": page.total}
        address = str(request.url.replace(query=""))
        if page.after is not None:
            cursor = self._token({**mark, "a": page.after})
            body["next"] = f"{address}?{urlencode({'scope': scope, 'limit': limit, 'cursor': cursor})}"
        else:
            body["deltaLink"] = f"{address}/delta?{urlencode({'token': self._token({**mark, 'a': ''})})}"
        return _json(body)

    async def _delta(self, request: Request, person: str, view: TaskView) -> Response:
        mark = self._mark(request.query_params.get("token"), None)
        limit = _limit(request, 200, 1000)
        until = int(mark.get("u", self._book.latest))
        sight = self._book.sight(person)
        page = self._book.delta(sight, str(mark["s"]), int(mark["n"]), str(mark["a"]), limit)
        body: Json = {
            "items": [view.task(task, sight) for task in page.items],
            "removed": [view.removal(task) for task in page.removed],
        }
        address = str(request.url.replace(query=""))
        if page.after is not None:
            token = self._token({**mark, "u": until, "a": page.after})
            body["next"] = f"{address}?{urlencode({'token': token, 'limit': limit})}"
        else:
            token = self._token({"s": mark["s"], "n": until, "a": ""})
            body["deltaLink"] = f"{address}?{urlencode({'token': token})}"
        return _json(body)

    async def _detail(self, request: Request, person: str, view: TaskView) -> Response:
        sight = self._book.sight(person)
        task = self._book.find(sight, request.path_params["task"])
        if request.headers.get("if-none-match") == task.etag:
            return Response(status_code=304, headers={"ETag": task.etag})
        return _json(view.detail(task, sight), {"ETag": task.etag})

    async def _act(self, request: Request, person: str, view: TaskView) -> Response:
        key = request.headers.get("idempotency-key", "")
        if not 16 <= len(key) <= 200:
            raise ProblemRaised("idempotency_key_missing")
        raw = await request.body()
        if_match = request.headers.get("if-match")
        mark = hashlib.sha256(f"{request.url.path}\n".encode() + raw).digest()
        known = self._answers.get((person, key))
        if known is not None:
            if known[0] != mark:
                raise ProblemRaised("idempotency_key_reused")
            replayed = Response(known[1].body, known[1].status_code, dict(known[1].headers))
            replayed.headers["Idempotency-Replayed"] = "true"
            return replayed
        language = "fr" if request.headers.get("accept-language", "").startswith("fr") else "en"
        try:
            order = _order(raw, person, if_match, key)
            decisions = Decisions(self._book, self._ledger, view.person)
            task = decisions.act(request.path_params["task"], order)
            answer = _json(view.detail(task, self._book.sight(person)), {"ETag": task.etag})
        except ProblemRaised as problem:
            answer = problem_response(problem, language)
        self._answers[person, key] = (mark, answer)
        return answer

    async def _attachment(self, request: Request, person: str, view: TaskView) -> Response:
        task = self._book.find(self._book.sight(person), request.path_params["task"])
        for file in view.files(task):
            if file.id == request.path_params["file"]:
                disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
                return Response(
                    file.content, media_type=file.type, headers={"Content-Disposition": disposition}
                )
        raise ProblemRaised("not_found")

    async def _people(self, request: Request, person: str, view: TaskView) -> Response:
        text = request.query_params.get("q")
        if text is None:
            raise ProblemRaised("bad_request", detail="q")
        if task := request.query_params.get("task"):
            self._book.find(self._book.sight(person), task)
        wanted = _folded(text)
        found = [
            name
            for name, somebody in self._book.organisation.people.items()
            if wanted in _folded(f"{somebody.name} {somebody.email} {somebody.ids[self._book.system]}")
        ]
        return _json({"items": [view.card(name) for name in found[: _limit(request, 20, 50)]]})

    async def _reportees(self, request: Request, person: str, view: TaskView) -> Response:
        names = sorted(self._book.organisation.reportees(person))
        return _json({"items": [view.card(name) for name in names]})

    def _token(self, mark: dict[str, str | int]) -> str:
        text = json.dumps({**mark, "b": self._book.boot}, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _mark(self, token: str | None, start: dict[str, str | int] | None) -> dict[str, str | int]:
        if token is None:
            if start is None:
                raise ProblemRaised("bad_request", detail="token")
            return start
        try:
            mark: dict[str, str | int] = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
            boot = mark.pop("b")
            known = isinstance(mark["n"], int) and mark["s"] in SCOPES and isinstance(mark["a"], str)
        except (binascii.Error, ValueError, KeyError, TypeError, AttributeError):
            raise ProblemRaised("cursor_unknown") from None
        if not known:
            raise ProblemRaised("cursor_unknown")
        if boot != self._book.boot:
            raise ProblemRaised("delta_expired" if start is None else "cursor_unknown")
        return mark


def _order(raw: bytes, person: str, if_match: str | None, key: str) -> Order:
    try:
        asked = msgspec.json.decode(raw, type=_ActionRequest)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ProblemRaised("bad_request", detail=str(error)) from None
    lines = {line.id: line.decision for line in asked.lines}
    if not set(lines.values()) <= {"approve", "decline"}:
        raise ProblemRaised("bad_request", detail="lines")
    return Order(person, asked.offer, if_match, key, asked.comment, asked.params, lines)


def _json(body: Json, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), media_type="application/json", headers=headers)


def problem_response(problem: ProblemRaised, language: str) -> Response:
    headers = {"Content-Language": language}
    if problem.status == 401:
        stronger = ' error="insufficient_user_authentication"' if problem.code == "step_up_required" else ""
        headers["WWW-Authenticate"] = f"Bearer{stronger}" if stronger else 'Basic realm="work-items", Bearer'
    return Response(
        msgspec.json.encode(problem.body(language)),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=headers,
    )


def _limit(request: Request, usual: int, most: int) -> int:
    text = request.query_params.get("limit", str(usual))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise ProblemRaised("bad_request", detail="limit")
    return int(text)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


async def _page_for_people(request: Request) -> Response:
    """Where `link` leads; it shows nothing of the task to whom has not signed in."""
    return HTMLResponse(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Sign in · Connexion</title>"
        "<h1>Sign in to see this task · Connectez-vous pour voir cette tâche</h1>"
    )
