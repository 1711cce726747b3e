"""Servers that cut, ignore, hang up or answer with a sign-in page: what a real one rarely does on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from tests.backends.radicale import ics
from tests.connectors.caldav.conftest import LIST, NOW, key

from odx_desktop.connectors.caldav.collection import TodoList
from odx_desktop.connectors.caldav.connector import CalDavConnector
from odx_desktop.connectors.caldav.dav_client import DavClient
from odx_desktop.connectors.caldav.listing import delta, full_listing
from odx_desktop.domain.action import Action, ActionKind, ActionState, Effect
from odx_desktop.domain.errors import ContractBroken, NoAccess, SignInRequired, SourceError, SourceUnavailable
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import (
    Accepted,
    CannotTell,
    Conflict,
    Later,
    Refused,
    SendResult,
    SignInNeeded,
    Unknown,
    Unread,
)
from odx_desktop.http.client import HttpClient
from odx_desktop.http.credential import no_credential
from odx_desktop.http.failure import NoAnswer, NothingSent
from odx_desktop.http.message import Headers, HttpRequest, HttpResponse

URL = "https://cal.example.org"
ONE = LIST + "one.ics"
Step = HttpResponse | Exception


def reply(status: int, body: str = "", **headers: str) -> HttpResponse:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpResponse(status, Headers(pairs), body.encode(), URL + "/", NOW)


def multistatus(*responses: str, token: str = "") -> HttpResponse:
    end = f"<sync-token>{token}</sync-token>" if token else ""
    return reply(207, f'<multistatus xmlns="DAV:">{"".join(responses)}{end}</multistatus>')


def member(path: str, status: int = 200) -> str:
    if status != 200:
        return f"<response><href>{path}</href><status>HTTP/1.1 {status} x</status></response>"
    return (
        f'<response><href>{path}</href><propstat><prop><getetag>"1"</getetag></prop>'
        "<status>HTTP/1.1 200 OK</status></propstat></response>"
    )


class Script(HttpClient):
    """Answers from a list, in order, and keeps what it was asked."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__(URL, no_credential(), clock=lambda: NOW)
        self.steps = list(steps)
        self.asked: list[HttpRequest] = []

    async def read(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step

    write = read


def lists(mark: str = "new", *, can_delta: bool = True) -> tuple[TodoList, ...]:
    return (TodoList(LIST, "Tasks", True, False, mark, can_delta),)


def found(steps: Sequence[Step], since: str = "old"):  # type: ignore[no-untyped-def]
    http = Script(steps)
    return http, asyncio.run(delta(DavClient(http, URL), lists(), {LIST: since}))


def test_a_truncated_report_is_asked_again_with_its_token() -> None:
    http, changes = found(
        [
            multistatus(member(LIST + "a.ics"), member(LIST, 507), token="middle"),
            multistatus(member(LIST + "b.ics", 404), token="end"),
        ]
    )

    assert (changes.changed, changes.removed, changes.marks) == (
        [LIST + "a.ics"],
        [LIST + "b.ics"],
        {LIST: "end"},
    )
    assert b">middle<" in http.asked[1].body


def test_a_server_that_pages_in_a_circle_is_broken() -> None:
    with pytest.raises(ContractBroken):
        found([multistatus(member(LIST, 507), token="old")])


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 412])
def test_a_refused_token_means_list_again(status: int) -> None:
    body = '<error xmlns="DAV:"><valid-sync-token/></error>'

    assert found([reply(status, body)])[1] is None


