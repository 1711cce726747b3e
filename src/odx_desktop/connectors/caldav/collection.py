"""The account behind an address and its to-do lists, found the way RFC 6764 and RFC 4791 describe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from odx_desktop.connectors.caldav.dav_client import DavClient, well_known
from odx_desktop.connectors.caldav.multistatus import CALDAV, CALENDARSERVER, DAV, DavResponse, path_of
from odx_desktop.domain.errors import ContractBroken, NoAccess, SignInRequired, SourceError
from odx_desktop.domain.reason import Reason

_PROPERTIES = (
    "resourcetype",
    "displayname",
    "current-user-principal",
    "current-user-privilege-set",
    "owner",
    "sync-token",
    "c:calendar-home-set",
    "c:calendar-user-address-set",
    "c:supported-calendar-component-set",
    "cs:getctag",
)
_WRITES = frozenset({f"{DAV}all", f"{DAV}write", f"{DAV}write-content"})


@dataclass(frozen=True, slots=True)
class TodoList:
    """One collection that can hold VTODOs. `mark` changes whenever its content does: a sync token that a
    delta can start from when `can_delta`, else a ctag, else nothing."""

    path: str
    name: str
    writable: bool
    shared: bool
    mark: str | None
    can_delta: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Who the server takes us for. `addresses` are the calendar user addresses, lower case; `homes` the
    folders to look for lists in, or the one list that was named."""

    principal: str
    name: str
    addresses: frozenset[str]
    homes: tuple[str, ...]


async def find_account(dav: DavClient) -> Account:
    """From any address a person may have been given: the root, a principal, a home set or one list.

    Raises ContractBroken (`source.no_todo_lists`) when the address is a list that cannot hold to-dos.
    """
    here = await _first_answer(dav)
    principal_path = _principal(here, dav.url)
    principal = here
    if principal_path != here.path:
        asked = await dav.propfind(principal_path, _PROPERTIES, depth=0)
        principal = asked[0] if asked else here
    homes = await _homes(dav, here, principal)
    addresses = principal.hrefs(f"{CALDAV}calendar-user-address-set")
    return Account(
        principal_path,
        principal.text(f"{DAV}displayname") or principal_path.strip("/").rpartition("/")[2],
        frozenset(address.lower() for address in addresses),
        homes,
    )


async def find_lists(dav: DavClient, account: Account) -> tuple[TodoList, ...]:
    """The account's lists as they are now, each with its mark.

    Raises ContractBroken (`source.no_todo_lists`) when there is none: that is no empty list.
    """
    found: dict[str, TodoList] = {}
    for home in account.homes:
        for response in await dav.propfind(home, _PROPERTIES, depth=1):
            if _holds_todos(response):
                found[response.path] = _todo_list(response, account)
    if not found:
        raise _no_lists(dav.url)
    return tuple(found[path] for path in sorted(found))


async def _first_answer(dav: DavClient) -> DavResponse:
    """What the given address says of itself, or what the well-known one leads to (RFC 6764 section 5). An
    address with a path is meant as it is: a wrong one must not end at whatever else the server has."""
    asked: DavResponse | None = None
    refused: SourceError | None = None
    try:
        asked = await dav.look(dav.url, _PROPERTIES)
    except (NoAccess, ContractBroken) as error:  # a root that is a web site, or closed, beside a calendar
        refused = error
    if urlsplit(dav.url).path.strip("/") and asked is None:
        raise refused or _no_caldav(dav.url)
    if asked is None or not _knows_principal(asked):
        asked = await _well_known(dav) or asked
    if asked is None:
        raise refused or _no_caldav(dav.url)
    return asked


def _no_caldav(url: str) -> ContractBroken:
    return ContractBroken(url, "a CalDAV server", "an answer without WebDAV", code="source.no_caldav")


async def _well_known(dav: DavClient) -> DavResponse | None:
    try:
        return await dav.look(well_known(dav.url), _PROPERTIES)
    except (NoAccess, ContractBroken):
        return None


def _knows_principal(response: DavResponse) -> bool:
    return response.property(f"{DAV}current-user-principal") is not None


def _principal(response: DavResponse, url: str) -> str:
    element = response.property(f"{DAV}current-user-principal")
    if element is not None and element.find(f"{DAV}unauthenticated") is not None:
        raise SignInRequired(Reason.of("source.sign_in"))
    hrefs = response.hrefs(f"{DAV}current-user-principal")
    if not hrefs:
        raise ContractBroken(url, "a current-user-principal", "none", code="source.no_caldav")
    return _own_path(hrefs[0], url)


async def _homes(dav: DavClient, here: DavResponse, principal: DavResponse) -> tuple[str, ...]:
    if _is_calendar(here):
        if not _holds_todos(here):
            raise _no_lists(dav.url)
        return (here.path,)
    own = _home_set(here, dav.url)
    if own:
        return own
    if here.path.strip("/") and any(
        _is_calendar(child) for child in await dav.propfind(here.path, _PROPERTIES, depth=1)
    ):
        return (here.path,)
    homes = _home_set(principal, dav.url)
    if not homes:
        raise _no_lists(dav.url)
    return homes


def _home_set(response: DavResponse, url: str) -> tuple[str, ...]:
    return tuple(_own_path(href, url) for href in response.hrefs(f"{CALDAV}calendar-home-set"))


def _own_path(href: str, url: str) -> str:
    """The path of an address that must lie on this origin: a password goes nowhere else."""
    host = urlsplit(urljoin(url, href)).netloc
    if host != urlsplit(url).netloc:
        raise ContractBroken(url, urlsplit(url).netloc, host, code="source.moved")
    return path_of(href, url)


def _no_lists(url: str) -> ContractBroken:
    return ContractBroken(url, "a list that can hold to-dos", "none", code="source.no_todo_lists")


def _is_calendar(response: DavResponse) -> bool:
    kinds = response.property(f"{DAV}resourcetype")
    return kinds is not None and kinds.find(f"{CALDAV}calendar") is not None


def _holds_todos(response: DavResponse) -> bool:
    """A calendar that names no component types accepts all (RFC 4791 section 5.2.3)."""
    if not _is_calendar(response):
        return False
    named = response.property(f"{CALDAV}supported-calendar-component-set")
    names = _component_names(named if named is not None else ())
    return not names or "VTODO" in names


def _component_names(elements: Iterable[object]) -> frozenset[str]:
    return frozenset(str(getattr(element, "attrib", {}).get("name", "")).upper() for element in elements)


def _todo_list(response: DavResponse, account: Account) -> TodoList:
    token = response.text(f"{DAV}sync-token")
    owners = response.hrefs(f"{DAV}owner")
    return TodoList(
        response.path,
        response.text(f"{DAV}displayname") or response.path.strip("/").rpartition("/")[2],
        _writable(response),
        bool(owners) and path_of(owners[0], "/").rstrip("/") != account.principal.rstrip("/"),
        token or response.text(f"{CALENDARSERVER}getctag"),
        token is not None,
    )


def _writable(response: DavResponse) -> bool:
    """True where the server does not say (RFC 3744 is optional): then it will refuse by itself."""
    privileges = response.property(f"{DAV}current-user-privilege-set")
    return privileges is None or any(element.tag in _WRITES for element in privileges.iter())
