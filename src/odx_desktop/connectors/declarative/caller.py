"""Makes the manifest's requests: templates filled, headers added, addresses kept under the base address."""

from __future__ import annotations

from collections.abc import Mapping

from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.shape import Request
from odx_desktop.connectors.declarative.template import fill, fill_body, fill_path, fill_query
from odx_desktop.http.client import HttpClient
from odx_desktop.http.json_body import encode_json
from odx_desktop.http.message import HttpRequest, HttpResponse, Pairs


class Caller:
    """One source's requests. `me`-less bindings are enough for the identity's own request."""

    def __init__(self, http: HttpClient, headers: Mapping[str, str]) -> None:
        self.http = http
        self._headers: Pairs = tuple(({"Accept": "application/json"} | dict(headers)).items())

    def build(self, request: Request, bindings: Bindings, extra: Pairs = ()) -> HttpRequest:
        """Raises UnknownName when a template names what is not known here."""
        headers = (
            *self._headers,
            *((name, fill(value, bindings)) for name, value in request.headers.items()),
        )
        body = None
        if request.body is not None:
            body = encode_json(fill_body(request.body, bindings))
            headers = (*headers, ("Content-Type", "application/json"))
        return HttpRequest(
            request.method,
            self.url(request.path, bindings),
            fill_query(request.query, bindings),
            (*headers, *extra),
            body,
        )

    def url(self, path: str, bindings: Bindings) -> str:
        filled = fill_path(path, bindings)
        return filled if "://" in filled else f"{self.http.base_url}/{filled.lstrip('/')}"

    def address(self, url: str) -> HttpRequest:
        """A whole address that the source itself gave (a next page, a delta link)."""
        return HttpRequest("GET", url, (), self._headers)

    async def json(self, request: HttpRequest) -> tuple[HttpResponse, object]:
        """The answer and its JSON; raises as HttpClient.checked does."""
        response = await self.http.checked(request)
        return response, response.json()