@pytest.mark.parametrize(("status", "error"), [(401, SignInRequired), (503, SourceUnavailable)])
def test_other_refusals_are_no_reason_to_list_again(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        found([reply(status)])


def test_without_tokens_an_unchanged_mark_costs_nothing_and_a_changed_one_lists() -> None:
    dav = DavClient(Script([]), URL)

    same = asyncio.run(delta(dav, lists("ctag", can_delta=False), {LIST: "ctag"}))
    changed = asyncio.run(delta(dav, lists("ctag2", can_delta=False), {LIST: "ctag"}))

    assert same is not None and same.marks == {LIST: "ctag"}
    assert changed is None


def test_a_listing_that_was_cut_is_not_complete_and_gives_no_cursor() -> None:
    dav = DavClient(Script([multistatus(member(LIST + "a.ics"), member(LIST, 507))]), URL)

    cut = asyncio.run(full_listing(dav, lists()))

    assert cut.gap is not None and not cut.resumable and cut.changed == [LIST + "a.ics"]


def test_one_list_that_fails_leaves_a_gap_and_the_others_are_delivered() -> None:
    two = (*lists(), TodoList("/anna/more/", "More", True, False, "m", True))
    dav = DavClient(Script([reply(403), multistatus(member("/anna/more/a.ics"))]), URL)

    partial = asyncio.run(full_listing(dav, two))

    assert partial.gap is not None and partial.changed == ["/anna/more/a.ics"]


def completing(kind: ActionKind = ActionKind.COMPLETE, comment: str = "", base: str | None = '"1"') -> Action:
    return Action(
        id="action-1",
        key=key("one.ics"),
        title="one",
        kind=kind,
        offer_id=kind.value,
        offer_label=LocalizedText("", ""),
        effect=Effect.SET,
        created=NOW,
        state=ActionState.SENDING,
        comment=comment,
        base_version=base,
    )


def stored(*lines: str, etag: str = '"1"') -> HttpResponse:
    return reply(200, ics("SUMMARY:one", *lines), ETag=etag, Content_Type="text/calendar")


def sent(*steps: Step, action: Action | None = None) -> tuple[Script, SendResult]:
    http = Script(steps)
    connector = _ready(http)
    return http, asyncio.run(connector.send(action or completing()))


def _ready(http: Script) -> CalDavConnector:
    connector = CalDavConnector("to-dos", URL + LIST, http, lambda: NOW)
    connector._lists = {LIST: lists()[0]}
    return connector


def test_the_etag_goes_along_without_its_weak_mark() -> None:
    http, result = sent(stored(etag='W/"1"'), reply(204), stored("STATUS:COMPLETED", etag='W/"2"'))

    assert isinstance(result, Accepted)
    assert dict(http.asked[1].headers)["If-Match"] == '"1"'


OUTCOMES: list[tuple[Step, type[SendResult]]] = [
    (NothingSent(Reason.of("source.not_reached")), Later),
    (NoAnswer(Reason.of("source.timeout")), Unknown),
    (reply(401), SignInNeeded),
    (reply(403), Refused),
    (reply(409, '<error xmlns="DAV:"><no-uid-conflict/></error>'), Refused),
    (reply(415), Refused),
    (reply(429, Retry_After="30"), Later),
    (reply(500), Unknown),
    (reply(503), Later),
    (reply(507), Unknown),
    (reply(302, Location="https://portal.example.org/"), Unknown),
    (reply(200, "<html>sign in</html>", Content_Type="text/html"), Unknown),
]


@pytest.mark.parametrize(("step", "expected"), OUTCOMES)
def test_each_answer_to_a_write_has_its_row_of_the_table(step: Step, expected: type[SendResult]) -> None:
    http, result = sent(stored(), step)

    assert isinstance(result, expected)
    assert sum(request.method == "PUT" for request in http.asked) == 1


def test_412_is_read_again_and_told_as_changed_elsewhere() -> None:
    _, result = sent(stored(), reply(412), stored("PRIORITY:1", etag='"2"'))

    assert isinstance(result, Conflict) and result.reason.code == "action.changed_elsewhere"


def test_a_write_that_was_ignored_is_refused() -> None:
    _, result = sent(stored(), reply(204), stored())

    assert isinstance(result, Refused) and result.reason.code == "action.ignored"


@pytest.mark.parametrize("step", [reply(500), SourceUnavailable(Reason.of("source.timeout")), reply(404)])
def test_a_read_back_that_fails_is_never_sent_again(step: Step) -> None:
    assert isinstance(sent(stored(), reply(204), step)[1], Unread)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (SourceUnavailable(Reason.of("source.timeout")), Later),
        (reply(401), SignInNeeded),
        (reply(404), Conflict),
    ],
)
def test_a_failed_reading_before_it_sends_nothing(step: Step, expected: type[SendResult]) -> None:
    http, result = sent(step)

    assert isinstance(result, expected) and len(http.asked) == 1


def test_a_note_without_its_mark_proves_nothing_by_itself() -> None:
    """A server that drops unknown parameters: the text may have been there before."""
    action = completing(ActionKind.COMMENT, "looks familiar")
    connector = _ready(Script([stored("COMMENT:looks familiar")]))

    assert isinstance(asyncio.run(connector.verify(action)), CannotTell)
    _, result = sent(stored(), reply(204), stored("COMMENT:looks familiar"), action=action)
    assert isinstance(result, Accepted) and result.verified


PAGE = reply(200, "<html>sign in</html>", Content_Type="text/html")
PRINCIPAL = (
    "<response><href>/dav/</href><propstat><prop><current-user-principal><href>/dav/anna/</href>"
    '</current-user-principal><c:calendar-home-set xmlns:c="urn:ietf:params:xml:ns:caldav">'
    "<href>/dav/anna/lists/</href></c:calendar-home-set></prop><status>HTTP/1.1 200 OK</status>"
    "</propstat></response>"
)


def identified(*steps: Step) -> tuple[Script, str]:
    http = Script(steps)
    connector = CalDavConnector("to-dos", URL + "/", http, lambda: NOW)
    return http, asyncio.run(connector.identify()).id


@pytest.mark.parametrize("first", [PAGE, reply(403), reply(404), reply(405), multistatus(member("/"))])
def test_a_root_that_is_something_else_leads_to_the_well_known_address(first: HttpResponse) -> None:
    http, me = identified(first, multistatus(PRINCIPAL), multistatus(PRINCIPAL))

    assert me == "/dav/anna/"
    assert http.asked[1].url == URL + "/.well-known/caldav"


@pytest.mark.parametrize(
    ("first", "error", "code"),
    [
        (PAGE, ContractBroken, "source.portal"),
        (reply(403), NoAccess, "source.no_access"),
        (reply(404), ContractBroken, "source.no_caldav"),
    ],
)
def test_what_the_given_address_said_is_told_when_nothing_else_helps(
    first: HttpResponse, error: type[SourceError], code: str
) -> None:
    with pytest.raises(error) as failed:
        identified(first, reply(404))

    assert failed.value.reason.code == code


def test_a_home_on_another_host_gets_no_password() -> None:
    elsewhere = PRINCIPAL.replace("/dav/anna/lists/", "https://other.example.org/lists/")

    with pytest.raises(ContractBroken) as failed:
        identified(multistatus(elsewhere), multistatus(elsewhere))

    assert failed.value.reason.code == "source.moved"


@pytest.mark.parametrize("body", ["BEGIN:VCALENDAR", ics("SUMMARY:a", "PRIORITY:urgent")])
def test_an_object_that_cannot_be_read_holds_up_no_other_row(body: str) -> None:
    spoilt = reply(200, body, ETag='"1"', Content_Type="text/calendar")

    assert isinstance(sent(spoilt)[1], Refused)
    assert isinstance(asyncio.run(_ready(Script([spoilt])).verify(completing())), CannotTell)
