"""Anti-forgery tokens: fetched by a read, sent with each write, fetched again when the source says so."""

from __future__ import annotations

from odx_desktop.connectors.declarative.answers import answer_getter
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.condition import Answer, compile_condition
from odx_desktop.connectors.declarative.scope import Bindings, as_text
from odx_desktop.connectors.declarative.shape import Csrf
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.http.message import HttpRequest, HttpResponse, Pairs

_HEADER = "header:"


class CsrfGuard:
    """Holds the token of one source's session."""

    def __init__(self, spec: Csrf, caller: Caller) -> None:
        self._spec, self._caller = spec, caller
        self._read = answer_getter(spec.read)
        self._stale = compile_condition(spec.refresh_on) if spec.refresh_on is not None else None
        self._name = spec.send.removeprefix(_HEADER)
        self._token = ""
        self._bindings = Bindings()

    async def headers(self, bindings: Bindings) -> Pairs:
        """Raises as HttpClient.checked does; ContractBroken when the answer has no token."""
        self._bindings = bindings
        if not self._token:
            await self._fetch()
        return ((self._name, self._token),)

    def is_stale(self, response: HttpResponse) -> bool:
        answer = Answer(response.status, response.headers, None)
        return self._stale is not None and self._stale(self._bindings, answer)

    async def renewed(self, request: HttpRequest) -> HttpRequest:
        """The same request with a new token."""
        await self._fetch()
        others = tuple(pair for pair in request.headers if pair[0].lower() != self._name.lower())
        return HttpRequest(
            request.method, request.url, request.query, (*others, (self._name, self._token)), request.body
        )

    async def _fetch(self) -> None:
        response = await self._caller.http.checked(self._caller.build(self._spec.fetch, self._bindings))
        document = None if self._spec.read.startswith(_HEADER) else response.json()
        self._token = as_text(self._read(response, document))
        if not self._token:
            raise ContractBroken(response.url_path, f"a token at {self._spec.read}", "none")
