"""One request and one answer as values, so that connectors need no HTTP library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from odx_desktop.domain.errors import ContractBroken
from odx_desktop.http.clock_header import http_date, retry_after
from odx_desktop.http.json_body import decode_json

Pairs = tuple[tuple[str, str], ...]


class Headers(Mapping[str, str]):
    """Header fields by name, case ignored; a repeated field is joined with `, ` (RFC 9110 section 5.3)."""

    def __init__(self, pairs: Pairs = ()) -> None:
        self._fields: dict[str, str] = {}
        for name, value in pairs:
            key = name.lower()
            self._fields[key] = f"{self._fields[key]}, {value}" if key in self._fields else value

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """`url` is absolute; `query` is encoded and appended to whatever query the URL has."""

    method: str
    url: str
    query: Pairs = ()
    headers: Pairs = ()
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete answer: `url` is where it came from after redirects, `received` when, on our clock."""

    status: int
    headers: Headers
    content: bytes
    url: str
    received: datetime
    depth_limit: int = field(default=100, repr=False)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def server_now(self) -> datetime | None:
        """The source's own clock, from its Date header (whole seconds)."""
        return http_date(self.headers.get("date", ""))

    @property
    def retry_at(self) -> datetime | None:
        """When the source wants to be asked again, on our clock."""
        return retry_after(self.headers.get("retry-after"), self.received, self.server_now)

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_html(self) -> bool:
        """A sign-in page or a portal answers in HTML whatever was asked for."""
        if self.media_type:
            return self.media_type in ("text/html", "application/xhtml+xml")
        return self.content[:64].lstrip().lower().startswith((b"<!doctype html", b"<html"))

    def json(self) -> object:
        """The body as JSON; raises ContractBroken (`source.portal` for an HTML page)."""
        if self.is_html:
            raise ContractBroken(self.url_path, "JSON", "an HTML page", code="source.portal")
        return decode_json(self.content, self.url_path, self.depth_limit)

    @property
    def url_path(self) -> str:
        """The address without its query, which may hold what is nobody's business."""
        return self.url.partition("?")[0]
