"""WebDAV over our one HTTP client: requests as methods, answers as values, the rest as agreed errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from odx_desktop.connectors.caldav.multistatus import (
    DavResponse,
    Multistatus,
    error_condition,
    parse_multistatus,
    path_of,
    propfind,
    url_of,
)
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.http.client import HttpClient
from odx_desktop.http.message import HttpRequest, HttpResponse

MULTI_STATUS = 207
_XML = ("Content-Type", 'application/xml; charset="utf-8"')
_CALENDAR = ("Content-Type", "text/calendar; charset=utf-8")
# No WebDAV at this address: ask the well-known one instead.
_NOT_HERE = frozenset({400, 404, 405, 501})


class TokenRejected(Exception):
    """The server no longer knows the sync token (RFC 6578 section 3.2): list everything again."""


@dataclass(frozen=True, slots=True)
class CalendarResource:
    """One object as stored: `etag` strong, as If-Match needs it (RFC 9110 section 8.8.3)."""

    path: str
    etag: str | None
    body: bytes


class DavClient:
    """`url` is the address a person gave; paths are decoded ones on its origin."""

    def __init__(self, http: HttpClient, url: str) -> None:
        self.url = url
        self._http = http

    async def look(self, url: str, names: Iterable[str]) -> DavResponse | None:
        """What an address says of itself, None where it does not speak WebDAV. Raises ContractBroken
        (`source.portal`) for a web page with 200."""
        response = await self._http.read(_asking("PROPFIND", url, propfind(names), depth=0))
        if response.status in _NOT_HERE or (
            response.ok and response.status != MULTI_STATUS and not response.is_html
        ):
            return None
        found = self._multistatus(response).responses
        here = path_of(response.url, url)
        return next((one for one in found if _same(one.path, here)), found[0] if found else None)

    async def propfind(self, path: str, names: Iterable[str], *, depth: int) -> tuple[DavResponse, ...]:
        request = _asking("PROPFIND", url_of(path, self.url), propfind(names), depth=depth)
        return self._multistatus(await self._http.read(request)).responses

    async def report(self, path: str, body: bytes, *, depth: int) -> Multistatus:
        request = _asking("REPORT", url_of(path, self.url), body, depth=depth)
        return self._multistatus(await self._http.read(request))

    async def sync(self, path: str, body: bytes) -> Multistatus:
        """A sync-collection report; raises TokenRejected for any refusal but that of the person."""
        response = await self._http.read(_asking("REPORT", url_of(path, self.url), body, depth=0))
        refused = 400 <= response.status < 500 and response.status not in (401, 429)
        if refused and (response.status != 403 or error_condition(response.content) == "valid-sync-token"):
            raise TokenRejected(path)
        return self._multistatus(response)

    async def get(self, path: str) -> CalendarResource | None:
        """The object as stored, None when there is none (404 or 410; a web page saying so is a proxy's, and
        says nothing about the object)."""
        url = url_of(path, self.url)
        response = await self._http.read(HttpRequest("GET", url, headers=(("Accept", "text/calendar"),)))
        if response.status in (404, 410) and not response.is_html:
            return None
        self._http.require(response)
        if response.is_html:
            raise ContractBroken(response.url_path, "an iCalendar object", "an HTML page", "source.portal")
        return CalendarResource(path, strong(response.headers.get("etag")), response.content)

    async def put(self, path: str, etag: str, body: bytes) -> HttpResponse:
        """Replace the object if it is still the one with this ETag. Raises NothingSent or NoAnswer."""
        headers = (_CALENDAR, ("If-Match", etag))
        return await self._http.write(HttpRequest("PUT", url_of(path, self.url), (), headers, body))

    def require(self, response: HttpResponse) -> None:
        self._http.require(response)

    def _multistatus(self, response: HttpResponse) -> Multistatus:
        self._http.require(response)
        if response.is_html:
            raise ContractBroken(response.url_path, "a WebDAV multistatus", "an HTML page", "source.portal")
        if response.status != MULTI_STATUS:
            raise ContractBroken(response.url_path, "HTTP 207", f"HTTP {response.status}")
        return parse_multistatus(response.content, response.url)


def _asking(method: str, url: str, body: bytes, *, depth: int) -> HttpRequest:
    return HttpRequest(method, url, (), (_XML, ("Depth", str(depth))), body)


def _same(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")


def strong(etag: str | None) -> str | None:
    """Without the weak mark a compressing proxy adds: If-Match compares strongly and would never hold."""
    return etag.strip().removeprefix("W/") if etag else None


def well_known(url: str) -> str:
    return urljoin(url, "/.well-known/caldav")
