"""The XML of WebDAV: what we ask and what a multistatus says (RFC 4918 section 14, RFC 4791, RFC 6578)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from odx_desktop.domain.errors import ContractBroken

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CALENDARSERVER = "{http://calendarserver.org/ns/}"

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_NAMESPACES = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/"'


@dataclass(frozen=True, slots=True)
class DavResponse:
    """What was said of one resource: `path` decoded, `status` of the resource itself (None when its
    properties carry their own), `found` the properties that were given with 200."""

    path: str
    status: int | None
    found: tuple[Element, ...]

    def property(self, name: str) -> Element | None:
        return next((element for element in self.found if element.tag == name), None)

    def text(self, name: str) -> str | None:
        element = self.property(name)
        return None if element is None or element.text is None else element.text.strip() or None

    def hrefs(self, name: str) -> tuple[str, ...]:
        element = self.property(name)
        if element is None:
            return ()
        return tuple(href.text.strip() for href in element.iter(f"{DAV}href") if href.text)


@dataclass(frozen=True, slots=True)
class Multistatus:
    responses: tuple[DavResponse, ...]
    sync_token: str | None = None


def parse_multistatus(body: bytes, url: str) -> Multistatus:
    """Raises ContractBroken when it is no multistatus (a sign-in page, XML cut short, entity tricks)."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ContractBroken(url, "a WebDAV multistatus", _glimpse(body)) from error
    if root.tag != f"{DAV}multistatus":
        raise ContractBroken(url, "a WebDAV multistatus", root.tag[:80])
    token = root.findtext(f"{DAV}sync-token")
    responses = tuple(_response(element, url) for element in root.findall(f"{DAV}response"))
    return Multistatus(responses, token.strip() if token else None)


def _glimpse(body: bytes) -> str:
    return body[:60].decode("utf-8", "replace") or "nothing"


def _response(element: Element, url: str) -> DavResponse:
    href = element.findtext(f"{DAV}href")
    if not href:
        raise ContractBroken(url, "an href in each response", "none")
    status = element.findtext(f"{DAV}status")
    found: list[Element] = []
    for propstat in element.findall(f"{DAV}propstat"):
        prop = propstat.find(f"{DAV}prop")
        if prop is not None and status_code(propstat.findtext(f"{DAV}status") or "", url) == 200:
            found.extend(prop)
    return DavResponse(path_of(href, url), status_code(status, url) if status else None, tuple(found))


def status_code(line: str, url: str) -> int:
    """`HTTP/1.1 404 Not Found` -> 404."""
    parts = line.split()
    if len(parts) < 2 or not parts[1].isdigit():
        raise ContractBroken(url, "a status line", line[:60] or "nothing")
    return int(parts[1])


def path_of(href: str, url: str) -> str:
    """The decoded path: servers encode the same path in several ways (`%40` and `@`)."""
    return unquote(urlsplit(urljoin(url, href.strip())).path)


def url_of(path: str, url: str) -> str:
    """The absolute URL of a decoded path on the origin of `url`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{quote(path, safe='/@:~!$&()*+,;=-._')}"


def error_condition(body: bytes) -> str:
    """The precondition a server names in its error body (`no-uid-conflict`), or nothing."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return ""
    names = [child.tag.rpartition("}")[2] for child in root]
    return names[0] if root.tag == f"{DAV}error" and names else ""


def propfind(names: Iterable[str]) -> bytes:
    return f"{_HEAD}<propfind {_NAMESPACES}><prop>{_props(names)}</prop></propfind>".encode()


def todo_query() -> bytes:
    """Every VTODO of a collection, by address and ETag only. Closed ones are not left out by the server:
    its filters disagree about a to-do without STATUS (RFC 4791 section 9.7.2)."""
    wanted = (
        '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VTODO"/></c:comp-filter></c:filter>'
    )
    return (
        f"{_HEAD}<c:calendar-query {_NAMESPACES}><prop><getetag/></prop>{wanted}</c:calendar-query>".encode()
    )


def multiget(hrefs: Iterable[str]) -> bytes:
    asked = "".join(f"<href>{escape(href)}</href>" for href in hrefs)
    return (
        f"{_HEAD}<c:calendar-multiget {_NAMESPACES}><prop><getetag/><c:calendar-data/></prop>"
        f"{asked}</c:calendar-multiget>"
    ).encode()


def sync_collection(token: str) -> bytes:
    return (
        f"{_HEAD}<sync-collection {_NAMESPACES}><sync-token>{escape(token)}</sync-token>"
        "<sync-level>1</sync-level><prop><getetag/></prop></sync-collection>"
    ).encode()


def _props(names: Iterable[str]) -> str:
    return "".join(f"<{name}/>" for name in names)
